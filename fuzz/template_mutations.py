"""Templates that councils changed, and that somebody means harm with: Word reports, and the texts of emails.

The template of an email is stored with the name of the one that ships in its first line, since that decides what it is
used for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import nasty
import seeds  # noqa: F401 - makes the code that tests share importable
from hostile_texts import PIECES
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from part_mutations import Parts, change_xml, mutate
from xml_mutations import escaped

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_WORD = re.compile(r"[a-z_]{2,}")
_NAMES = (
    "title", "authority", "period", "report_date", "item_word", "items_word", "draft", "errors", "sentences", "trust",
    "figures", "ratings", "statuses", "attention", "due_next", "since", "moved", "successes", "more", "items", "key",
    "facts", "headline", "warning", "workings", "file_name", "encrypted", "short_subject", "subject", "body", "name",
    "workbook", "link", "summary", "findings", "due", "sheets", "sheet", "each", "point", "item", "indicator", "action",
    "loop", "self", "range", "dict", "lipsum", "cycler", "joiner", "namespace", "caller", "varargs", "plan", "told",
    "previous", "x", "none", "true", "super", "environment", "context",
)  # fmt: skip
_ATTRIBUTES = (
    "title", "name", "lead", "actions", "indicators", "progress", "rating", "hex_fill", "kind", "what", "source",
    "line", "plan", "index", "length", "previtem", "cycle", "changed", "__class__", "__init__", "__globals__",
    "__mro__", "__subclasses__", "__builtins__", "_fields", "format", "format_map", "join", "replace", "encode",
    "center", "ljust", "zfill", "expandtabs", "translate", "split", "count", "index", "items", "keys", "append",
    "extend", "update", "mro", "gi_frame", "f_globals", "func_code", "raw", "text", "read_bytes", "unlink", "__dict__",
    "__doc__", "__name__",
)  # fmt: skip
_LITERALS = (
    "''", "'a'", "'%s'", "'%d'", "'%9999999d'", "'%*d'", "'{}'", "'{0.__class__}'", "'{:>99999999}'", "'\\n'", "'<b>'",
    "'x' * 1000", "'{{'", "'%}'", "0", "1", "-1", "7", "1.5", "1e300", "99999", "10**6", "10**9", "2**62", "10**10**3",
    "()", "[]", "{}", "[1, 2, 3]", "{'a': 1}", "range(3)", "range(99999)", "range(10**12)", "none", "true", "[[]] * 99",
    "'=1+1'", "'=?utf-8?b?UGxhbgpCY2M6IHNweUBldmlsLmV4YW1wbGU=?='", "'\u202e'", "'\\x00'", "'\\ud800'", "'\u00b2'|int",
)  # fmt: skip
_OPERATORS = ("+", "-", "*", "**", "/", "//", "%", "~", "and", "or", "==", "<", "in", "not in")
_FILTERS = (*sorted(set(FILTERS) - {"random"}), "foremost", "others", "more")
_BLOCKS = (
    "{%% for x in %s %%}", "{%% for x in range(99999) %%}{%% for y in range(99999) %%}", "{%% endfor %%}",
    "{%% if %s %%}", "{%% elif %s %%}", "{%% else %%}", "{%% endif %%}", "{%% set x = %s %%}", "{%% set x %%}",
    "{%% endset %%}", "{%% macro x(a=%s) %%}", "{%% endmacro %%}", "{%% call x(%s) %%}", "{%% endcall %%}",
    "{%% filter %s %%}", "{%% endfilter %%}", "{%% raw %%}", "{%% endraw %%}", "{%% block x %%}", "{%% endblock %%}",
    "{%% with x = %s %%}", "{%% endwith %%}", "{%% autoescape false %%}", "{%% endautoescape %%}", "{# %s #}", "{#",
    "{%% macro x() %%}{{ x() }}{{ x() }}{%% endmacro %%}{{ x() }}", "{%% for x in items recursive %%}{{ loop(items) }}",
    "{%% set n = namespace(a='x') %%}{%% for x in range(60) %%}{%% set n.a = n.a ~ n.a %%}{%% endfor %%}{{ n.a }}",
    "{%% for x in range(60) %%}{%% set x = x * x %%}{%% endfor %%}", "{%% include %s %%}", "{%% extends %s %%}",
    "{%% import %s as x %%}", "{%% from %s import x %%}", "{%% do %s %%}", "{%% break %%}", "{%% trans %%}",
    "{%% %s %%}",
    "{{ %s", "%s }}", "{%%", "%%}", "{{", "}}", "{{{{ %s }}}}", "{%%- %s -%%}", "{{- %s -}}", "{%%p %s %%}",
    "{%%tr for x in items %%}", "{%%tr endfor %%}", "{%%tc %s %%}", "{%%r if %s %%}", "{{r %s }}", "{{p %s }}",
    "{%% cellbg %s %%}", "{%% colspan %s %%}", "{%% hm %%}", "{%% vm %%}", "{_", "_}", "{{ %s }}\n# for x in y",
)  # fmt: skip
_WHOLE = (
    "{% for x in E %}{{ x }}{% endfor %}", "{% for x in E %}{% for y in x %}{{ y }}{% endfor %}{% endfor %}",
    "{% for x in range(999) %}{% for y in range(999) %}{{ E }}{% endfor %}{% endfor %}",
    "{% if E %}a{% else %}b{% endif %}", "{% set x = E %}{{ x }}{{ x }}", "{% set x %}{{ E }}{% endset %}{{ x }}",
    "{% with x = E %}{{ x ~ x }}{% endwith %}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(E) }}{{ m(E) }}",
    "{% filter replace('a', E) %}aaaa{% endfilter %}", "{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(E) }}",
    "{% for x in E recursive %}{{ loop(x) }}{% endfor %}", "{% raw %}{{ E }}{% endraw %}",
    "{% macro m() %}{{ caller(E) }}{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}",
    "{% block a %}{{ E }}{% endblock %}{{ self.a() }}", "{% autoescape false %}{{ E }}{% endautoescape %}",
    "{% set n = namespace(a=E) %}{% for x in range(30) %}{% set n.a = n.a ~ n.a %}{% endfor %}{{ n.a }}",
)  # fmt: skip
"""Blocks that are whole; E stands for an expression."""
_FIELDS = (
    'INCLUDETEXT "{}"', 'INCLUDEPICTURE "{}" \\d', 'DDEAUTO "{}"', 'LINK Word.Document.8 "{}"', "FILENAME \\p",
    "AUTHOR",
    'HYPERLINK "{}"', 'DATABASE \\d "{}"', "DOCPROPERTY Manager", "{{{{ title }}}}", "TOC \\o", "PAGE", "RD {}", "",
)  # fmt: skip
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ADDED = (
    '<w:altChunk r:id="rId900"/>', '<w:subDoc r:id="rId900"/>',
    '<w:p><w:hyperlink r:id="rId900"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>',
    '<w:p><w:ins w:author="Somebody"><w:r><w:t>{{{{ title }}}}</w:t></w:r></w:ins></w:p>',
    '<w:p><w:del w:author="Somebody"><w:r><w:delText>a</w:delText></w:r></w:del></w:p>',
    '<w:p><w:fldSimple w:instr="{0}"><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r><w:r><w:fldChar '
    'w:fldCharType="separate"/></w:r><w:r><w:t>a</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rId900"/>'
    "</w:drawing></w:r></w:p>",
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="x"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
    '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{{{ title }}}}</w:t></w:r></w:p>',
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{%tr for x in items %}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "<w:tbl/>",
    "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>", "<w:sectPr><w:titlePg/></w:sectPr>", "<w:sectPr/>",
)  # fmt: skip
_KINDS = (
    "aFChunk", "subDocument", "hyperlink", "image", "attachedTemplate", "oleObject", "header", "footer", "footnotes",
    "comments", "customXml", "frame", "externalLinkPath", "settings", "glossaryDocument", "chart",
)  # fmt: skip
_ENTITIES = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "{0}">]>', '<!DOCTYPE a SYSTEM "{0}">',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "{0}"> %x;]>',
    '<!DOCTYPE a [<!ENTITY y "yyyyyyyyyy"><!ENTITY x "&y;&y;&y;&y;&y;&y;&y;&y;">]>', "<!DOCTYPE a []>",
    '<?xml-stylesheet type="text/xsl" href="{0}"?>',
)  # fmt: skip
_INCLUDED = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{0}"/>'
_OTHER_ENCODINGS = ("utf-8-sig", "utf-16", "latin-1", "cp1252", "utf-32", "utf-7")
_LARGEST = 2_000_000  #: characters


def stored(name: str, text: str) -> bytes:
    """Return the template of an email with the name of the one it is used in place of."""
    return f"{name}\n{text}".encode("utf-8", "surrogatepass")


def unstored(content: bytes) -> tuple[str, bytes]:
    """Return that name and the template."""
    name, _, template = content.partition(b"\n")
    return name.decode("utf-8", "replace"), template


def spoilt_words(rng: Random, content: bytes) -> bytes:
    """Return the template of an email with one or several changes."""
    name, template = unstored(content)
    text = template.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        text = _changed(rng, text, _names_used(text))[:_LARGEST]
    way = rng.random()
    if way < 0.06:
        text = rng.choice(("", "Subject:", "Subject: {{ title }}\n", " \n\n", "subject: a\r\nBcc: b@c\r\n")) + text
    elif way < 0.1:
        text = text.replace("\n", rng.choice(("\r\n", "\r", "\u2028", "\x0b", "\0")))
    elif way < 0.14:
        first = "Subject: " + "".join(rng.choice(PIECES) for _ in range(rng.choice((1, 3, 9))))
        text = "\n".join([first, *text.split("\n")[1:]])
    if rng.random() < 0.03:
        return name.encode() + b"\n" + text.encode(rng.choice(_OTHER_ENCODINGS), "replace")
    return stored(name, text)


def spoilt_report(rng: Random, parts: Parts) -> None:
    """Change a Word template: its tags, its text, or what it links to and is made of."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        rng.choice(_OF_REPORT)(rng, parts)


