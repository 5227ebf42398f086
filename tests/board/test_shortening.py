"""A list that is too long for a page keeps what matters most and says exactly what is left."""

from __future__ import annotations

from dataclasses import replace

from plan_workbook.board.lines import Kind, Line
from plan_workbook.board.shortening import LETTER, Shortened, least, shortened, within


def line(kind: Kind, number: int) -> Line:
    return Line(str(number), "", "", "", "", "", group=kind)


def lines(**counts: int) -> list[Line]:
    return [line(Kind[name], number) for name, count in counts.items() for number in range(count)]


def shown(found) -> dict[str, int]:
    kinds = [each.group.name for each in found.shown]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def test_a_list_that_a_page_has_room_for_is_whole():
    found = shortened(lines(OFF_TRACK=3, OVERDUE=27))
    assert (len(found.shown), found.rest, found.more("Recommendation")) == (30, (), "")


def test_recommendations_off_track_are_never_cut_ratings_in_doubt_at_ten_and_others_at_the_worst():
    found = shortened(lines(OFF_TRACK=32, IN_DOUBT=12, OVERDUE=20, OFF_TARGET=9, AT_RISK=8))
    assert shown(found) == {"OFF_TRACK": 32, "IN_DOUBT": 10, "OVERDUE": 8, "OFF_TARGET": 8, "AT_RISK": 8}
    assert [each.name for each in found.shown if each.group is Kind.OVERDUE] == [str(number) for number in range(8)]
    assert found.more("Recommendation") == "2 ratings in doubt (10, 11), 12 actions overdue and 1 indicator off target"


def test_an_email_has_less_room_and_cuts_recommendations_off_track_as_little():
    found = shortened(lines(OFF_TRACK=32, OVERDUE=4, AT_RISK=3), LETTER)
    assert shown(found) == {"OFF_TRACK": 32, "OVERDUE": 2, "AT_RISK": 2}
    assert found.more("Priority") == "2 actions overdue and 1 priority at risk (2)"


def test_where_there_is_room_for_so_many_lines_the_worst_of_each_kind_comes_before_the_second_of_any():
    found = within(lines(OFF_TRACK=1, IN_DOUBT=12, OVERDUE=92, AT_RISK=3, STOPPED=2), 5)
    assert shown(found) == {"OFF_TRACK": 1, "IN_DOUBT": 2, "OVERDUE": 1, "AT_RISK": 1}
    assert [each.name for each in found.shown if each.group is Kind.OVERDUE] == ["0"]
    more = "10 ratings in doubt, 91 actions overdue, 2 recommendations at risk (1, 2) and 2 things stopped"
    assert found.more("Recommendation") == more


def test_ratings_in_doubt_targets_and_what_is_at_risk_or_worse_are_named_if_there_are_no_more_than_eight():
    for kind in ("IN_DOUBT", "RETARGETED", "AT_RISK", "WORSE"):
        for number, names in ((8, " (0, 1, 2, 3, 4, 5, 6, 7)"), (9, "")):
            counted = Kind[kind].count(number, "Priority")
            assert Shortened((), tuple(lines(**{kind: number}))).more("Priority") == f"{counted}{names}"
    assert (
        Shortened((), (line(Kind.AT_RISK, 1), replace(line(Kind.AT_RISK, 2), name=""))).more("Priority")
        == "2 priorities at risk"
    )


def test_what_is_never_cut_is_shown_without_room_and_ratings_in_doubt_come_up_to_ten():
    long = lines(OFF_TRACK=9, IN_DOUBT=12, OVERDUE=20)
    assert shown(within(long, 0)) == {"OFF_TRACK": 9, "IN_DOUBT": 1, "OVERDUE": 1}
    assert shown(within(long, 20)) == {"OFF_TRACK": 9, "IN_DOUBT": 10, "OVERDUE": 1}
    assert least(long) == 11
    assert within(long, 41).rest == ()
