"""The sentences of errors in the words of somebody who calls a function: `previous` instead of --previous."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from multiprocessing import current_process
from typing import ParamSpec, TypeVar, get_args, get_type_hints

from plan_workbook.errors import PlanWorkbookError
from plan_workbook.patterns import pattern

P = ParamSpec("P")
R = TypeVar("R")

_CALLED_OTHERWISE = {
    "force": ("replace", "replace_periods"),
    "from": ("register",),
    "jobs": ("processes",),
    "min-severity": ("at_least",),
    "part-password-file": ("part_password", "part_passwords"),
    "password-file": ("passwords", "password"),
    "to-role": ("roles",),
    "with": ("including",),
}
"""Arguments that have another name than the option, by the option."""
_OPTION = pattern(r"""(plan-workbook\ [a-z-]+ (?:\ (?:"[^"]*"|--[a-z-]+))*) | (?<![\w-])--([a-z][a-z-]*)""", re.VERBOSE)
"""An option, or a whole command, whose options stay as they are."""


def speaking_python(name: str, function: Callable[P, R]) -> Callable[P, R]:
    """Return a function of the package under its public name; its errors name arguments where commands name options."""

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # whatever stops a script that a process of ours runs: that one is to be silent
            if getattr(current_process(), "_inheriting", False):
                from plan_workbook.jobs.processes import end_if_ours_and_only_running_a_script

                end_if_ours_and_only_running_a_script()
            if not isinstance(error, PlanWorkbookError):
                raise
            error.args = (naming_arguments(str(error), function),)
            raise

    called.__module__, called.__qualname__ = __package__, name  # where pickle finds it
    return called


def naming_arguments(said: str, function: Callable[..., object]) -> str:
    """Return a sentence with the arguments of a function in place of options; those that it has not got stay."""
    arguments = _arguments(function)

    def own(found: re.Match[str]) -> str:
        option = found[2]
        if option is None:
            return found[0]
        names = (option.replace("-", "_"), *_CALLED_OTHERWISE.get(option, ()))
        name = next((each for each in names if each in arguments), None)
        if name is None:
            return found[0]
        return f"`{name}=True`" if arguments[name] else f"`{name}`"

    return _OPTION.sub(own, said)


def _arguments(function: Callable[..., object]) -> dict[str, bool]:
    """Return the names of a function's arguments, and whether each is a switch that is off."""
    found: dict[str, bool] = {}
    for name, each in signature(function).parameters.items():
        if each.kind is Parameter.VAR_KEYWORD:
            (declared,) = get_args(get_type_hints(function)[name])
            found |= {key: hint is bool for key, hint in get_type_hints(declared).items()}
        else:
            found[name] = each.default is False
    return found