# ------------------------------------------------------------------------------------------------- tags


def expression(rng: Random, names: tuple[str, ...] = _NAMES, depth: int = 3) -> str:
    """Return an expression of a template; many of them make sense."""
    way = rng.random() if depth else rng.random() * 0.3
    if way < 0.2:
        return rng.choice(names)
    if way < 0.3:
        return rng.choice(_LITERALS)

    def inner() -> str:
        return expression(rng, names, depth - 1)

    if way < 0.45:
        return f"{inner()}.{rng.choice(_ATTRIBUTES)}"
    if way < 0.65:
        arguments = ", ".join(inner() for _ in range(rng.choice((0, 0, 1, 1, 2))))
        return f"{inner()}|{rng.choice(_FILTERS)}" + (f"({arguments})" if arguments else "")
    if way < 0.8:
        return f"({inner()} {rng.choice(_OPERATORS)} {inner()})"
    if way < 0.86:
        return f"{inner()}({', '.join(inner() for _ in range(rng.choice((0, 1, 2))))})"
    if way < 0.92:
        return f"{inner()}[{inner()}]" if rng.random() < 0.7 else f"{inner()}[{inner()}:{inner()}]"
    if way < 0.96:
        return f"({inner()} if {inner()} is {rng.choice(sorted(TESTS))} else {inner()})"
    pair, times = rng.choice((("(", ")"), ("[", "]"), ("-", ""), ("not ", ""))), rng.choice((2, 50, 400, 20_000))
    return pair[0] * times + inner() + pair[1] * times


