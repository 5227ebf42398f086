from plan_workbook.matching.plans import PARAGRAPHS, MatchedPlans, matched_recommendations
from plan_workbook.matching.rows import matched
from plan_workbook.plan.inputs import NO_INPUT, Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.scale import Scale

VISITS = "Visit every child in care at least once a week."
AUDIT = "Audit ten case files each month and act on what is found."
TRAIN = "Train all social workers in the new model of practice."
GUIDE = "Publish a guide for foster carers and explain it to them."


def typed(text):
    return Input(text or None, text or None, "", "", text) if text else NO_INPUT


def recommendation(sheet, number, title, *actions, indicators=()):
    """A recommendation with its actions as (ref, text) and its indicators as (number, description)."""
    return Recommendation(
        sheet,
        {"number": typed(number), "title": typed(title)},
        progress=(),
        indicator_rows=tuple(
            Indicator(sheet, row, {"number": typed(each), "description": typed(text)})
            for row, (each, text) in enumerate(indicators, 20)
        ),
        actions=tuple(
            Action(sheet, row, {"ref": typed(ref), "text": typed(text)}) for row, (ref, text) in enumerate(actions, 40)
        ),
    )


def plan(*recommendations, item_word="Recommendation"):
    return Plan("plan.xlsx", {"item_word": typed(item_word)}, Scale(()), recommendations)


def sheets(before, after):
    """The sheets of the recommendations that are the same, and what they were recognised by."""
    return {(pair.before.sheet, pair.after.sheet): str(pair.by) for pair in matched_recommendations(before, after).both}


def test_a_recommendation_is_found_by_its_number_however_it_is_written():
    before = plan(recommendation("R01", "1", VISITS), recommendation("R02", "2", AUDIT))
    after = plan(
        recommendation("Audits", "Priority 2", TRAIN), recommendation("Visits", "R1.", VISITS), item_word="Priority"
    )
    assert sheets(before, after) == {("R02", "Audits"): "name", ("R01", "Visits"): "name"}


def test_without_its_number_it_is_found_by_its_sheet_and_then_by_its_title():
    before = plan(recommendation("R01", "1", VISITS), recommendation("R02", "2", AUDIT))
    after = plan(recommendation("r01", "", TRAIN), recommendation("Audits", "7", AUDIT))
    assert sheets(before, after) == {("R01", "r01"): "name", ("R02", "Audits"): "text"}


def test_a_title_typed_over_the_next_one_is_not_a_move_if_what_is_under_it_stayed():
    before = plan(recommendation("R01", "1", VISITS, ("a", GUIDE)), recommendation("R02", "2", AUDIT, ("a", TRAIN)))
    after = plan(recommendation("R01", "1", AUDIT, ("a", GUIDE)), recommendation("R02", "2", VISITS, ("a", TRAIN)))
    assert sheets(before, after).keys() == {("R01", "R01"), ("R02", "R02")}


def test_a_recommendation_inserted_before_others_does_not_take_over_what_belongs_to_them():
    before = plan(recommendation("R01", "1", VISITS, ("a", GUIDE)), recommendation("R02", "2", AUDIT, ("a", VISITS)))
    after = plan(
        recommendation("R01", "1", TRAIN, ("a", "Something else.")),
        recommendation("R02", "2", VISITS, ("a", GUIDE)),
        recommendation("R03", "3", f"{AUDIT} Monthly", ("a", VISITS)),
    )
    assert sheets(before, after) == {("R01", "R02"): "text", ("R02", "R03"): "text"}


def test_numbers_that_are_only_written_alike_are_told_apart_by_how_they_are_written():
    before = plan(recommendation("One", "1", VISITS), recommendation("Two", "R1", AUDIT))
    after = plan(recommendation("Three", "R1", TRAIN), recommendation("Four", "1", GUIDE))
    assert sheets(before, after).keys() == {("One", "Four"), ("Two", "Three")}


def test_two_of_one_number_are_told_apart_by_title_and_then_by_sheet():
    before = plan(recommendation("R07", "7", VISITS), recommendation("R07 (2)", "7", AUDIT))
    by_title = plan(recommendation("One", "7", AUDIT), recommendation("Two", "7", VISITS))
    assert sheets(before, by_title).keys() == {("R07", "Two"), ("R07 (2)", "One")}
    by_sheet = plan(recommendation("R07 (2)", "7", TRAIN), recommendation("R07", "7", GUIDE))
    assert sheets(before, by_sheet).keys() == {("R07", "R07"), ("R07 (2)", "R07 (2)")}


def test_a_sheet_with_another_number_and_title_is_the_same_by_its_place_alone():
    before, after = plan(recommendation("R01", "1", VISITS)), plan(recommendation("R01", "9", GUIDE))
    assert sheets(before, after) == {("R01", "R01"): "place"}
    surely = MatchedPlans(before, after, surely=True).recommendations
    assert (len(surely.removed), len(surely.added), surely.both) == (1, 1, ())


def test_the_rows_of_a_recommendation_are_those_under_its_other_version():
    before = plan(recommendation("R01", "1", VISITS, ("a", TRAIN), ("b", GUIDE)))
    after = plan(recommendation("First", "1", VISITS, ("(A)", "Train them."), ("c", AUDIT)))
    under = MatchedPlans(before, after).actions.under(after.recommendations[0])
    assert [(pair.before.row, pair.after.row, pair.by) for pair in under.both] == [(40, 40, "name")]
    assert [each.text.text for each in under.removed] == [GUIDE]
    assert [each.text.text for each in under.added] == [AUDIT]


def test_a_row_that_went_to_another_recommendation_is_found_in_the_whole_plan():
    before = plan(recommendation("R01", "1", VISITS, ("a", TRAIN)), recommendation("R02", "2", AUDIT, ("a", GUIDE)))
    after = plan(recommendation("R01", "1", VISITS), recommendation("R02", "2", AUDIT, ("a", GUIDE), ("b", TRAIN)))
    moved = MatchedPlans(before, after).actions.moved
    assert [(pair.before.sheet, pair.after.sheet) for pair in moved.both] == [("R01", "R02")]


def test_everything_under_a_new_recommendation_is_new():
    new = recommendation("R02", "2", AUDIT, ("a", GUIDE))
    found = MatchedPlans(plan(recommendation("R01", "1", VISITS)), plan(recommendation("R01", "1", VISITS), new))
    assert found.actions.under(new).added == new.actions


def test_a_placeholder_is_no_pi_number():
    before = plan(recommendation("R01", "1", VISITS, indicators=[("NEW", "Visits made on time, in percent")]))
    after = plan(recommendation("R01", "1", VISITS, indicators=[("TBC", "Visits made in time, in percent")]))
    under = MatchedPlans(before, after).indicators.under(after.recommendations[0])
    assert [pair.by for pair in under.both] == ["likeness"]


def test_paragraphs_of_progress_are_matched_by_what_they_say():
    found = matched([typed(VISITS), typed(AUDIT)], [typed(TRAIN), typed(VISITS.upper())], PARAGRAPHS)
    assert [(pair.before.text, pair.after.text) for pair in found.both] == [(VISITS, VISITS.upper())]
