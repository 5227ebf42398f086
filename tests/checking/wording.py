"""What messages may not say, and how they end."""

from __future__ import annotations

import re

from plan_workbook.checking import Finding

_UNWELCOME = re.compile(r"\bNone\b|\b(?i:nan|nat|dtype|schema|traceback|dataframe|polars|pandera)\b")


def is_welcome(text: str) -> bool:
    """Tell whether a text has no word of a programmer's in it."""
    return not _UNWELCOME.search(text)


def in_plain_words(finding: Finding) -> bool:
    """Tell whether a finding says what is wrong and what to do in whole sentences, in no programmer's words."""
    texts = (finding.message, finding.fix)
    return all(text.strip() and text.endswith((".", "?")) and is_welcome(text) for text in texts)
