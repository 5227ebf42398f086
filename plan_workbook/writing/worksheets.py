"""Worksheets that differ from XlsxWriter's in two ways for which it has no option."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainWorksheet(Worksheet):
    """A worksheet whose formulas call no function newer than Excel 2007.

    XlsxWriter looks for the names of a hundred and fifty newer ones in every formula, to mark them as such; in
    our workbooks that takes longer than writing them.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class FittedWorksheet(PlainWorksheet):
    """A worksheet whose rows have a height that is not fixed.

    XlsxWriter marks every height it is given as set by hand (``customHeight``); Excel then no longer fits the row
    to what is typed, and a lead's longer text would be cut off.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]] | None = None) -> None:
        super()._xml_start_tag_unencoded(tag, _not_by_hand(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]] | None = None) -> None:
        super()._xml_empty_tag_unencoded(tag, _not_by_hand(tag, attributes))


def _not_by_hand(tag: str, attributes: list[tuple[str, object]] | None) -> list[tuple[str, object]] | None:
    return [each for each in attributes if each[0] != "customHeight"] if tag == "row" and attributes else attributes
