"""The example, read and published."""

from __future__ import annotations

import pytest
from editions import edition

from plan_workbook.plan.model import Plan
from plan_workbook.publishing.edition import Edition
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.register.example import example_register
from plan_workbook.writing.master import template_workbook


@pytest.fixture(scope="session")
def example_plan() -> Plan:
    return read_plan(template_workbook(read_register(example_register())), "plan.xlsx")


@pytest.fixture(scope="session")
def example(example_plan) -> Edition:
    return edition(example_plan)
