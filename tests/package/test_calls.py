"""Formulas that start a program or call a server, told from those that only look like it."""

from __future__ import annotations

import pytest

from plan_workbook.package.calls import Call, call_of


@pytest.mark.parametrize(
    ("formula", "call"),
    [
        ("cmd|'/c calc'!A0", Call("cmd", True)),
        ("1+'MSEXCEL'|'\\..\\..\\cmd.exe /c calc'!''", Call("MSEXCEL", True)),
        ("msexcel.2|topic!item", Call("msexcel.2", True)),
        ("'a\"b'!A1+cmd|'/c calc'!A0+'a\"b'!A1", Call("cmd", True)),
        ('DDE("soffice";"a";"b")', Call("DDE", True)),
        ('CALL("Shell32","ShellExecuteA")', Call("CALL", True)),
        ('_xlfn.WEBSERVICE("http://10.255.255.1")', Call("WEBSERVICE", False)),
        ('IF(A1="","",webservice (B1))', Call("WEBSERVICE", False)),
        ('_xlfn._xlws.PY("...")', Call("PY", False)),
        ('CUBEVALUE("sales","[Measures].[Total]")', Call("CUBEVALUE", False)),
        ('"a|b"&A1', None),
        ("'a|b'!A1", None),
        ("Table1[in|out]", None),
        ('"WEBSERVICE(1)"', None),
        ("'WEBSERVICE(1)'!A1", None),
        ('HYPERLINK("https://example.org")', None),
        ("PY1+COPY(1)+MY.CALL(1)", None),
        ('_xlfn.FILTERXML(A1,"//a")', None),
        ('IFERROR(__xludf.DUMMYFUNCTION("IMPORTXML(A1)"),"x")', None),
    ],
)
def test_what_a_formula_reaches_for(formula, call):
    assert call_of(formula) == call


@pytest.mark.parametrize("piece", ["'", '"', "[", "|", "A|", "'|", "CALL", "_XL."])
def test_a_formula_of_any_length_is_judged_at_once(piece):
    call_of(piece * (8192 // len(piece)))
