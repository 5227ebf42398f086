"""What the sheets of a mapping are called and what is on them: the one declaration for writing and for reading it."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import NAMES_AN_ITEM, OF_ITEMS, OF_ROWS, OF_THE_PLAN, ONLY_A_HEADING
from plan_workbook.bringing.brought import IGNORE, Kind
from plan_workbook.bringing.documents.document import Layout
from plan_workbook.bringing.telling.mapping_texts import AGREE
from plan_workbook.plan.scale import CountsAs

LOOK, TABLE, FILE, WHERE, TAKEN_FOR, OF = "Look", "Table", "File", "Where", "Taken for", "Of which table"
SURE_IN_WORDS, PERCENT, WHY = "How sure", "%", "Why"
HEADING, HEADING_ROW, SHEET, ROWS, HEADINGS = "Heading", "Heading row", "Sheet", "Rows", "Headings"
TEXT_LEFT, DECISION, WHAT, UNDER = "Text", "Decision", "What", "Under the heading"
FIRST_CELLS = "First cells"
LAYOUT, HEADING_ROWS, BELONGS_TO = "Read it as", "Heading rows", "Belongs to"
RATING, WAS_READ_AS, COUNTS_AS = "Rating", "Was read as", "Counts as"
NUMBER_READ, TITLE_READ, RIGHT_NUMBER, RIGHT_TITLE = "Number", "Title", "Right number", "Right title"
LOOK_HERE = "look here"
"""What the first cell of a doubtful row says."""
NO_HEADINGS = "none"
"""In place of the numbers of heading rows: the table has no headings."""
DECISIONS = (
    AGREE,
    NAMES_AN_ITEM,
    ONLY_A_HEADING,
    *OF_ROWS,
    *OF_ITEMS,
    *OF_THE_PLAN,
)
"""What a person may say of a text: the fields are those of the recommendation that is told of there, or of the plan."""


class Of(NamedTuple):
    """A column of a sheet of the mapping itself."""

    heading: str
    width: float
    centred: bool = False
    answer: bool = False
    """Whether a person may change it."""


class MappingSheet(NamedTuple):
    """A sheet of the mapping."""

    name: str
    title: str
    help: str
    columns: tuple[Of, ...]

    def place(self, heading: str) -> int:
        """Return the column of a heading, from 0."""
        return [each.heading for each in self.columns].index(heading)


COLUMNS = MappingSheet(
    "Columns",
    "Columns: what each was taken for",
    f"Change the white cells under '{TAKEN_FOR}'. Rows that say '{LOOK_HERE}' are doubtful; leave the others as they "
    "are.",
    (
        Of(LOOK, 10),
        Of(TABLE, 7, centred=True),
        Of(FILE, 18),
        Of(WHERE, 22),
        Of(HEADING_ROW, 9, centred=True),
        Of(HEADING, 24),
        Of("Sample 1", 18),
        Of("Sample 2", 18),
        Of("Sample 3", 18),
        Of(TAKEN_FOR, 20, answer=True),
        Of(OF, 17, answer=True),
        Of(SURE_IN_WORDS, 11),
        Of(PERCENT, 6, centred=True),
        Of(WHY, 32),
    ),
)
TABLES = MappingSheet(
    "Tables",
    "Tables: what each was taken for",
    f"Change the white cells under '{TAKEN_FOR}' if a table is something else; its columns are on the sheet "
    f"{COLUMNS.name}.",
    (
        Of(LOOK, 10),
        Of(TABLE, 7, centred=True),
        Of(FILE, 18),
        Of(WHERE, 34),
        Of(SHEET, 16),
        Of(HEADINGS, 50),
        Of(ROWS, 7, centred=True),
        Of(TAKEN_FOR, 18, answer=True),
        Of(SURE_IN_WORDS, 11),
        Of(PERCENT, 6, centred=True),
        Of(WHY, 34),
    ),
)
PLACES = MappingSheet(
    "Places",
    "Places: how the table at each place is read",
    "Fill in a white cell only if what is left of it is wrong, then bring the document in again: its columns are on "
    f"the sheet {COLUMNS.name} then.",
    (
        Of(TABLE, 7, centred=True),
        Of(FILE, 18),
        Of(WHERE, 34),
        Of(FIRST_CELLS, 50),
        Of(WAS_READ_AS, 12),
        Of(LAYOUT, 12, answer=True),
        Of("Headings in row", 12, centred=True),
        Of(HEADING_ROWS, 12, centred=True, answer=True),
        Of("Is about", 30),
        Of(BELONGS_TO, 30, answer=True),
    ),
)
TEXTS = MappingSheet(
    "Texts",
    "Texts and questions: what a person agrees to",
    f"Choose '{AGREE}' for a text that is left on purpose, and for a question that is answered: nobody is asked about "
    "it again then. Or say what a text is, or of a heading what is below it: next month's texts below it are that too.",
    (
        Of(LOOK, 10),
        Of(WHAT, 10),
        Of(FILE, 18),
        Of(WHERE, 22),
        Of(TEXT_LEFT, 70),
        Of(WHY, 40),
        Of(DECISION, 22, answer=True),
        Of(UNDER, 30),
    ),
)
RATINGS = MappingSheet(
    "Ratings",
    "Ratings: what each word and colour counts as",
    f"Choose under '{COUNTS_AS}' what a rating means if it was read as another one, or not at all. A word that counts "
    "as the same as a rating of the key is read as that one.",
    (
        Of(LOOK, 10),
        Of(RATING, 40),
        Of("Cells", 8, centred=True),
        Of(WAS_READ_AS, 14, centred=True),
        Of(COUNTS_AS, 18, answer=True),
    ),
)
ITEMS = MappingSheet(
    "Recommendations",
    "Recommendations: the number and the title of each",
    "Fill in a white cell only if a number or a title was read wrongly. Two that are given the same number are one.",
    (
        Of(FILE, 18),
        Of(WHERE, 30),
        Of(NUMBER_READ, 12, centred=True),
        Of(TITLE_READ, 60),
        Of(RIGHT_NUMBER, 12, centred=True, answer=True),
        Of(RIGHT_TITLE, 60, answer=True),
    ),
)
SHEETS = (COLUMNS, TABLES, PLACES, TEXTS, RATINGS, ITEMS)

GUIDANCE_SHEET = "Guidance"
GUIDANCE = (
    ("What this is", ""),
    (
        "",
        "plan-workbook bring read your documents, and wrote down here what it took each table and each column for. "
        "It only proposes: you decide.",
    ),
    ("What to do", ""),
    (
        "1",
        f"On {TABLES.name}, check what each table was taken for. Choose '{Kind.IGNORED.value}' for one that is not "
        "part of the plan.",
    ),
    (
        "2",
        f"On {COLUMNS.name}, look at the rows that say '{LOOK_HERE}', and choose under '{TAKEN_FOR}' what the column "
        f"is. Choose '{IGNORE}' for one that is not to be read. Read the other rows once too. What you leave as it is "
        "counts as right once you give this file back, but for blank cells.",
    ),
    (
        "3",
        "Some columns belong to another table, such as the title of a recommendation next to its actions: choose that "
        f"table under '{OF}' first, and then the field. Blank means the column's own table.",
    ),
    (
        "4",
        f"On {PLACES.name}, say which rows are the headings if that was not seen (1 is the first row of the table, 1-2 "
        f"are the first two, '{NO_HEADINGS}' if there are none), that a table is '{Layout.CARDS.value}' (labels next "
        f"to their values) or has '{Layout.LINES.value}' (each line of its cells is a row), or which "
        "recommendation it belongs to, by its number or title. For a table on a sheet that was not seen, or only as a "
        f"part of another one, add a row: its file, 'sheet Plan, A5:G20' under '{WHERE}', and "
        f"'{Layout.ROWS.value}' under '{LAYOUT}'. What is around it, such as a key or a title, is read by itself then.",
    ),
    (
        "5",
        f"On {TEXTS.name}, choose '{AGREE}' for texts that are not part of the plan (in the first row, for all "
        f"outside tables), and for questions that are answered. Say '{NAMES_AN_ITEM}' of a heading that was not seen "
        f"as that, and '{ONLY_A_HEADING}' of one that is not. Say '{fields.PROGRESS}', for example, of a text, or of a "
        f"heading if everything below it is that, in each recommendation and next month too. '{fields.ACTION}' of a "
        "heading means that each paragraph or point of a list below it is one.",
    ),
    (
        "6",
        f"On {RATINGS.name}, say what a word or a colour counts as that was not known. A word that counts as the same "
        "as a rating of the key is read as that one.",
    ),
    (
        "7",
        f"On {ITEMS.name}, correct the number or the title of a recommendation that was read wrongly. Two that are "
        "given the same number are one.",
    ),
    ("8", "Save it, and run the same plan-workbook bring command again with --force, and --mapping with this file."),
    ("Next month", ""),
    (
        "",
        "Keep this file: with --mapping, bring reads next month's documents by it too, whatever their names. Columns "
        "are known by their headings, so they may have moved, and boxes without headings by their labels. Where a "
        "heading names a month, the column of the new month takes the place of the old one. You are asked about a "
        "heading that was reworded.",
    ),
)
LISTS_SHEET = "Lists"
LISTS = {
    "Kinds": tuple(kind.value for kind in Kind),
    "Decisions": DECISIONS,
    "Layouts": tuple(each.value for each in Layout),
    "Meanings": tuple(each.value for each in CountsAs),
}
"""What drop-downs offer besides the fields of each kind of table, by their defined names."""
