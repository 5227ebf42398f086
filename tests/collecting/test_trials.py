"""Trials with a known truth: both sides edit a plan at random, in memory, and it is known what has to become of it."""

import random
from dataclasses import replace
from datetime import datetime

import pytest
from builder import EXTRAS, clean_plan

from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Returned, Take
from plan_workbook.layout import ACTIONS, INDICATORS, NUMBERS, RECOMMENDATION, Kind
from plan_workbook.package.addresses import address_of, place_of
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.splitting.base import Base

TABLES = {"indicators": INDICATORS, "actions": ACTIONS}
FIELDS = {field.key: field for field in RECOMMENDATION.fields}
VERBS = ["audit", "recruit", "publish", "train", "review", "commission", "appoint", "survey", "launch", "merge"]
THINGS = ["cases", "workers", "guides", "carers", "teams", "homes", "plans", "nurseries", "contracts", "schools"]


def sentence(dice):
    """A sentence like no other."""
    words = dice.sample(VERBS, 3) + dice.sample(THINGS, 3)
    return " ".join(words) + f" {dice.randrange(10**6)}"


def another(dice, kind, tag):
    """A value that nobody else types; `tag` keeps the sides apart."""
    if kind in (Kind.START_DATE, Kind.END_DATE):
        return datetime(2030 + "bl".index(tag), dice.randrange(1, 13), dice.randrange(1, 28))
    if kind in NUMBERS:
        return f"{dice.randrange(1, 10**6) * 2 + 'bl'.index(tag)}%"
    choices = {Kind.RATING: ("R", "A"), Kind.BETTER: ("Lower", "Monitor"), Kind.STATUS: ("BAU", "Paused")}
    choices[Kind.YES_NO] = ("Yes", "No")
    if kind in choices:
        return choices[kind]["bl".index(tag)]
    return f"{sentence(dice)} {tag}"


def typed(read, kind, raw):
    """An input after somebody typed into its cell."""
    number_format = "dd/mm/yyyy" if isinstance(raw, datetime) else "General"
    return read_cell(Cell(read.sheet, read.cell, raw, number_format), kind, Context(), "%")


class Version:
    """One side's version of a recommendation while it is edited."""

    def __init__(self, own):
        self.own = own
        self.inputs = dict(own.inputs)
        self.rows = {key: list(own.rows(key)) for key in TABLES}
        self.progress = list(own.progress)

    def type(self, place, raw):
        table, row, key = place
        if table == "fields":
            self.inputs[key] = typed(self.inputs[key], FIELDS[key].kind, raw)
            return self.inputs[key].text
        kind = next(column.kind for column in TABLES[table].inputs if column.key == key)
        at = next(at for at, each in enumerate(self.rows[table]) if each.row == row)
        its = self.rows[table][at]
        self.rows[table][at] = replace(its, inputs=its.inputs | {key: typed(its.inputs[key], kind, raw)})
        return self.rows[table][at].inputs[key].text

    def delete(self, table, row):
        self.rows[table] = [each for each in self.rows[table] if each.row != row]

    def add(self, dice, table, tag):
        """Add a row in the first spare one, with a name and a text of its own, and return both."""
        like = self.own.rows(table)[0]
        at = max(self.own.places[table].spare.start, *(each.row + 1 for each in self.rows[table]))
        name, text = ("ref", "text") if table == "actions" else ("number", "description")
        its = {name: f"{tag} {dice.randrange(10**6)}", text: f"{sentence(dice)} {tag}"}
        inputs = {}
        for column in TABLES[table].inputs:
            read = replace(like.inputs[column.key], cell=address_of((at, place_of(like.inputs[column.key].cell)[0][1])))
            inputs[column.key] = typed(read, column.kind, its.get(column.key))
        self.rows[table].append(replace(like, row=at, inputs=inputs))
        return its.values()

    def finished(self, dice=None):
        """The recommendation; with dice, after somebody has sorted it."""
        places = dict(self.own.places)
        for key, rows in self.rows.items():
            last = max([each.row for each in rows], default=places[key].rows.start - 1)
            places[key] = places[key]._replace(spare=range(last + 1, places[key].rows.stop))
            if dice is not None and dice.random() < 0.3:
                dice.shuffle(rows)
        (row, column), _ = place_of(self.own.progress[0].cell)
        stop = places["progress"].rows.stop
        places["progress"] = places["progress"]._replace(spare=range(row + len(self.progress), stop))
        return replace(
            self.own,
            inputs=self.inputs,
            progress=tuple(replace(each, cell=address_of((row + at, column))) for at, each in enumerate(self.progress)),
            indicator_rows=tuple(self.rows["indicators"]),
            actions=tuple(self.rows["actions"]),
            places=places,
        )


