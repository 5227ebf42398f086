"""Tables that a PDF names: Word, Excel and browsers say what is a table, a row and a cell."""

from __future__ import annotations

from paper_pdf import Paper, pdf_of

from plan_workbook.bringing.documents.pdf.document import document_of

HEADINGS = ["Ref", "Action", "Lead", "By when"]
ACTIONS = [
    ["1.1", "Train all front line staff", "Jo Hart", "April 2026"],
    ["1.2", "Agree thresholds", "", "May 2026"],
    ["1.3", "Ask families", "Al Lee", "June 2026"],
]
PLACES = (54, 84, 153, 178)
"""So narrow that texts lie on each other."""


def cell(page, mark, tag="TD", more=""):
    return f"<< /S /{tag} /Pg {page} 0 R /K {mark} {more} >>"


def row(*cells):
    return f"<< /S /TR /K [{' '.join(cells)}] >>"


def table(*rows):
    return f"<< /S /StructTreeRoot /K << /S /Table /K [{' '.join(rows)}] >> >>"


def drawn(page, top, texts, first=0):
    """Write rows of texts, each text with its number."""
    for at, its in enumerate(texts):
        for column, (x, text) in enumerate(zip(PLACES, its, strict=True)):
            if text:
                page.marked(first + 4 * at + column, x, top + 20 * at, text)
    return page


def grid(found):
    """The texts of a table, row by row, with the empty ones."""
    places = {(each.row, each.column): each.text for each in found.cells}
    return [[places.get((at, column), "") for column in range(4)] for at in range(found.rows)]


def read(pages, tags):
    return document_of(pdf_of(*pages, tags=tags), "plan.pdf")


def test_a_table_that_the_pdf_names_is_read_as_it_says_though_texts_lie_on_each_other():
    page = drawn(Paper(), 100, [HEADINGS, *ACTIONS])
    tags = lambda pages: table(  # noqa: E731
        *(row(*(cell(pages[0], 4 * at + column) for column in range(4))) for at in range(4))
    )
    document = read([page], tags)
    assert [grid(each) for each in document.tables()] == [[HEADINGS, *ACTIONS]]
    assert not document.doubts


def named_by_headings(actions):
    """The tags of a table of actions as browsers write them: no cells without text, the others with their headings."""

    def tags(pages):
        first = row(*(cell(pages[0], column, "TH", f"/ID (head{column})") for column in range(4)))
        others = (
            row(
                *(
                    cell(pages[0], 4 * at + column, more=f"/A << /O /Table /Headers [(head{column})] >>")
                    for column in range(4)
                    if action[column]
                )
            )
            for at, action in enumerate(actions, 1)
        )
        return table(first, *others)

    return tags


def test_cells_without_text_that_a_browser_leaves_out_are_known_by_the_headings_of_the_others():
    page = drawn(Paper(), 100, [HEADINGS, *ACTIONS])
    found = read([page], named_by_headings(ACTIONS)).tables()
    assert [grid(each) for each in found] == [[HEADINGS, *ACTIONS]]


def test_a_pill_shows_the_rating_of_a_cell_without_text_that_a_browser_leaves_out():
    actions = [[f"1.{number}", "Agree thresholds", "Jo Hart", ""] for number in range(1, 5)]
    page = drawn(Paper(), 100, [[*HEADINGS[:3], "RAG"], *actions])
    page.pill(180, 120, 196, 130, (0, 1, 0)).pill(180, 140, 196, 150, (1, 0, 0))
    (found,) = read([page], named_by_headings(actions)).tables()
    assert [found.by_place()[row, 3].fill for row in (1, 2)] == ["00FF00", "FF0000"]


def test_a_table_that_the_pdf_names_goes_on_over_the_page_with_its_headings_repeated():
    pages = [drawn(Paper(), 700, [HEADINGS, ACTIONS[0]]), drawn(Paper(), 60, [HEADINGS, *ACTIONS[1:]], 4)]

    def tags(pages):
        heading = [f"<< /Type /MCR /Pg {pages[1]} 0 R /MCID {4 + column} >>" for column in range(4)]
        first = row(*(f"<< /S /TH /Pg {pages[0]} 0 R /K [{at} {again}] >>" for at, again in enumerate(heading)))
        second = row(*(cell(pages[0], 4 + column) for column in range(4)))
        others = (row(*(cell(pages[1], 8 + 4 * at + column) for column in range(4))) for at in range(2))
        return table(first, second, *others)

    (found,) = read(pages, tags).tables()
    assert grid(found) == [HEADINGS, ACTIONS[0], HEADINGS, *ACTIONS[1:]]
    assert found.repeated == 1


def test_letters_that_a_browser_draws_as_one_are_of_their_cell_with_what_is_behind_them():
    page = drawn(Paper(), 100, [HEADINGS])
    page.marked(4, 54, 120, "1.1").marked(5, 84, 120, "Train all staff now", inside="ff").marked(6, 250, 120, "Jo Hart")
    tags = lambda pages: table(  # noqa: E731
        *(row(*(cell(pages[0], 4 * at + column) for column in range(4))) for at in range(2))
    )
    (found,) = read([page], tags).tables()
    assert grid(found)[1] == ["1.1", "Train all staff now", "Jo Hart", ""]


def test_tags_that_refer_to_themselves_or_to_nothing_are_no_help_and_do_no_harm():
    page = Paper()
    page.table(100, (60, 140, 100, 80), [HEADINGS, *ACTIONS], bold_first=True)
    for tags in (
        "<< /K 1 0 R >>",
        "<< /K [99 0 R 1 0 R] /RoleMap 7 >>",
        "[[[]]]",
        "<< /K << /S /Table /K << /S /TR /K 5 >> >> >>",
    ):
        assert [grid(each) for each in read([page], lambda _, tags=tags: tags).tables()] == [[HEADINGS, *ACTIONS]]


def test_a_layout_that_is_tagged_as_a_table_of_rows_of_all_widths_is_none():
    page = drawn(Paper(), 100, [HEADINGS, *ACTIONS])
    tags = lambda pages: table(  # noqa: E731
        *(row(*(cell(pages[0], 4 * at + column) for column in range(at + 1))) for at in range(4))
    )
    assert "Train all front line staff" not in [
        each.text for found in read([page], tags).tables() for each in found.cells
    ]


def test_tags_whose_cells_go_over_more_places_than_documents_have_are_not_looked_at(monkeypatch):
    monkeypatch.setattr("plan_workbook.bringing.documents.pdf.tags._MOST", 1000)
    page = drawn(Paper(), 100, [HEADINGS, *ACTIONS])
    wide = "/A << /O /Table /ColSpan 200 >>"
    tags = lambda pages: table(  # noqa: E731
        *(row(*(cell(pages[0], 4 * at + column, more=wide) for column in range(4))) for at in range(4))
    )
    assert not [*read([page], tags).tables()]
