"""The tags that somebody typed into a template: whole ones, and only where Word shows text.

docxtpl looks for pairs of braces in the markup, over the ends of paragraphs too. So a brace without its pair would take
everything up to the next one with it, such as the report's title.
"""

from __future__ import annotations

import re

from docx.oxml.ns import qn
from jinja2 import TemplateError
from lxml import etree

SHOWN = 80
"""Characters of a template that a message quotes."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{[{%#]|[}%#]\}")
_PARAGRAPH, _CODE, _SIMPLE, _INSTRUCTION = qn("w:p"), qn("w:instrText"), qn("w:fldSimple"), qn("w:instr")
_TEXTS = (qn("w:t"), qn("m:t"))


class MisplacedTagError(TemplateError):
    """A tag is where Word has no text, or is not whole."""


def check_tags(root: etree._Element) -> None:
    """Check the tags of a part of a document.

    Raises:
        MisplacedTagError: a brace has no pair in its paragraph or attribute, or a tag is in the code of a field, where
            a text of the plan would be an instruction to Word.
    """
    texts: dict[etree._Element, list[str]] = {}
    for each in root.iter(*_TEXTS):
        paragraph = next(each.iterancestors(_PARAGRAPH), None)
        if each.text and paragraph is not None:
            texts.setdefault(paragraph, []).append(each.text)
    for text in map("".join, texts.values()):
        if not _is_whole(text):
            raise MisplacedTagError(f"'{_quoted(text)}' has a brace without its pair")
    for each in root.iter(etree.Element):
        codes = [each.text or ""] if each.tag == _CODE else [each.get(_INSTRUCTION, "")] if each.tag == _SIMPLE else []
        for code in codes:
            if _HALF.search(code):
                raise MisplacedTagError(f"'{_quoted(code)}' is the code of a field, which can't have tags in it")
        for value in map(str, each.attrib.values()):
            if "{" in value and _HALF.search(_TAG.sub("", value)):
                raise MisplacedTagError(f"'{_quoted(value)}' has a brace without its pair")


def _is_whole(text: str) -> bool:
    rest = _TAG.sub("", text)
    open_now = 0
    for each in rest if "{" in rest or "}" in rest else "":
        open_now += (each == "{") - (each == "}")
        if open_now < 0:
            return False
    return open_now == 0 and not _HALF.search(rest)


def _quoted(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= SHOWN else said[:SHOWN] + "..."
