"""A template can't run for ever, nor make something enormous, in whatever way it tries; nothing else changes."""

from __future__ import annotations

import time

import pytest

from plan_workbook.publishing import sandbox
from plan_workbook.publishing.sandbox import CountingEnvironment, TooMuchWorkError

ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}"
DOUBLED = "{{% set n = namespace(t={}) %}}{{% for i in range(60) %}}{{% set n.t = n.t {} n.t %}}{{% endfor %}}"
TOO_MUCH = {
    "loops inside each other": ENDLESS + "{{ b }}{% endfor %}{% endfor %}",
    "loops that say nothing": ENDLESS + "{% endfor %}{% endfor %}",
    "loops that leave everything out": ENDLESS[:-2] + "if b < 0 %}{% endfor %}{% endfor %}",
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
    ),
    "a loop over itself": "{% for a in [1, 2] recursive %}{{ loop([1, 2]) if loop.depth < 60 }}{% endfor %}",
    "a text multiplied": "{{ 'a' * 999999999 }}",
    "a list multiplied": "{{ ([1] * 99999999)|length }}",
    "a text that doubles": DOUBLED.format("'a'", "~"),
    "a list that doubles": DOUBLED.format("[1]", "+"),
    "a text of its own again and again": "{% for a in range(9999) %}" + "word " * 1_000 + "{% endfor %}",
    "a power": "{{ 9 ** (9 ** 9) }}",
    "a square of squares": DOUBLED.format("9", "*"),
    "a width": "{{ '%999999999d' % 1 }}",
    "a width in braces": "{{ '{:999999999}'.format(1) }}",
    "a width as a filter": "{{ '%999999999d'|format(1) }}",
    "a wide indent": "{{ []|tojson(999999999999) }}",
    "a wide centre": "{{ 'a'|center(999999999) }}",
    "a method that pads": "{{ 'a'.ljust(999999999) }}",
    "tags without an end": "{{ 1 }}" * 100_000,
    "a tag without an end": "{{ 1" + " + 1" * 100_000 + " }}",
    "a text put between letters": "{{ ('a' * 9999)|replace('a', 'b' * 9999) }}",
}


@pytest.fixture
def soon(monkeypatch):
    """Ceilings that are reached at once."""
    monkeypatch.setattr(sandbox, "MOST_STEPS", 2_000)
    monkeypatch.setattr(sandbox, "MOST_TEXT", 100_000)


def fill(template: str) -> str:
    return CountingEnvironment(markup=False).from_string(template).render()


@pytest.mark.parametrize("template", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_template_without_an_end_is_stopped(template, soon):
    with pytest.raises(TooMuchWorkError, match="more than"):
        fill(template)


@pytest.mark.slow
@pytest.mark.parametrize("template", TOO_MUCH.values(), ids=TOO_MUCH)
def test_it_is_stopped_in_a_few_seconds(template):
    start = time.process_time()
    with pytest.raises(TooMuchWorkError):
        fill(template)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for a in [1, 2] %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/2 2/2 "),
        ("{% for a in b|map('upper') if a != 'X' %}{{ a }}{% else %}none{% endfor %}", "YZ"),
        ("{{ '<' ~ 1 ~ b[1] }}{{ 'a' * 3 }}{{ [1] + [2] }}{{ 2 ** 8 }}{{ '%3d' % 5 }}", "<1yaaa[1, 2]256  5"),
        ("{% macro m(n) %}({{ n }}){% endmacro %}{{ m(3) }}{{ '{}-{}'.format(1, 2) }}", "(3)1-2"),
        ("{% for a in [[1, [2]]] recursive %}{{ a }}{% endfor %}", "[1, [2]]"),
    ],
)
def test_what_honest_templates_do_is_done_as_jinja_does_it(template, said):
    assert CountingEnvironment(markup=False).from_string(template).render(b="xyz") == said


def test_texts_put_together_are_escaped_where_markup_is():
    made = CountingEnvironment(markup=True).from_string("{{ a ~ '<b>'|safe ~ 1 }}").render(a="<i>")
    assert made == "&lt;i&gt;<b>1"


@pytest.mark.parametrize(
    "text", ["45% of 1200000 pounds are spent", "{1234567}", "100% " + "of 250000 leaflets " * 2_000]
)
def test_a_text_of_a_plan_may_have_any_number_next_to_a_percent_sign_or_brace(text):
    filled = CountingEnvironment(markup=False).from_string(
        "{% macro said(a, b) %}{{ a }}{% endmacro %}{{ said(text, text) }}|{{ text|truncate(400) }}|{{ text|upper }}"
    )
    assert filled.render(text=text).startswith(f"{text}|{text[:200]}")


def test_each_time_a_template_is_filled_in_it_counts_from_nothing(soon):
    template = CountingEnvironment(markup=False).from_string("{% for a in range(1500) %}{% endfor %}done")
    assert [template.render() for _ in range(3)] == ["done"] * 3