@pytest.fixture(scope="module")
def sent():
    plan = clean_plan(2).using(*EXTRAS)
    dice = random.Random(1)
    for number in "12":
        for at in range(5):
            plan.action(number, text=sentence(dice), ref=f"{number}.{at}", comment=sentence(dice))
            plan.indicator(number, description=sentence(dice), comment=sentence(dice))
    return plan.read()


EMPTIED = (1239,)
"""The trials in which chance makes a lead empty more than half of a sheet, of which nothing is then taken."""


def trial(plan, seed):
    """The truth about random edits, and what is found."""
    dice = random.Random(seed)
    truth, mine, theirs = set(), [], []
    for own in plan.recommendations:
        ours, lead = Version(own), Version(own)
        for table in TABLES:
            for row in own.rows(table):
                fate = dice.choice(["stays"] * 30 + ["lead deletes", "master deletes", "deleted and changed"])
                if fate == "stays":
                    for column in TABLES[table].inputs:
                        if column.key not in ("ref", "number", "unit"):
                            truth |= value_edited(dice, ours, lead, (table, row.row, column.key), column.kind)
                    continue
                (lead if fate == "lead deletes" else ours).delete(table, row.row)
                text = row.inputs["text" if table == "actions" else "description"].text
                if fate == "lead deletes":
                    truth.add(("deleted", own.sheet, text))
                elif fate == "deleted and changed":
                    comment = lead.type((table, row.row, "comment"), another(dice, Kind.LONG_TEXT, "l"))
                    truth.add(("row conflict", own.sheet, comment))
            for _ in range(dice.choice([0, 0, 0, 1])):
                ours.add(dice, table, "b")
            for _ in range(dice.choice([0, 0, 1, 2])):
                truth |= {("added", own.sheet, text) for text in lead.add(dice, table, "l")}
        for field in RECOMMENDATION.fields[1:]:
            truth |= value_edited(dice, ours, lead, ("fields", 0, field.key), field.kind)
        mine.append(ours.finished())
        theirs.append(replace(lead.finished(dice), sheet=f"{own.sheet} of Ann" if dice.random() < 0.3 else own.sheet))
    master, returned = (replace(plan, recommendations=tuple(each)) for each in (mine, theirs))
    decided = decide(master, [Returned("lead.xlsx", returned, Base(plan.recommendations))])
    assert not decided.not_carried, decided.not_carried
    assert all("more than half: nothing was taken" in each.sentence for each in decided.left_alone), decided.left_alone
    alone = {each.sheet for each in decided.left_alone}
    assert seed in EMPTIED or not alone, seed
    return {each for each in truth if each[1] not in alone}, set(told(master, decided))


def value_edited(dice, ours, lead, place, kind):
    """Let one side, both or nobody type into an input, and yield what has to become of it."""
    who = dice.choice(["nobody"] * 6 + ["lead", "lead clears", "master", "both", "both the same"])
    new = another(dice, kind, "l")
    if who in ("master", "both"):
        ours.type(place, another(dice, kind, "b"))
    if who == "both the same":
        ours.type(place, new)
    if who == "lead clears":
        cell = read_of(ours, place)
        lead.type(place, None)
        return {("taken", cell.sheet, cell.cell, "")} if cell.typed else set()
    if who in ("lead", "both", "both the same"):
        text, cell = lead.type(place, new), read_of(ours, place)
        if who != "both the same":
            return {("taken" if who == "lead" else "conflict", cell.sheet, cell.cell, text)}
    return set()


def read_of(version, place):
    table, row, key = place
    if table == "fields":
        return version.inputs[key]
    return next(each for each in version.rows[table] if each.row == row).inputs[key]


