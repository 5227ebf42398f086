"""What a board sees at a glance."""

from __future__ import annotations

from builder import PlanBuilder, clean_plan
from support.remembered import due, measured, rated, remembering

from plan_workbook.board.told import told_about
from plan_workbook.board.trends import trend_of_actual, trend_of_rating


def seen(now, then=None):
    plan, previous = now.read(), then.read() if then else None
    return told_about(plan, None, previous).glance


def a_plan(*ratings):
    plan = PlanBuilder()
    for rating in ratings:
        plan.recommendation(rating=rating)
    return plan


def test_a_plan_without_any_trouble_has_a_verdict_without_any():
    assert seen(clean_plan()).verdict == (
        "No recommendation is off track or at risk; nothing is overdue, off target or in doubt."
    )


def test_a_verdict_says_what_is_bad_first_and_then_what_speaks_against_the_rest():
    plan = a_plan("R", "A", "A", "G").action(completion_date="30/11/2017").indicator(target="90%", actual="50%")
    assert seen(plan).verdict == (
        "Of 4 recommendations, 1 is off track and 2 are at risk; 1 rating is in doubt, 1 action is overdue and "
        "1 indicator is off target."
    )
    assert seen(a_plan("G", "").set(item_word="Priority")).verdict == (
        "No priority is off track or at risk, but 1 priority is not rated."
    )


def test_plans_that_are_done_empty_or_not_rated_have_a_verdict_of_their_own():
    assert seen(a_plan("C", "C")).verdict.startswith("All recommendations are complete; nothing is overdue")
    assert seen(a_plan("C")).verdict.startswith("The recommendation is complete; nothing is overdue")
    assert seen(a_plan("", "")).verdict.startswith("No recommendation has been rated")


def test_tiles_have_last_months_figure_and_which_way_it_went():
    then = a_plan("R", "A", "G").action(completion_date="30/11/2017").action(completion_date="31/10/2017")
    now = a_plan("G", "A", "G").action(completion_date="30/11/2017").action(rating="C", completion_date="31/10/2017")
    then.set(report_date="30/11/2017", period="November 2017")
    recommendations, actions, indicators, trust = seen(now, then).tiles
    assert (recommendations.figure, recommendations.in_words) == (1, "of 3 off track or at risk")
    assert recommendations.then == "2 in November 2017: better now"
    assert (actions.figure, actions.then) == (1, "1 in November 2017: no change")
    assert (indicators.figure, indicators.in_words) == (0, "of 0 off target")
    assert (trust.figure, trust.in_words, trust.then) == (1, "of 3 ratings in doubt", "1 in November 2017: no change")


def test_fewer_are_not_called_better_where_figures_ratings_or_dates_are_missing_that_were_there():
    then = a_plan("R", "A").action(completion_date="30/11/2017").indicator(target="90%", actual="50%")
    now = a_plan("", "A").action(completion_date="").indicator(target="90%", actual="", comment="Two of five weeks")
    then.set(report_date="30/11/2017", period="November 2017").action(completion_date="31/10/2017")
    now.action(completion_date="31/10/2017")
    recommendations, actions, indicators, _ = seen(now, then).tiles
    assert (recommendations.figure, recommendations.then) == (1, "2 in November 2017; 1 more can't be judged")
    assert (actions.figure, actions.then) == (1, "1 in November 2017; 1 more can't be judged")
    assert (indicators.figure, indicators.then) == (0, "1 in November 2017; 1 more can't be judged")
    assert indicators.way is None and indicators.then_shortly == "1 last time; 1 more can't be judged"
    assert seen(now, then).verdict.endswith("1 action is overdue and 1 indicator has no figure.")


def test_many_missing_figures_do_not_hide_that_more_are_off_target():
    then = clean_plan().indicator(target="90%", actual="88%").set(report_date="30/11/2017", period="November 2017")
    now = clean_plan().indicator(target="90%", actual="50%").indicator(target="90%", actual="", comment="Not yet")
    assert seen(now, then).tiles[2].then == "0 in November 2017: worse now"


def test_a_figure_that_is_missing_now_is_told_also_where_fewer_are_off_target_without_it():
    then, now = clean_plan(), clean_plan()
    for actual in ("50%", "88%", "88%"):
        then.indicator(target="90%", actual="50%")
        now.indicator(target="90%", actual=actual)
    then.indicator(number="BW11", target="90%", actual="50%")
    now.indicator(number="BW11", target="90%", actual="", comment="41 audits")
    found = seen(now, then.set(report_date="30/11/2017", period="November 2017"))
    assert found.tiles[2].then == "4 in November 2017: better now; 1 more can't be judged"
    assert found.tiles[2].then_shortly == "4 last time: better now; 1 more can't be judged"
    assert "1 indicator is off target and 1 has no figure." in found.verdict


def test_a_figure_that_came_does_not_hide_one_that_went():
    then = clean_plan().indicator(number="A 1", actual="50%").indicator(number="A 2", actual="", comment="Not yet")
    now = clean_plan().indicator(number="A 1", actual="-", comment="Late").indicator(number="A 2", actual="99%")
    then.set(report_date="30/11/2017", period="November 2017")
    assert seen(now, then).tiles[2].then == "1 in November 2017; 1 more can't be judged"


