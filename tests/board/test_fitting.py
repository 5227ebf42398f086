"""A page that is complete in itself shows as much of a list as there is room for, and always what matters most."""

from __future__ import annotations

import pytest

from plan_workbook.board.lines import Kind, Line
from plan_workbook.board.shortening import fitted


def lines(**counts: int) -> list[Line]:
    return [
        Line(f"{name} {number}", "", "", "", "", "", group=Kind[name])
        for name, count in counts.items()
        for number in range(count)
    ]


def shown(room: float, **counts: int) -> list[str]:
    return [each.name for each in fitted(lines(**counts), room, lambda _: 1).shown]


def test_without_any_room_all_that_is_off_track_and_the_worst_of_three_kinds_are_shown():
    found = shown(0, OFF_TRACK=2, IN_DOUBT=3, OVERDUE=92, OFF_TARGET=2, AT_RISK=1)
    assert found == ["OFF_TRACK 0", "OFF_TRACK 1", "IN_DOUBT 0", "OVERDUE 0", "OFF_TARGET 0"]


def test_room_goes_to_the_worst_of_each_other_kind_then_to_doubts_and_then_to_the_next_of_each_kind():
    counts = {"IN_DOUBT": 12, "OVERDUE": 4, "AT_RISK": 1}
    assert shown(3, **counts) == ["IN_DOUBT 0", "OVERDUE 0", "AT_RISK 0"]
    assert shown(5, **counts) == ["IN_DOUBT 0", "IN_DOUBT 1", "IN_DOUBT 2", "OVERDUE 0", "AT_RISK 0"]
    assert [each for each in shown(13, **counts) if "OVERDUE" in each] == ["OVERDUE 0", "OVERDUE 1"]
    assert "IN_DOUBT 9" in shown(13, **counts) and "IN_DOUBT 10" not in shown(13, **counts)


@pytest.mark.parametrize("room", [0, 4, 9, 500])
def test_what_is_shown_and_what_is_left_are_the_list_each_in_its_order(room):
    whole = lines(OFF_TRACK=1, IN_DOUBT=4, OVERDUE=92, PUT_OFF=3)
    found = fitted(whole, room, lambda _: 1)
    assert sorted([*found.shown, *found.rest], key=whole.index) == whole
    assert [*found.shown] == sorted(found.shown, key=whole.index) and [*found.rest] == sorted(
        found.rest, key=whole.index
    )
    left = found.more("Priority")
    assert left == ("" if room == 500 else left) and (room == 500 or "actions overdue" in left)
