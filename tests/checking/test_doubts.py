"""What each rule means for a reader of the plan."""

from __future__ import annotations

from collections import Counter

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.doubts import Doubt


def test_every_rule_has_exactly_one_meaning_and_no_meaning_is_of_a_rule_that_does_not_exist():
    placed = Counter(rule for doubt in Doubt for rule in doubt.rules)
    assert placed == Counter(catalogue().keys())