def test_more_are_not_called_worse_where_they_could_not_be_judged_last_time():
    then = clean_plan().indicator(number="A 1", actual="", comment="Not yet")
    now = clean_plan().indicator(number="A 1", actual="50%")
    then.set(report_date="30/11/2017", period="November 2017")
    found = seen(now, then).tiles[2]
    assert (found.then, found.way) == ("0 in November 2017, when 1 more couldn't be judged", None)
    assert seen(now.indicator(number="A 2", actual="50%"), then).tiles[2].then == "0 in November 2017: worse now"


def test_a_rating_is_not_out_of_doubt_because_the_figure_that_spoke_against_it_is_missing():
    then = a_plan("G").indicator(target="90%", actual="50%")
    now = a_plan("G").indicator(target="90%", actual="", comment="Late")
    then.set(report_date="30/11/2017", period="November 2017")
    assert seen(now, then).tiles[3].then == "1 in November 2017; 1 more can't be judged"


def test_without_a_last_period_tiles_have_no_other_figure_and_there_is_no_matrix():
    found = seen(clean_plan())
    assert {tile.then for tile in found.tiles} == {""}
    assert (found.matrices, found.then, found.since) == ((), {}, "")


def test_a_matrix_counts_every_rating_then_against_its_rating_now():
    then, now = a_plan("R", "A", "G", "G"), a_plan("A", "A", "R", "", "G")
    then.set(report_date="30/11/2017", period="November 2017")
    items, actions = seen(now, then).matrices
    assert items.labels == ("Red", "Amber", "Green", "Not rated")
    assert items.counts == {
        ("Red", "Amber"): 1,
        ("Amber", "Amber"): 1,
        ("Green", "Red"): 1,
        ("Green", "Not rated"): 1,
    }
    assert (items.moved, items.added, items.removed) == (3, 1, 0)
    assert items.before == {"Red": 1, "Amber": 1, "Green": 2, "Not rated": 0}
    assert (actions.name, actions.counts) == ("Actions", {})


def test_history_stands_in_for_last_months_workbook():
    plan = remembering(a_plan("G").action(ref="a").indicator().read(), rated("A", "R"), due(None, None))
    found = told_about(plan).glance
    assert found.matrices[0].counts == {("Red", "Green"): 1}
    assert found.tiles[0].then == "1 in November 2017: better now"
    assert found.tiles[3].then == ""  # history does not keep what was in doubt


def test_history_does_not_know_how_what_is_business_as_usual_now_counted_then():
    plan = remembering(
        a_plan("G").recommendation(rating="G", status="Business as usual").read(),
        rated("R"),
        rated("R", recommendation="2"),
    )
    found = told_about(plan).glance
    assert found.tiles[0].then == ""
    assert "Recommendations" not in found.then
    assert sum(found.matrices[0].counts.values()) == 1


def test_a_history_without_a_line_of_an_action_does_not_say_that_none_was_overdue():
    plan = remembering(a_plan("G").action(ref="a", completion_date="30/11/2017").indicator().read(), rated("R"))
    found = told_about(plan).glance
    assert [tile.then for tile in found.tiles] == ["1 in November 2017: better now", "", "", ""]
    assert set(found.then) == {"Recommendations"}


def test_three_periods_make_a_trend_and_two_do_not():
    plan = a_plan("G").indicator(target="90%", actual="86%").read()
    told = remembering(plan, rated("A", "R"), measured(71, 74))
    owner, indicator = told.recommendations[0], told.indicators[0]
    trend = trend_of_actual(told, indicator)
    assert [point.level for point in trend.points] == [71, 74, 86]
    assert trend.in_words == "71% in October 2017, 74% in November 2017 and 86% in December 2017"
    amber, red, green = (point.level for point in trend_of_rating(told, owner).points)
    assert red < amber < green
    few = remembering(plan, rated("A"), measured(71))
    assert (trend_of_actual(few, indicator), trend_of_rating(few, owner)) == (None, None)


def test_a_trend_shows_the_last_two_years_of_a_long_history():
    told = remembering(
        a_plan("G").indicator(target="90%", actual="86%").read(), rated(*"AG" * 20), measured(*range(40, 80))
    )
    actuals, owner = trend_of_actual(told, told.indicators[0]), trend_of_rating(told, told.recommendations[0])
    assert [point.level for point in actuals.points] == [*range(57, 80), 86]
    assert len(owner.points) == 24
    assert actuals.in_words == ("57% in January 2016 (lowest) and 86% in December 2017 (highest)")


def test_a_long_trend_is_told_by_its_ends_and_its_extremes():
    plan = remembering(a_plan("G").indicator(target="90%", actual="86%").read(), measured(71, 60, 99, 74))
    assert trend_of_actual(plan, plan.indicators[0]).in_words == (
        "71% in August 2017, 60% in September 2017 (lowest), 99% in October 2017 (highest) and 86% in December 2017"
    )


def test_what_was_stopped_has_no_place_between_good_and_bad():
    plan = a_plan("G").rating("G", "Green", "on track").rating("R", "Red", "off track").rating("P", "Paused", "stopped")
    told = remembering(plan.read(), rated("R", "P", "R"))
    assert [point.shown for point in trend_of_rating(told, told.recommendations[0]).points] == ["Red", "Red", "Green"]


def test_a_level_trend_is_told_in_a_few_words():
    plan = remembering(a_plan("G").indicator(target="90%", actual="86%").read(), rated(*"GGGG"), measured(*[86] * 4))
    for trend, level in (
        (trend_of_rating(plan, plan.recommendations[0]), "Green"),
        (trend_of_actual(plan, plan.indicators[0]), "86%"),
    ):
        assert trend.in_words == f"{level} throughout, from August 2017 to December 2017"
