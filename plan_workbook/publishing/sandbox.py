"""The environment that fills templates in: a template can only read what it is given, and only so much can come of it.

Jinja's sandbox keeps a template away from the program, but lets it run for ever: its own limit is on one ``range``, and
two of them inside each other take a day. So steps and text are counted while a template is filled in, and what one
operation could make is looked at before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sized
from functools import wraps
from types import CodeType
from typing import Any, cast

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.runtime import Context, Macro, markup_join, str_join
from jinja2.sandbox import SandboxedEnvironment

MOST_STEPS, STEPS_A_ROW = 60_000, 60
"""Turns of loops and calls while one template is filled in, and how many more for each row of the plan that is told;
the shipped report takes 10 for a row, the web page 33."""
MOST_TEXT, TEXT_A_ROW = 15_000_000, 10_000
"""Characters that come of one template, and how many more for each row; the shipped report has 9,000, with markup."""
MOST_IN_TAGS = 100_000
"""Characters between braces in one template, which take two seconds to be understood; the shipped report has 12,000."""
MOST_AT_ONCE = 5_000_000
"""Characters or items that one operation could make: the product of its two largest operands."""
MOST_BITS = 10_000
"""Of a whole number."""
_HOLDERS = (str, bytes, list, tuple, dict, range)
_SHORTEN = frozenset({"truncate"})
"""Filters that never make more than they are given, whatever the width."""
_OPENING, _CLOSING = re.compile(r"\{[{%]"), re.compile(r"[}%]\}")
_WIDTH = re.compile(r"[0-9]{6}")
_REPEATED = (nodes.For, nodes.Macro, nodes.CallBlock)
"""What a template can go through more than once; its own text counts each time."""
_OPERATORS = frozenset({"+", "*", "**", "%"})
_MOST_KEPT = 20
"""Templates whose code is kept."""
_CODE: dict[object, CodeType] = {}


class TooMuchWorkError(TemplateError):
    """A template repeats something far too often, or makes something far too large."""


class CountingTemplate(Template):
    """A template whose environment starts to count when it is filled in."""

    environment: CountingEnvironment

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the template filled in.

        Raises:
            TooMuchWorkError: it takes more steps or makes more text than it may.
        """
        self.environment.begin()
        pieces = []
        for piece in self.generate(*args, **kwargs):
            self.environment.charge(0, len(piece))
            pieces.append(piece)
        return "".join(pieces)


