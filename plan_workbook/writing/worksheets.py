"""Workbooks and worksheets that differ from XlsxWriter's in ways for which it has no option."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from plan_workbook.package.addresses import column_letters
from plan_workbook.package.escapes import as_stored
from plan_workbook.writing.literal import in_property

_PLAIN = (CellBlankTuple, CellStringTuple, CellNumberTuple)
"""The cells of which XlsxWriter writes nothing but their format and their content."""
_LETTERS = tuple(column_letters(column) for column in range(1, 27))
"""Of the first columns, from A."""
_ROWS_WITH_ONE_SPAN = 16
"""Rows of a block of which Excel says in one way which columns have cells."""
_SURELY_FITS = 10_000
"""Characters of a text that XlsxWriter need not count."""
_REMEMBERED = 2_000
"""Of each thing that workbooks have again and again."""
_MOST_STYLES = 50
_styles: dict[tuple[object, ...], str] = {}
"""What XlsxWriter wrote for the formats of earlier workbooks: parts of a plan hardly differ in them."""
LANGUAGE = "en-GB"
"""The language of our own words, as RFC 5646 has it."""


class LiteralWorkbook(xlsxwriter.Workbook):
    """A workbook whose texts are shown exactly as they were written, and which says in which language that is.

    XlsxWriter escapes some of the texts that look like an escaped character (``_x0041_``), depending on its version,
    and takes ``<r>...</r>`` for markup.
    """

    def __init__(self, out: BytesIO, **options: object) -> None:
        """Start a workbook in memory."""
        self._models: dict[Format, Format] = {}
        """For each format, the one that it was made of."""
        super().__init__(out, {"in_memory": True, **options})

    def close(self) -> None:
        """Write the file, and let go of what was in it.

        Its objects refer to each other, so that it would be in memory until Python looks for such circles, which we
        have it do seldom: a master of 200 recommendations is drawn twice, and takes 300 MB each time.
        """
        sheets = self.worksheets()
        super().close()
        for sheet in sheets:
            vars(sheet).clear()

    def set_properties(self, properties: dict[str, Any]) -> None:
        """Set the properties of the file, with each text as `in_property` returns it."""
        texts = {name: in_property(value) for name, value in properties.items() if isinstance(value, str)}
        super().set_properties({**properties, **texts})

    def add_format(self, properties: dict[str, Any] | None = None) -> Format:
        """Add a format; it is made of the one that had the same properties before, in whatever workbook."""
        made = Format.__new__(Format)
        model = _format(tuple({**self.default_format_properties, **(properties or {})}.items()))
        made.__dict__.update(model.__dict__)
        self._models[made] = model
        made.xf_format_indices, made.dxf_format_indices = self.xf_format_indices, self.dxf_format_indices
        self.formats.append(made)
        return made

    def add_worksheet(self, name: str, worksheet_class: type[Worksheet] | None = None) -> Worksheet:
        """Add a sheet.

        Raises:
            ValueError: some programs would decode its name, and find no sheet of the name that references have.
        """
        if as_stored(name) != name:
            raise ValueError(f"{name!r} does not come from layout.sheet_name")
        return super().add_worksheet(name, worksheet_class or PlainWorksheet)

    def define_hidden_name(self, name: str, formula: str) -> None:
        """Give a formula a name of the whole workbook that Excel does not list."""
        self.define_name(name, formula)
        self.defined_names[-1][-1] = True

    def looks(self) -> tuple[object, ...]:
        """Return everything that the styles of this workbook say, in a form that can be compared.

        Of a format that was made, only its font may have been changed: that of the whole workbook.
        """
        in_use = [*self.xf_formats, None, *self.dxf_formats]
        looks = (each and (self._models[each], each.font_name, each.font_size) for each in in_use)
        return (self.has_comments, *self.custom_colors, *looks)

    def _get_packager(self) -> Packager:
        return _LiteralPackager()


@lru_cache(_REMEMBERED)
def _format(properties: tuple[tuple[str, Any], ...]) -> Format:
    """Return a format that no workbook has, with its key: to make one takes as long as writing twenty cells."""
    made = Format(dict(properties))
    made._get_format_key()
    return made


class _LiteralPackager(Packager):
    def _filename(self, xml_filename: str) -> Any:
        """Begin a part, and keep the one before as bytes: a text that can be written on takes four for a character."""
        if self.filenames and not self.filenames[-1][2]:
            text, name, _ = self.filenames[-1]
            self.filenames[-1] = (BytesIO(text.getvalue().encode()), name, True)
            text.close()
        return super()._filename(xml_filename)

    def _write_core_file(self) -> None:
        core = _Core()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()

    def _write_styles_file(self) -> None:
        looks = self.workbook.looks()
        known = _styles.get(looks)
        if known is not None:
            self._filename("xl/styles.xml").write(known)
            return
        super()._write_styles_file()
        if len(_styles) == _MOST_STYLES:
            _styles.clear()
        _styles[looks] = self.filenames[-1][0].getvalue()

    def _write_shared_strings_file(self) -> None:
        texts = _LiteralTexts()
        texts.string_table = self.workbook.str_table
        if self.workbook.str_table.count:
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()


class _LiteralTexts(SharedStrings):
    def _write_si(self, string: str) -> None:
        stored = as_stored(string)
        keeps_spaces = ' xml:space="preserve"' if stored != stored.strip() else ""
        self.fh.write(f"<si><t{keeps_spaces}>{self._escape_data(stored)}</t></si>")


class _Core(Core):
    """The properties of a workbook, with its language, from which screen readers choose their voice."""

    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", LANGUAGE)


class PlainWorksheet(Worksheet):
    """A worksheet whose formulas call no function newer than Excel 2007, and whose footer holds no pictures.

    What is written of a formula of a drop-down or a mark is remembered for all sheets, which have the same ones again
    and again.

    XlsxWriter looks for the names of a hundred and fifty newer ones in every formula, to mark them as such, and for
    those of functions that give arrays; in our workbooks that takes longer than writing them. It also escapes what
    needs no escaping in a cell without content or with a text, which most cells are, looks for cells in every column
    of every row, and takes an address in words for each cell. In a footer it takes the ``&G`` of ``R&&G`` for the code
    of a picture, and leaves the whole footer out.
    """

    def __init__(self) -> None:
        """Start an empty sheet."""
        super().__init__()
        self._styles: dict[Format, int] = {}
        """The numbers of the formats of cells that were stored."""
        self._blanks: dict[Format, CellBlankTuple] = {}
        """A cell without content for each format."""

    def constants(self) -> dict[int, dict[int, object]]:
        """Return the texts and numbers that were written into cells, by row and column, both from 0."""
        texts = [*self.str_table.string_table]
        kept = {
            row: {
                column: texts[cell.string] if isinstance(cell, CellStringTuple) else cell.number
                for column, cell in cells.items()
                if isinstance(cell, CellStringTuple | CellNumberTuple)
            }
            for row, cells in self.table.items()
        }
        return {row: cells for row, cells in kept.items() if cells}

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Any:
        if len(string) > _SURELY_FITS or self._check_dimensions(row, col):
            return super()._write_string(row, col, string, cell_format)
        self.table[row][col] = CellStringTuple(self.str_table._get_shared_string_index(string), cell_format)
        return 0

    def write_string(self, row: int, column: int, string: str, cell_format: Format | None = None) -> Any:
        """Write a text into a cell, row and column counted from 0."""
        return self._write_string(row, column, string, cell_format)

    def write_blank(self, row: int, column: int, _: None, cell_format: Format | None = None) -> None:
        """Write a cell without content, row and column counted from 0."""
        if cell_format is not None and not self._check_dimensions(row, column):
            self.table[row][column] = self._blank(cell_format)

    def _blank(self, cell_format: Format) -> CellBlankTuple:
        if cell_format not in self._blanks:
            self._blanks[cell_format] = CellBlankTuple(cell_format)
        return self._blanks[cell_format]

    def write_formula(
        self, row: int, column: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> Any:
        """Write a formula and its saved result into a cell, row and column counted from 0."""
        return self._write_formula(row, column, formula, cell_format, value)

    def set_footer(self, footer: str) -> None:
        """Set the footer, which has codes and texts as `in_footer` returns them."""
        super().set_footer("&P")
        self.footer = footer

    def _escape_attributes(self, attribute: Any) -> Any:
        return _in_an_attribute(attribute) if type(attribute) is str else attribute

    def _escape_data(self, data: Any) -> Any:
        return super()._escape_data(data) if type(data) is str else data

    def _write_formula_element(self, formula: Any) -> None:
        self.fh.write(_markup_of(Worksheet._write_formula_element, formula))

    def _write_formula_1(self, formula: Any) -> None:
        if isinstance(formula, list):
            super()._write_formula_1(formula)
        else:
            self.fh.write(_markup_of(Worksheet._write_formula_1, formula))

    def _check_dimensions(self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False) -> Any:
        top, left = self.dim_rowmin, self.dim_colmin
        if top is not None and left is not None and top <= row <= self.dim_rowmax and left <= col <= self.dim_colmax:
            return 0  # the sheet goes as far already
        return super()._check_dimensions(row, col, ignore_row, ignore_col)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> Any:
        if self._check_dimensions(row, col):
            return -1
        result = as_stored(value) if isinstance(value, str) else value
        self.table[row][col] = CellFormulaTuple(self._prepare_formula(formula), cell_format, result)
        return 0

    def _write_rows(self) -> None:
        self._calculate_spans()
        rows = {*self.row_info, *self.comments, *(row for row, cells in self.table.items() if cells)}
        for row in sorted(rows):
            span, info, cells = self.row_spans.get(row // _ROWS_WITH_ONE_SPAN), self.row_info.get(row), self.table[row]
            if not cells:
                self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            self._write_cells(row, cells)
            self._xml_end_tag("row")
        self.table.clear()  # it takes several times the memory of what was made of it, and other sheets follow

    def _calculate_spans(self) -> None:
        reach: dict[int, tuple[int, int]] = {}
        for cells_of in (self.table, self.comments):
            for row, cells in cells_of.items():
                if cells:
                    block = row // _ROWS_WITH_ONE_SPAN
                    first, last = reach.get(block, (self.xls_colmax, -1))
                    reach[block] = min(first, *cells), max(last, *cells)
        self.row_spans = {block: f"{first + 1}:{last + 1}" for block, (first, last) in reach.items()}

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        styles, number = self._styles, row + 1
        pieces: list[str] = []
        for column in sorted(cells):
            cell = cells[column]
            kind, cell_format = type(cell), cell.format
            is_plain = kind in _PLAIN or (kind is CellFormulaTuple and _is_plain_result(cell.value))
            if cell_format is None or not is_plain:
                self.fh.write("".join(pieces))
                pieces.clear()
                self._write_cell(row, column, cell)
                continue
            style = styles.get(cell_format)
            if style is None:
                style = styles[cell_format] = cell_format._get_xf_index()
            letters = _LETTERS[column] if column < len(_LETTERS) else column_letters(column + 1)
            if kind is CellBlankTuple:
                pieces.append(f'<c r="{letters}{number}" s="{style}"/>')
            elif kind is CellStringTuple:
                pieces.append(f'<c r="{letters}{number}" s="{style}" t="s"><v>{cell.string}</v></c>')
            elif kind is CellFormulaTuple:
                of_text = ' t="str"' if cell.value and isinstance(cell.value, str) else ""
                held = f"<f>{self._escape_data(cell.formula)}</f><v>{self._escape_data(cell.value)}</v>"
                pieces.append(f'<c r="{letters}{number}" s="{style}"{of_text}>{held}</c>')
            else:
                pieces.append(f'<c r="{letters}{number}" s="{style}"><v>{cell.number:.16G}</v></c>')
        self.fh.write("".join(pieces))


def _is_plain_result(value: object) -> bool:
    """Tell whether the result of a formula is a text or a number, not an error or a truth value."""
    return not value.startswith("#") if isinstance(value, str) else type(value) in (int, float)


@lru_cache(_REMEMBERED)
def _in_an_attribute(text: str) -> str:
    return str(XMLwriter._escape_attributes(XMLwriter(), text))


@lru_cache(_REMEMBERED, typed=True)
def _markup_of(write: Callable[[Worksheet, Any], None], formula: Any) -> str:
    """Return what XlsxWriter writes of a formula that is not in a cell."""
    sheet = PlainWorksheet.__new__(PlainWorksheet)
    sheet.fh = StringIO()
    write(sheet, formula)
    return str(sheet.fh.getvalue())


class FittedWorksheet(PlainWorksheet):
    """A worksheet whose rows have a height that is not fixed.

    XlsxWriter marks every height it is given as set by hand (``customHeight``); Excel then no longer fits the row
    to what is typed, and a lead's longer text would be cut off. Only a row of merged cells keeps its height: no program
    looks at these, so it would be made as low as a line.
    """

    def __init__(self) -> None:
        """Start an empty sheet."""
        super().__init__()
        self._by_hand: set[int] = set()
        """The rows whose height is fixed, as they are numbered in the file."""

    def fix_row(self, row: int, height: float) -> None:
        """Give a row (from 0) a height in points that it keeps until somebody changes it."""
        self.set_row(row, height)
        self._by_hand.add(row + 1)

    def merge_in_row(self, row: int, first: int, last: int, cell_format: Format) -> None:
        """Merge the cells of a row from one column to another, all from 0; the first one is written apart."""
        self.merge.append([row, first, row, last])
        if not (self._check_dimensions(row, first) or self._check_dimensions(row, last)):
            self.table[row].update(dict.fromkeys(range(first, last + 1), self._blank(cell_format)))

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]] | None = None) -> None:
        super()._xml_start_tag_unencoded(tag, self._not_by_hand(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]] | None = None) -> None:
        super()._xml_empty_tag_unencoded(tag, self._not_by_hand(tag, attributes))

    def _not_by_hand(self, tag: str, attributes: list[tuple[str, object]] | None) -> list[tuple[str, object]] | None:
        if tag != "row" or not attributes or attributes[0][1] in self._by_hand:
            return attributes
        return [each for each in attributes if each[0] != "customHeight"]
