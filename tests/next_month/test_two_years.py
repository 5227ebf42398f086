"""Two years of a plan, month by month: History is whole, and says how often each date moved, as somebody else counts.

Every month ratings, figures and dates change, refs are given anew and rows come and go. What the plan was in each month
is written down here by the text of each thing, which never changes, and compared with what History has at the end.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from builder import PlanBuilder
from dateutil.relativedelta import relativedelta

from plan_workbook.jobs.export import export
from plan_workbook.jobs.new import make_workbook
from plan_workbook.jobs.rollover import rollover
from plan_workbook.package import set_cells
from plan_workbook.plan.history_line import Kind
from plan_workbook.plan.put_off import put_off_days, put_off_times
from plan_workbook.reading import read_plan

MONTHS = 24
FIRST = date(2017, 12, 31)


def month_end(number):
    return FIRST + relativedelta(months=number, day=31)


class Diary:
    """What somebody writes down each month, by the text of each thing."""

    def __init__(self):
        self.due = defaultdict(list)
        self.original = {}
        self.lines = {}

    def note(self, plan):
        for owner in plan.recommendations:
            self.lines[plan.report_date, owner.title.text] = owner.rating.value.code
            for action in owner.actions:
                self.due[action.text.text].append(action.completion_date.value)
                self.original[action.text.text] = action.original_completion_date.value
                self.lines[plan.report_date, action.text.text] = (
                    action.rating.value.code,
                    self.due[action.text.text][-1],
                )
            for each in owner.indicators:
                self.lines[plan.report_date, each.description.text] = (each.actual.text, each.period.text)

    def times(self, text):
        dates = [*filter(None, [self.original[text]]), *self.due[text]]
        return sum(later > before for before, later in pairwise(dates))

    def days(self, text):
        first = self.original[text] or self.due[text][0]
        return max(0, (self.due[text][-1] - first).days)


def plan_of_december():
    plan = PlanBuilder(plan_end="31/12/2025")
    for _ in range(3):
        plan.recommendation()
        plan.indicator(tolerance="5%").indicator(unit="days", better="Lower", target="30", previous="40", actual="35")
        plan.indicator(actual="81%", period="Q2 2017/18", comment="Quarterly")
        for at in range(4):
            original = "31/12/2017" if at == 0 else ""
            plan.action(original_completion_date=original, comment="Agreed by the board", completion_date="31/03/2018")
    return plan


def a_month_of_work(plan, number, chance):
    """What people type in a month: by sheet and cell."""
    cells = defaultdict(dict)

    def type_(read, value):
        cells[read.sheet][read.cell] = value

    quarter = (number - 1) // 3
    for owner in plan.recommendations:
        type_(owner.rating, chance.choice("GGAR"))
        for each in owner.indicators:
            if each.unit.text == "days":
                type_(each.actual, chance.randint(20, 45))
            elif each.actual.given:
                pass  # the quarter's figure, which stays
            elif each.comment.text == "Quarterly":
                type_(each.actual, f"{chance.randint(60, 100)}%")
                type_(each.period, f"Q{(quarter + 2) % 4 + 1} {2017 + (quarter + 2) // 4}/{18 + (quarter + 2) // 4}")
            else:
                type_(each.actual, f"{chance.randint(60, 100)}%")
        for action in owner.actions:
            if chance.random() < 0.3:
                moved = action.completion_date.value + relativedelta(months=chance.choice((-1, 1, 2, 3)))
                type_(action.completion_date, moved)
            type_(action.rating, chance.choice("GGA"))
        _reletter(owner, type_, chance)
        if chance.random() < 0.2:
            one, other = chance.sample(owner.indicators, 2)
            type_(one.number, other.number.text)
            type_(other.number, one.number.text)
    return cells


def _reletter(owner, type_, chance):
    """Give refs anew, so that some go to other actions, and take out or add an action."""
    actions = list(owner.actions)
    if len(actions) > 3 and chance.random() < 0.15:
        gone = actions.pop(chance.randrange(len(actions)))
        for read in gone.inputs.values():
            if read.cell:  # the sheet has its column
                type_(read, None)
    if chance.random() < 0.3:
        refs = [f"{chance.choice('abcdefgh')}{at}" for at in range(len(actions))]
        for action, ref in zip(actions, refs, strict=True):
            type_(action.ref, ref)
    elif chance.random() < 0.3:
        refs = [action.ref.text for action in actions]
        chance.shuffle(refs)
        for action, ref in zip(actions, refs, strict=True):
            type_(action.ref, ref)


@pytest.mark.slow
def test_history_is_whole_after_two_years(tmp_path):
    chance, diary = random.Random(1), Diary()
    here = plan_of_december().write(tmp_path / "0.xlsx")
    diary.note(read_plan(here))
    for number in range(1, MONTHS + 1):
        there = tmp_path / f"{number}.xlsx"
        rollover(here, there, period=f"{month_end(number):%B %Y}", report_date=month_end(number), with_errors=True)
        opened = there.read_bytes()
        there.write_bytes(set_cells(opened, a_month_of_work(read_plan(opened), number, chance), there.name))
        here = there
        diary.note(read_plan(here))
    plan = read_plan(here)
    assert list(plan.history.periods) == [month_end(number) for number in range(MONTHS)]
    assert not [each for each in plan.observations if each.rule == "history-unreadable"]
    _is_as_in_the_diary(plan, diary)
    export(here, tmp_path / "register")
    with (tmp_path / "register" / "history.csv").open(encoding="utf-8", newline="") as file:
        exported = list(csv.DictReader(file))
    assert len(exported) == len(plan.history)
    again = make_workbook(tmp_path / "again.xlsx", tmp_path / "register").plan
    assert again.history == plan.history
    _is_as_in_the_diary(again, diary)
    export(tmp_path / "again.xlsx", tmp_path / "once more")
    assert (tmp_path / "once more" / "history.csv").read_bytes() == (tmp_path / "register" / "history.csv").read_bytes()


def _is_as_in_the_diary(plan, diary):
    known = {}
    for owner in plan.recommendations:
        known[Kind.RECOMMENDATION, owner.number.text, ""] = owner.title.text
        known |= {(Kind.ACTION, owner.number.text, each.ref.text): each.text.text for each in owner.actions}
        known |= {(Kind.INDICATOR, owner.number.text, i.number.text): i.description.text for i in owner.indicators}
        for action in owner.actions:
            text = action.text.text
            assert (put_off_times(plan, action), put_off_days(plan, action)) == (diary.times(text), diary.days(text))
    before = {key: said for key, said in diary.lines.items() if key[0] < plan.report_date}
    assert len(plan.history) == len(before)
    found = 0
    for line in plan.history:
        text = known.get((line.kind, line.recommendation, line.reference))
        if text is None:
            continue  # it is gone by now
        found += 1
        said = before[line.report_date, text]
        if line.kind is Kind.RECOMMENDATION:
            assert line.rating == said
        elif line.kind is Kind.ACTION:
            assert (line.rating, line.due) == said
        else:
            assert (line.actual.text.removesuffix(" days"), line.data_period) == (
                said[0].removesuffix(" days"),
                said[1],
            )
    now = set(known.values())
    assert found == sum(text in now for _, text in before)