class CountingEnvironment(SandboxedEnvironment):
    """Jinja's sandbox with an end: it counts every turn of a loop, every call, and the text that comes of it."""

    intercepted_binops = _OPERATORS
    template_class = CountingTemplate

    def __init__(self, *, markup: bool, rows: int = 0) -> None:
        """Start with the usual filters; with `markup`, values are escaped. An unknown name is an error.

        `rows` is how many things of a plan are told.
        """
        super().__init__(autoescape=markup, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self.filters = {name: each if name in _SHORTEN else _guarded(each, name) for name, each in self.filters.items()}
        self.globals.pop("lipsum")
        self._steps = self._text = 0
        self._most_steps, self._most_text = MOST_STEPS + STEPS_A_ROW * rows, MOST_TEXT + TEXT_A_ROW * rows

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        """Return a template, whose code is kept: to make it takes as long as to fill it in.

        The code is given its environment when it runs; only what is in the key makes a difference to it.
        """
        key = (source, self.autoescape, self.finalize, frozenset(self.filters))
        if key not in _CODE:
            if len(_CODE) >= _MOST_KEPT:
                _CODE.clear()
            _CODE[key] = self.compile(source)
        of = template_class or self.template_class
        return of.from_code(self, _CODE[key], self.make_globals(globals))

    def begin(self) -> None:
        """Count from nothing."""
        self._steps = self._text = 0

    def charge(self, steps: int = 1, text: int = 0) -> str:
        """Count steps and characters.

        Raises:
            TooMuchWorkError: there are too many.
        """
        self._steps += steps
        self._text += text
        if self._steps > self._most_steps:
            raise TooMuchWorkError(f"it repeats something more than {self._most_steps:,} times")
        if self._text > self._most_text:
            raise TooMuchWorkError(f"it would have more than {self._most_text:,} characters")
        return ""

    def counted(self, items: Iterable[Any]) -> Iterable[Any]:
        """Return the items of a loop, having counted them; of a source without a length, as they come."""
        if isinstance(items, Sized):
            self.charge(len(items))
            return items
        return self._one_by_one(items)

    def _one_by_one(self, items: Iterable[Any]) -> Iterator[Any]:
        for each in items:
            self.charge()
            yield each

    def joined(self, *values: Any) -> Any:
        """Return values put together as ``~`` does, if that is not too long."""
        self.charge(1, sum(len(value) for value in values if isinstance(value, _HOLDERS)))
        return (markup_join if self.autoescape else str_join)(values)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return the safe form of a text's own ``format``, if the text asks for no enormous width."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _refuse_width(value.__self__)
        return wrapped

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call something for a template."""
        owner = getattr(obj, "__self__", None)
        if owner is not self:  # our own counting is not work of the template's
            self.charge()
            if not isinstance(obj, Macro):  # it is a template's own, and what is in it is looked at by itself
                _look_at((owner, *args, *kwargs.values()))
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator, if it is not too large."""
        self.charge()
        if operator == "+" and isinstance(left, _HOLDERS) and isinstance(right, _HOLDERS):
            self.charge(0, len(left) + len(right))
        elif operator == "%" or isinstance(left, _HOLDERS) or isinstance(right, _HOLDERS):
            _look_at((left, right))
            if operator == "%":
                _refuse_width(left)
        elif _bits_of(operator, left, right) > MOST_BITS:
            raise _too_large()
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template, in which every loop and macro counts."""
        refuse_too_many_tags(source)
        tree = super()._parse(source, name, filename)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = self.called("counted", cast("nodes.Expr", loop.iter))
        for kind in _REPEATED:
            for block in list(tree.find_all(kind)):
                said = nodes.Const(sum(len(each.data) for each in block.find_all(nodes.TemplateData)))
                cast("Any", block).body.insert(0, nodes.Output([self.called("charge", nodes.Const(0), said)]))
        _replace_joins(tree, self)
        tree.set_environment(self)
        return tree

    def called(self, method: str, *arguments: nodes.Expr) -> nodes.Call:
        """Return the call of one of these methods within a template."""
        return nodes.Call(nodes.EnvironmentAttribute(method), list(arguments), [], None, None)


def refuse_too_many_tags(source: str) -> None:
    """Refuse a template before it is looked at if that would take long.

    Raises:
        TooMuchWorkError: there is too much text in its tags.
    """
    length = end = 0
    while (opening := _OPENING.search(source, end)) and (closing := _CLOSING.search(source, opening.end())):
        end = closing.end()
        length += end - opening.start()
        if length > MOST_IN_TAGS:
            raise TooMuchWorkError(f"its tags have more than {MOST_IN_TAGS:,} characters")


def _replace_joins(node: nodes.Node, environment: CountingEnvironment) -> None:
    """Let every ``~`` in a tree look at what it makes."""
    for name, value in node.iter_fields():
        if isinstance(value, nodes.Concat):
            setattr(node, name, environment.called("joined", *value.nodes))
        elif isinstance(value, list):
            value[:] = [environment.called("joined", *e.nodes) if isinstance(e, nodes.Concat) else e for e in value]
    for child in node.iter_child_nodes():
        _replace_joins(child, environment)


def _guarded(made: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return a filter that looks at what it is given first."""

    @wraps(made)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        _look_at((*args, *kwargs.values()), least=1)  # a width alone is enough for some
        if name == "format":
            _refuse_width(*args)
        return made(*args, **kwargs)

    return guarded


def _look_at(operands: Iterable[object], least: int = 0) -> None:
    """Refuse operands of which something far too large could be made.

    Raises:
        TooMuchWorkError: the two largest are too large together.
    """
    sizes = [0, 0]
    for each in operands:
        for one in each if isinstance(each, tuple) and len(each) < 100 else (each,):
            sizes.append(len(one) if isinstance(one, _HOLDERS) else abs(one) if isinstance(one, int) else 0)
    second, first = sorted(sizes)[-2:]
    if first * max(second, least) > MOST_AT_ONCE:
        raise _too_large()


def _refuse_width(*patterns: object) -> None:
    """Refuse texts that are filled in, if they ask for an enormous width; the texts of a plan may have any number.

    Raises:
        TooMuchWorkError: one does.
    """
    for each in patterns:
        if isinstance(each, str) and ("%" in each or "{" in each) and _WIDTH.search(each):
            raise _too_large()


def _bits_of(operator: str, left: object, right: object) -> int:
    """Return how many bits the whole number has, at most, that an operator makes of two others."""
    if not isinstance(left, int) or not isinstance(right, int):
        return 0
    return left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()


def _too_large() -> TooMuchWorkError:
    return TooMuchWorkError(f"it would make something of more than {MOST_AT_ONCE:,} characters at once")