def tag(rng: Random, names: tuple[str, ...] = _NAMES) -> str:
    """Return a tag, sound or not."""
    way = rng.random()
    if way < 0.4:
        return f"{{{{ {expression(rng, names)} }}}}"
    if way < 0.8:
        return re.sub(r"\bE\b", lambda _: expression(rng, names), rng.choice(_WHOLE))
    block = rng.choice(_BLOCKS)
    return block.replace("%s", expression(rng, names), 1).replace("%%", "%")


def _names_used(text: str) -> tuple[str, ...]:
    """Return all names, those that a template uses many times over, because others are refused at once."""
    used = {word for each in _TAG.findall(text) for word in _WORD.findall(each)} & set(_NAMES)
    return (*_NAMES, *sorted(used) * 12)


def _changed(rng: Random, text: str, names: tuple[str, ...] = _NAMES) -> str:
    """Return a text of tags with one of them, or the text between them, changed."""
    pieces = _TAG.split(text)  # text, tag, text, tag, ..., text
    tags = range(1, len(pieces), 2)
    at = rng.choice(tags) if tags else 0
    way = rng.randrange(12)
    if way == 0 and tags:
        pieces[at] = ""
    elif way == 1 and tags:
        pieces[at] = pieces[at] * rng.choice((2, 2, 30, 3_000))
    elif way == 2 and tags:
        other = rng.choice(tags)
        pieces[at], pieces[other] = pieces[other], pieces[at]
    elif way == 3 and tags:
        pieces[at] = _WORD.sub(lambda found: rng.choice((found[0], rng.choice(names))), pieces[at])
    elif way == 4 and tags:
        pieces[at] = pieces[at][: rng.randrange(len(pieces[at]))] + pieces[at][rng.randrange(len(pieces[at])) :]
    elif way == 5 and tags:
        pieces[at] = re.sub(r"\s*(-?[%}]\})$", f"|{rng.choice(_FILTERS)} \\1", pieces[at])
    elif way == 6:
        place = rng.randrange(0, len(pieces), 2)
        pieces[place] += nasty.value(rng) if rng.random() < 0.4 else "".join(rng.choice(PIECES) for _ in range(4))
    elif way == 7 and tags:
        pieces[at] = f"{{{{ {expression(rng, names)} }}}}"
    elif way == 8:
        pieces = ["".join(pieces) * rng.choice((2, 3, 40))]
    else:
        place = rng.randrange(0, len(pieces), 2)
        cut = rng.randrange(len(pieces[place]) + 1)
        pieces[place] = pieces[place][:cut] + tag(rng, names) + pieces[place][cut:]
    return "".join(pieces)


