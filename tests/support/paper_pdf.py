"""PDFs for tests, written by hand: text, ruled tables with fills, pages; places are in points from the top left."""

import io
import re
import zlib
from collections import Counter
from unicodedata import category

import pdfplumber
from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.text import LIGATURES, dedupe_chars

from plan_workbook.bringing.documents.pdf.limits import bounded
from plan_workbook.bringing.documents.pdf.text import BULLETS, SYMBOLS

A4 = (595, 842)
FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold"}


def width_of(text, size=10, bold=False):
    """How wide a text is, in points."""
    widths = FONT_METRICS[FONTS["F2" if bold else "F1"]][1]
    return sum(widths.get(each, 350) for each in text) * size / 1000


def wrapped(text, width, size=10, bold=False):
    """The lines of a text as word processors break them; a line break in it ends a paragraph."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in re.findall(r"[^ /-]*[/-]|[^ /-]+ ?| ", paragraph):
            if line and width_of((line + piece).rstrip(), size, bold) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines


def _room(row, widths, column):
    """How wide a text in a cell can be, which goes over the cells after it that are None."""
    last = column + 1
    while last < len(row) and row[last] is None:
        last += 1
    return sum(widths[column:last]) - 8


class Paper:
    """A page to be written on."""

    def __init__(self, size=A4, rotate=0):
        self.size, self.rotate = size, rotate
        self.drawn = []
        self.annotations = []
        self.images = []

    def text(self, x, top, text, size=10, bold=False, matrix=None):
        """Write a line, its top at so many points from the top."""
        string = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        a, b, c, d = matrix or (1, 0, 0, 1)
        y = self.size[1] - top - (0 if matrix else 0.75 * size)
        self.drawn.append(
            f"BT /{'F2' if bold else 'F1'} {size} Tf {a} {b} {c} {d} {x} {y:.2f} Tm (".encode() + string + b") Tj ET"
        )
        return self

    def marked(self, mark, x, top, text, inside="", **how):
        """Write a line that tags refer to by its number; letters `inside` it are a piece of their own."""
        begun = len(self.drawn)
        before, within, behind = text.partition(inside) if inside else (text, "", "")
        self.drawn.append(b"/TD <</MCID %d>> BDC" % mark)
        self.text(x, top, before, **how)
        if within:
            x += width_of(before)
            self.drawn.append(b"/Span <</ActualText (%s)>> BDC" % within.encode())
            self.text(round(x, 2), top, within, **how)
            self.drawn.append(b"EMC")
            self.text(round(x + width_of(within), 2), top, behind, **how)
        self.drawn[begun:] = [b"\n".join((*self.drawn[begun:], b"EMC"))]
        return self

    def clipped(self, top, bottom, x, *lines):
        """Write lines of which only what is between two heights is shown; each with how far it is from the top."""
        begun = len(self.drawn)
        for y, text in lines:
            self.text(x, y, text)
        clip = f"q 0 {self.size[1] - bottom} {self.size[0]} {bottom - top} re W n".encode()
        self.drawn[begun:] = [b"\n".join((clip, *self.drawn[begun:], b"Q"))]
        return self

    def line(self, x0, top, x1, bottom):
        """Draw a line."""
        self.drawn.append(f"0.5 w {x0} {self.size[1] - top} m {x1} {self.size[1] - bottom} l S".encode())
        return self

    def fill(self, x0, top, x1, bottom, colour):
        """Paint a rectangle; the colour is red, green and blue from 0 to 1."""
        red, green, blue = colour
        high = bottom - top
        self.drawn.append(
            f"{red} {green} {blue} rg {x0} {self.size[1] - bottom} {x1 - x0} {high} re f 0 0 0 rg".encode()
        )
        return self

    def pill(self, x0, top, x1, bottom, colour):
        """Paint a shape with round ends, or a dot where it is as wide as high."""
        red, green, blue = colour
        y0, y1 = self.size[1] - bottom, self.size[1] - top
        middle, end = (y0 + y1) / 2, (bottom - top) / 2
        left, right = x0 + end, x1 - end
        self.drawn.append(
            f"{red} {green} {blue} rg {left} {y0} m {right} {y0} l {x1} {y0} {x1} {y0} {x1} {middle} c "
            f"{x1} {y1} {x1} {y1} {right} {y1} c {left} {y1} l {x0} {y1} {x0} {y1} {x0} {middle} c "
            f"{x0} {y0} {x0} {y0} {left} {y0} c h f 0 0 0 rg".encode()
        )
        return self

    def picture(self, x0, top, x1, bottom):
        """Put a picture of one pixel on it, as large as that."""
        self.images.append((x0, top, x1, bottom))
        self.drawn.append(f"q {x1 - x0} 0 0 {bottom - top} {x0} {self.size[1] - bottom} cm /Im0 Do Q".encode())
        return self

    def table(self, top, widths, rows, left=50, high=20, size=10, bold_first=False, lines=True):
        """Draw a table with a row of cells for each of the rows; return where it ends.

        A cell is a text, None for one that the cell before goes over, "^" for one that the cell above goes over, or a
        text and a colour. A row is as high as its lines need.
        """
        ends = [left]
        for width in widths:
            ends.append(ends[-1] + width)
        texts = [[cell[0] if isinstance(cell, tuple) else cell for cell in row] for row in rows]
        y = top
        for number, row in enumerate(texts):
            lines_of = [
                wrapped((text or "").replace("^", ""), _room(row, widths, column), size, bold_first and number == 0)
                for column, text in enumerate(row)
            ]
            height = max(high, *(12 * len(lines) + 8 for lines in lines_of))
            for column, text in enumerate(row):
                if lines and text is not None:
                    self.line(ends[column], y, ends[column], y + height)
                if lines and text != "^":
                    self.line(ends[column], y, ends[column + 1], y)
                cell = rows[number][column]
                if isinstance(cell, tuple):
                    self.fill(ends[column] + 0.3, y + 0.3, ends[column + 1] - 0.3, y + height - 0.3, cell[1])
                for at, part in enumerate(lines_of[column]):
                    if part:
                        self.text(ends[column] + 4, y + 4 + 12 * at, part, size, bold_first and number == 0)
            if lines:
                self.line(ends[-1], y, ends[-1], y + height)
            y += height
        if lines:
            self.line(ends[0], y, ends[-1], y)
        return y

    def field(self, x0, top, x1, bottom, **entries):
        """Add a field of a form, or another annotation."""
        box = f"[{x0} {self.size[1] - bottom} {x1} {self.size[1] - top}]"
        self.annotations.append(
            f"<< /Type /Annot /Rect {box} " + " ".join(f"/{key} {value}" for key, value in entries.items()) + " >>"
        )
        return self


def pdf_of(*pages, packed=False, trailer="", tags=None):
    """Return the pages as a PDF; `tags` makes the tree of its tags from the numbers of the objects of its pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    numbers = []
    for page in pages:
        content = b"\n".join(page.drawn)
        filters = b""
        if packed:
            content, filters = zlib.compress(content), b" /Filter /FlateDecode"
        objects.append(b"<< /Length %d%s >>\nstream\n" % (len(content), filters) + content + b"\nendstream")
        body = len(objects)
        resources = f"/Font << {fonts} >>"
        if page.images:
            objects.append(
                b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray "
                b"/Length 1 >>\nstream\n0\nendstream"
            )
            resources += f" /XObject << /Im0 {len(objects)} 0 R >>"
        wide, high = page.size
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Rotate {page.rotate} "
            f"/Resources << {resources} >> /Contents {body} 0 R /Annots [{' '.join(page.annotations)}] >>".encode()
        )
        numbers.append(len(objects))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    if tags:
        objects[0] = f"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot {tags(numbers)} >>".encode()
    return written(objects, trailer)


