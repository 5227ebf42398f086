"""What all commands have in common: ``--quiet``, and an object for ``--format json`` even if they fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from plan_workbook.cli.console import be_quiet
from plan_workbook.errors import InputError, is_panic
from plan_workbook.values.paths import same_file


class InJson(Exception):  # noqa: N818 - no error of its own: it says how another one is to be told
    """An error, raised as its cause, that a command has to tell as JSON too."""

    def __init__(self, command: str) -> None:
        """Take the name of the command."""
        super().__init__(command)
        self.command = command


Quiet = Annotated[
    bool, typer.Option("--quiet", help="Print only what went wrong, and what --format json, csv or html prints.")
]


def with_quiet(command: Callable[..., None]) -> Callable[..., None]:
    """Return the function of a command with one option more."""

    @wraps(command)
    def quietly(*arguments: Any, quiet: bool = False, **options: Any) -> None:
        be_quiet(quiet)
        command(*arguments, **options)

    declared = signature(command, eval_str=True)
    option = Parameter("quiet", Parameter.KEYWORD_ONLY, default=False, annotation=Quiet)
    quietly.__annotations__ = {**command.__annotations__, "quiet": Quiet}
    vars(quietly)["__signature__"] = declared.replace(parameters=[*declared.parameters.values(), option])
    return quietly


class Command(TyperCommand):
    """A command whose errors are told as JSON if that is how it was asked to print."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            _refuse_given(self.params, ctx.params)
            return super().invoke(ctx)
        except BaseException as error:
            told = isinstance(error, Exception) and not isinstance(error, typer.Exit | typer.Abort | BrokenPipeError)
            if (told or is_panic(error)) and _wants_json(ctx.params):
                raise InJson(ctx.info_name) from error
            raise


_OUTPUTS = ("output", "report")
"""What the commands call what they write."""


def _refuse_given(declared: Sequence[Any], given: dict[str, Any]) -> None:
    """Refuse to write over a file that an option of the same command gives to be read: rules, a password, a template.

    Raises:
        InputError: it is one, in a sentence.
    """
    outputs = [path for name in _OUTPUTS if isinstance(path := given.get(name), Path) and path.is_file()]
    if not outputs:
        return
    for option in declared:
        value = given.get(option.name)
        for path in value if isinstance(value, list | tuple) else [value]:
            if option.name in _OUTPUTS or not option.opts[0].startswith("-") or not isinstance(path, Path):
                continue
            if any(same_file(path, output) for output in outputs):
                raise InputError(f"{path} is the file given as {option.opts[0]}: choose another name for the output.")


def _wants_json(options: dict[str, Any]) -> bool:
    """Tell whether JSON was asked for; the format that `gather` is asked for is that of the store."""
    wanted = options.get("report") if "store" in options else options.get("format")
    return "json" in (wanted if isinstance(wanted, list | tuple) else [wanted])
