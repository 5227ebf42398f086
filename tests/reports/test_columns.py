"""Text in columns: whole lines in a file or a pipe, lines broken at words on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.text import Text

from plan_workbook.reports.columns import print_columns, print_line

LONG = "Type the number on its own; put the quarter in Period and any remarks in Comment."
ROWS = [
    ("error", "R15!F35", LONG),
    ("note", "A1", "rule-with-a-name-that-is-longer-than-the-whole-of-its-column is right."),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(stream: io.StringIO, width: int = 50) -> list[str]:
    console = Console(file=stream, width=width, highlight=False, color_system=None)
    print_line(console, LONG, indent=2)
    print_columns(console, ROWS)
    return stream.getvalue().splitlines()


def test_in_a_pipe_lines_are_neither_wrapped_nor_padded():
    lines = printed(io.StringIO())
    assert lines == [LONG, f"error  R15!F35  {LONG}", f"note   A1       {ROWS[1][2]}"]


def test_on_a_terminal_lines_are_broken_at_words_and_nothing_is_lost_or_cut():
    lines = printed(Terminal())
    assert all(len(line) <= 50 for line in lines if "rule-with" not in line)
    assert " ".join(" ".join(lines).split()).startswith(f"{LONG} error R15!F35 {LONG} note A1 rule-with-a-name-that-is")
    assert not any(line.endswith((" ", "...")) for line in lines)


@pytest.mark.parametrize("width", [10, 26])
def test_on_a_narrow_terminal_the_last_column_has_lines_of_its_own(width):
    lines = printed(Terminal(), width)
    assert lines[lines.index("error  R15!F35") + 1].startswith("    Type the number")


def test_columns_for_which_a_terminal_is_too_narrow_are_words_one_after_the_other():
    stream = Terminal()
    rows = [
        ("Period", "Kind", "Number", "Due"),
        ("December 2017", "Recommendation", "", "31/03/2018"),
        ("", "A", "1", ""),
    ]
    print_columns(Console(file=stream, width=30, color_system=None), rows)
    assert stream.getvalue().splitlines() == [
        "Period  Kind  Number",
        "    Due",
        "December 2017",
        "  Recommendation",
        "    31/03/2018",
        "A  1",
    ]


def test_figures_are_aligned_to_the_right():
    stream = io.StringIO()
    print_columns(Console(file=stream), [("", "Actions"), ("Complete", "5"), ("Green", "136")], right=(1,))
    assert stream.getvalue().splitlines() == ["          Actions", "Complete        5", "Green         136"]


def test_what_would_steer_a_terminal_is_written_out_and_styles_stay():
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", highlight=False)
    print_columns(console, [(Text("R\x1b[8m1", style="bold"), "a\u202eb")])
    assert stream.getvalue() == "\x1b[1mR\x1b[0m\x1b[1m\\x1b\x1b[0m\x1b[1m[8m1\x1b[0m  a\\u202eb\n"