def written(objects, trailer=""):
    """Return the objects, of which the first is the catalogue, as a file."""
    found, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(found)
    found += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return found + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


# ------------------------------------------------------------------------------------------------- what must be read


def letters_printed(content, doubled=0.3):
    """The letters on the pages of a PDF, as pdfplumber finds them: without blanks, and what is drawn twice once.

    The same letter is drawn twice where it is no more than so many points from itself, across and down.
    """
    found = Counter()
    with bounded(), pdfplumber.open(io.BytesIO(content)) as pdf:
        for each in PDFPage.create_pages(pdf.doc):
            each.attrs.setdefault("MediaBox", list(each.mediabox))  # Letter where none is said, as readers do
        for page in pdf.pages:
            left, top, right, bottom = page.cropbox
            for char in dedupe_chars(page.chars, tolerance=doubled):
                if char["x1"] > left and char["x0"] < right and char["bottom"] > top and char["top"] < bottom:
                    found.update(_plain(char["text"]))
    return found


def letters_held(pages):
    """The letters in what was read of pages."""
    lines = [line for page in pages for line in page.lines]
    lines += [line for page in pages for part in page.parts for cell in part.cells for line in cell.lines]
    return Counter(each for line in lines for each in _plain(line.text))


def letters_in(document):
    """The letters in a document, without bullets, which are not in the texts of passages."""
    texts = [cell.text for table in document.tables() for cell in table.cells]
    return Counter(each for text in [*texts, *(each.text for each in document.passages())] for each in _plain(text))


def _plain(text):
    text = "".join(LIGATURES.get(each, SYMBOLS.get(each, each)) for each in text)
    return [each for each in text if each not in BULLETS and not each.isspace() and category(each)[0] != "C"]


def rows(table):
    """The texts of a table that was read, row by row, without blank cells."""
    found = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if not cell.blank:
            found[cell.row].append(cell.text)
    return found
