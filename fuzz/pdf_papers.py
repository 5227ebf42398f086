"""Sound PDFs, to be damaged."""

from __future__ import annotations

from paper_pdf import Paper, pdf_of


def papers() -> tuple[bytes, ...]:
    """Return PDFs of the kinds that there are: a table over two pages, a form, text of all sorts."""
    rows = [
        [f"{row}.", f"Action {row}, which goes on over more than one line of its cell", "Jo", ("G", (0, 1, 0))]
        for row in range(1, 25)
    ]
    one, two, three = Paper(), Paper(), Paper(rotate=90)
    one.text(50, 30, "Council - OFFICIAL").text(50, 60, "Priority 1", 14, True)
    one.table(100, (40, 200, 100, 60), [["Ref", "Action", None, "RAG"], *rows[:12]], bold_first=True)
    two.text(50, 30, "Council - OFFICIAL").text(280, 810, "Page 2")
    two.table(60, (40, 200, 100, 60), [["", "the rest.", "", ""], *rows[12:]])
    three.text(50, 60, "\x95 turned".encode("latin-1").decode("cp1252"), matrix=(0, 1, -1, 0)).picture(0, 0, 300, 300)
    form = Paper().field(52, 122, 148, 138, Subtype="/Widget", FT="/Tx", V="(Jo Hart)", T="(lead)")
    form.table(100, (100, 200), [["Lead", "Action"], ["", "Write it"], ["^", "Read it"]])
    return pdf_of(one, two, three), pdf_of(form, packed=True), pdf_of(Paper().text(50, 60, "Plan"))
