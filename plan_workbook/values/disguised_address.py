"""Finds email addresses that are typed so that programs do not find them: ``jo (at) x.gov.uk``, ``jo&#64;x.gov.uk``.

Not in `email_address`, which `validate` and `status` load too: these patterns take 15 ms to prepare.
"""

from __future__ import annotations

import re

from plan_workbook.values.email_address import ENDS, GAP, MARKS, NOT_IN_ONE

CODED_AT = re.compile(r"%40|&(?:amp;){0,9}(?:#0*64\b|#x0*40\b|commat\b);?", re.IGNORECASE)
"""An ``@`` as web pages write it: ``%40``, ``&#64;``, ``&#x40;``, ``&commat;``."""
_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
AN_AT = re.compile(rf"{GAP}{_OPEN}{GAP}(?:@|\bat\b){GAP}{_CLOSE}{GAP}|{GAP}@{GAP}", re.IGNORECASE)
"""An ``@`` as people type it so that programs do not find it: with spaces, line breaks or brackets around it."""
_MAY_BE_AT = re.compile(r"[@\[({<]")
"""One of these is in every such ``@``, and in few texts; to look for it takes a tenth of the time."""
_DOT = rf"(?:\.|{GAP}{_OPEN}{GAP}(?:\.|dot){GAP}{_CLOSE}{GAP})"
_DOTS = re.compile(_DOT, re.IGNORECASE)
_LABEL = rf"(?=[\w{MARKS}-]*[^\W\d_])[^\W_](?:[\w{MARKS}-]*{ENDS})?"
_LAST = r"(?:[a-z]{2,}|[A-Z]{2,})(?![\w-])"
"""The end of a domain; a capital after a full stop begins a sentence: ``We met @ school. The``."""
DISGUISED = re.compile(
    rf"(?:\"[^\"@\n]{{1,64}}\"|{_OPEN}[^{NOT_IN_ONE}{{}}]{{1,64}}{_CLOSE}|(?<![^{NOT_IN_ONE}])[^{NOT_IN_ONE}]+)"
    rf"(?:{AN_AT.pattern})(?:{_OPEN}?{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}(?-i:{_LAST}){_CLOSE}?|\[[0-9A-Fa-f.:IPv]{{3,45}}\])",
    re.IGNORECASE,
)
"""An address with spaces, line breaks, quotation marks or brackets in it, which a reader can still write to."""


def has_an_at(text: str) -> bool:
    """Tell whether there is an ``@`` in a text, as `AN_AT` finds it."""
    return _MAY_BE_AT.search(text) is not None and AN_AT.search(text) is not None


def has_a_coded_at(text: str) -> bool:
    """Tell whether there is an ``@`` in a text as web pages write it."""
    return ("&" in text or "%" in text) and CODED_AT.search(text) is not None


def undisguised(found: str) -> str:
    """Return an address that `DISGUISED` found as it is without what was put into it."""
    return re.sub(r"[\s\[\](){}<>\"]", "", _DOTS.sub(".", AN_AT.sub("@", found)))
