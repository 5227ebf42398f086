"""What all commands have in common: ``--quiet``, and an object for ``--format json`` even if they fail."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from plan_workbook.cli.console import be_quiet
from plan_workbook.errors import is_panic

_QUIET = "quiet"


class InJson(Exception):  # noqa: N818 - no error of its own: it says how another one is to be told
    """An error, raised as its cause, that a command has to tell as JSON too."""

    def __init__(self, command: str) -> None:
        """Take the name of the command."""
        super().__init__(command)
        self.command = command


class Command(TyperCommand):
    """A command with ``--quiet``, whose errors are told as JSON if that is how it was asked to print."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Add the option to those of the command."""
        super().__init__(*arguments, **options)
        help_text = "Print only what went wrong, and what --format json, csv or html prints."
        quiet = TyperOption(
            param_decls=["--quiet", _QUIET], is_flag=True, default=False, required=False, help=help_text
        )
        self.params.append(quiet)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        be_quiet(bool(ctx.params.pop(_QUIET, False)))
        try:
            return super().invoke(ctx)
        except BaseException as error:
            told = isinstance(error, Exception) and not isinstance(error, typer.Exit | typer.Abort | BrokenPipeError)
            if (told or is_panic(error)) and _wants_json(ctx.params):
                raise InJson(ctx.info_name) from error
            raise


def _wants_json(options: dict[str, Any]) -> bool:
    """Tell whether JSON was asked for; the format that `gather` is asked for is that of the store."""
    wanted = options.get("report") if "store" in options else options.get("format")
    return "json" in (wanted if isinstance(wanted, list | tuple) else [wanted])