# ------------------------------------------------------------------------------------------------- Word documents


def _some_part(rng: Random, parts: Parts) -> str:
    names = [name for name in parts if re.fullmatch(r"word/(document|header|footer|footnotes)\w*\.xml", name)]
    return rng.choice([*names, *(["word/document.xml"] * 4 if "word/document.xml" in parts else [])] or list(parts))


def _tags(rng: Random, parts: Parts) -> None:
    """Change the tags in some runs of text."""
    name = _some_part(rng, parts)
    markup = parts[name].decode("utf-8", "replace")
    found = list(_TEXT.finditer(markup))
    if not found:
        return
    names = _names_used(markup)
    for one in sorted(rng.sample(found, min(len(found), rng.choice((1, 1, 2, 5)))), key=lambda each: -each.start()):
        text = _changed(rng, one[2].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), names)[:_LARGEST]
        markup = markup[: one.start(2)] + escaped(text) + markup[one.end(2) :]
    parts[name] = markup.encode("utf-8", "surrogatepass")


def _addition(rng: Random, parts: Parts) -> None:
    """Add what refers to a file, an address or a person, with its relationship."""
    name = _some_part(rng, parts)
    target = escaped(rng.choice((str(nasty.OUTSIDE), nasty.OUTSIDE.as_uri(), rng.choice(nasty.TARGETS), "styles.xml")))
    new = rng.choice(_ADDED).format(escaped(rng.choice(_FIELDS).format(target)))
    places = [each.end() for each in re.finditer(rb"</w:p>|</w:tbl>|<w:body>", parts[name])]
    if places:
        at = rng.choice(places)
        times = rng.choice((1, 1, 1, 2, 300))
        parts[name] = parts[name][:at] + new.encode() * times + parts[name][at:]
        if b"xmlns:r=" not in parts[name]:
            parts[name] = re.sub(rb"(<w:\w+)", rb'\1 xmlns:r="' + _R.encode() + rb'"', parts[name], count=1)
    folder, _, base = name.rpartition("/")
    relations = f"{folder}/_rels/{base}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    mode = rng.choice((' TargetMode="External"', ' TargetMode="External"', ""))
    relation = f'<Relationship Id="rId900" Type="{_R}/{rng.choice(_KINDS)}" Target="{target}"{mode}/></Relationships>'
    parts[relations] = parts.get(relations, empty).replace(b"</Relationships>", relation.encode("utf-8", "replace"))


def _entity(rng: Random, parts: Parts) -> None:
    """Declare an entity that stands for another file, or for a great deal of text, and use it."""
    name = _some_part(rng, parts) if rng.random() < 0.7 else rng.choice(list(parts))
    target = rng.choice((str(nasty.OUTSIDE), nasty.OUTSIDE.as_uri(), "http://127.0.0.1:9/x"))
    declared = rng.choice(_ENTITIES).replace("{0}", target).encode()
    content = re.sub(rb"^(<\?xml[^>]*\?>\s*)?", rb"\1" + declared.replace(b"\\", rb"\\"), parts[name], count=1)
    used = rng.choice(("&x;", "&x;", "&y;", _INCLUDED.format(target))).encode()
    parts[name] = re.sub(rb"(<w:t(?: [^>]*)?>)", lambda found: found[1] + used, content, count=1)


def _other_parts(rng: Random, parts: Parts) -> None:
    """Damage the parts and their relationships, as is done with workbooks."""
    mutate(rng, parts)


def _document(rng: Random, parts: Parts) -> None:
    """Damage the XML of the parts that are filled in."""
    name = _some_part(rng, parts)
    some = {name: parts[name]}
    change_xml(rng, some)
    parts |= some


_OF_REPORT: tuple[Callable[[Random, Parts], None], ...] = (
    *(_tags,) * 8, _addition, _addition, _entity, _other_parts, _other_parts, *(_document,) * 4,
)  # fmt: skip