def told(master, decided):
    """What was decided, in the form in which the truth is written down."""
    old = {
        (each.sheet, read.cell)
        for each in master.recommendations
        for read in (
            *each.inputs.values(),
            *(i for key in TABLES for row in each.rows(key) for i in row.inputs.values()),
        )
    }
    for each in decided.changes:
        if each.why.startswith("The completion date was put off"):
            continue
        where = (each.where.sheet, each.where.cell)
        yield ("taken", *where, each.after) if where in old else ("added", each.where.sheet, each.after)
    for each in decided.conflicts:
        if each.where.cell:
            yield ("conflict", each.where.sheet, each.where.cell, each.returned)
        else:
            yield ("row conflict", each.where.sheet, each.returned.rpartition("Comment: ")[2])
    for each in decided.deleted:
        heading = "Action" if each.table == "actions" else "Description"
        yield ("deleted", each.sheet, each.text.partition(f"{heading}: ")[2].partition(";")[0])


def scored(plan, seeds):
    """Precision and recall over trials, and how many were without a mistake."""
    hits = found_all = true_all = clean = 0
    for seed in seeds:
        truth, found = trial(plan, seed)
        hits, found_all, true_all = hits + len(truth & found), found_all + len(found), true_all + len(truth)
        clean += truth == found
    return hits / found_all, hits / true_all, clean


def test_what_is_taken_left_and_in_conflict_is_what_the_truth_says(sent):
    assert scored(sent, range(20)) == (1, 1, 20)


@pytest.mark.slow
def test_what_is_taken_left_and_in_conflict_is_what_the_truth_says_in_200_trials(sent):
    assert scored(sent, range(1000, 1200)) == (1, 1, 200)


# --------------------------------------------------------------------------------------------- anything goes


def scribble(dice, version, tag):
    """Do to a sheet what people do: rewrite, clear, swap, insert, delete and sort, names and texts included."""
    for key, field in FIELDS.items():
        if key != "number" and dice.random() < 0.2:
            version.type(("fields", 0, key), another(dice, field.kind, tag))
    for table, declared in TABLES.items():
        for row in list(version.rows[table]):
            if dice.random() < 0.1:
                version.delete(table, row.row)
                continue
            for column in declared.inputs:
                if dice.random() < 0.15:
                    new = None if dice.random() < 0.2 else another(dice, column.kind, tag)
                    version.type((table, row.row, column.key), new)
        for _ in range(dice.choice([0, 1, 2])):
            version.add(dice, table, tag)
    for _ in range(dice.choice([0, 1, 2])):
        like = version.own.progress[0]
        version.progress.insert(dice.randrange(3), typed(like, Kind.LONG_TEXT, f"{sentence(dice)} {tag}"))
    if dice.random() < 0.2:
        del version.progress[0]


def words(plan, tag):
    """The words of one side that are in a plan, each with its sheet and cell."""
    for each in plan.recommendations:
        rows = (row.inputs for key in TABLES for row in each.rows(key))
        for inputs in (each.inputs, *rows, {p.cell: p for p in each.progress}):
            for read in inputs.values():
                if read.text.endswith(f" {tag}"):
                    yield each.sheet, read.cell, read.text


def chaos(plan, seed):
    dice = random.Random(seed)
    sides = []
    for tag in "bll":
        versions = [Version(own) for own in plan.recommendations]
        for each in versions:
            scribble(dice, each, tag)
        sides.append(replace(plan, recommendations=tuple(each.finished(dice) for each in versions)))
    master, *leads = sides
    base = Base(plan.recommendations) if dice.random() < 0.7 else None
    returns = [Returned(f"{at}.xlsx", lead, base) for at, lead in enumerate(leads[: dice.choice([1, 1, 2])])]
    for take in (None, *Take):
        no_word_is_lost(master, returns, take)


def no_word_is_lost(master, returns, take):
    decided = decide(master, returns, take=take)
    left = {(each.file, each.sheet) for each in decided.left_alone}
    told = [
        *(each.after for each in decided.changes),
        *(each.returned for each in decided.conflicts),
        *(each.text for each in decided.not_carried),
    ]
    for one in returns:
        for sheet, _, text in words(one.plan, "l"):
            assert (one.file, sheet) in left or any(text in each for each in told), text
    for sheet, cell, text in words(master, "b"):
        typed_here = decided.cells.get(sheet, {})
        assert take is Take.RETURNED or cell not in typed_here or text in typed_here.values(), text
    where = [(each.where.sheet, each.where.cell) for each in decided.changes]
    assert len(where) == len(set(where))


def test_no_word_of_a_lead_is_lost_and_none_of_the_coordinator_is_replaced(sent):
    for seed in range(6):
        chaos(sent, seed)


@pytest.mark.slow
def test_no_word_is_lost_in_200_trials(sent):
    for seed in range(1000, 1200):
        chaos(sent, seed)
