"""The commands in one command line, and every failure turned into one sentence and an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from plan_workbook import __version__
from plan_workbook.cli.console import Exit, print_json, say, tolerate_any_encoding
from plan_workbook.cli.reporting import Command, InJson, with_quiet
from plan_workbook.errors import ErrorsOpen, PlanWorkbookError, code_of
from plan_workbook.package import PackageError
from plan_workbook.package.write import files_written
from plan_workbook.values.paths import escaped_name
from plan_workbook.values.text import in_a_sentence, listed_in_part

if TYPE_CHECKING:
    from plan_workbook.contract.failed import Failed

COMMANDS = (
    "demo",
    "bring",
    "new",
    "validate",
    "status",
    "summarise",
    "publish",
    "email",
    "chase",
    "split",
    "collect",
    "compare",
    "rollover",
    "history",
    "room",
    "export",
    "gather",
    "region",
    "rules",
    "register-example",
    "templates",
    "help",
)
"""The commands in the order of the help. Each is a module of this package with ``command``, a function that typer makes
a command of, and ``EXAMPLE``, a line for its help."""


def module_of(command: str) -> ModuleType:
    """Return the module that declares a command."""
    return import_module(f"plan_workbook.cli.{command.replace('-', '_')}")


def _new_app(**settings: Any) -> typer.Typer:
    """Return an app with what all our help and messages have in common."""
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


@cache
def _command(name: str) -> Any:
    module = module_of(name)
    short = " ".join((module.command.__doc__ or "").partition("\n\n")[0].split())
    alone = _new_app()
    alone.command(name=name, cls=Command, short_help=short, epilog=f"Example: {module.EXAMPLE}")(
        with_quiet(module.command)
    )
    return get_command(alone)


class LazyCommands(TyperGroup):
    """Makes the command that is run, and no other: to make all takes as long as reading a workbook.

    A name that is unknown is compared with all of them, and the help lists them all.
    """

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None."""
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            self.commands[name] = _command(name)
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)


app = _new_app(
    name="plan-workbook",
    help="Improvement plans in Excel: make the workbook, check every cell, regenerate the Summary.",
    no_args_is_help=False,
    cls=LazyCommands,
)

INTERRUPTED = 130
"""The exit code that typer returns after Ctrl-C, without a message."""


def _version(wanted: bool) -> None:
    if wanted:
        say(f"plan-workbook {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Improvement plans in Excel: make the workbook, check every cell, regenerate the Summary."""


def run() -> None:
    """Run the command line and exit with its code."""
    tolerate_any_encoding()
    try:
        code = app(standalone_mode=False)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where it is reported if the output can't be written
    except BaseException as raised:  # the last line of defence: never a traceback
        error = raised.__cause__ if isinstance(raised, InJson) and raised.__cause__ else raised
        code = _code(error)
        sentence = _sentence(error)
        if sentence:
            with contextlib.suppress(OSError, ValueError):  # nobody reads it; the code still says what happened
                say(sentence, error=True)
                if isinstance(raised, InJson):
                    print_json(_failed(raised.command, error, sentence))
    sys.exit(code if isinstance(code, int) else Exit.OK)


def _failed(command: str, error: BaseException, sentence: str) -> Failed:
    """Return what a command prints as JSON that could not be carried out."""
    from plan_workbook.contract import format_of

    return {"format": format_of(command), "error": {"code": code_of(error), "message": sentence}}


def _code(error: BaseException) -> Exit:
    """Return the exit code for an error."""
    if _is_unread(error):
        return Exit.UNREAD
    if _is_stop(error):
        return Exit.STOPPED
    return Exit.FINDINGS if isinstance(error, ErrorsOpen) else Exit.FAILED


def _sentence(error: BaseException) -> str:
    """Return what to tell the user; empty if there is nothing that they do not know."""
    written = listed_in_part([path.name for path in files_written()])
    done = f"{written} {'was' if len(files_written()) == 1 else 'were'} written" if written else ""
    if _is_unread(error):
        return done and f"{done}, but the output was not read to its end."
    if _is_stop(error):
        return f"Stopped, after {done}." if done else "Stopped."
    if isinstance(error, PlanWorkbookError | PackageError):
        return in_a_sentence(str(error))
    if isinstance(error, typer.Abort):
        return "Stopped."
    if hasattr(error, "format_message"):  # a command line that can't be understood
        command = getattr(getattr(error, "ctx", None), "command_path", "plan-workbook")
        if error.format_message() == "Missing command.":
            return _NO_COMMAND
        said = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
        return f"{in_a_sentence(said)}: {command} --help shows how to use it."
    if isinstance(error, OSError) and _is_about_output(error):
        but = f"{done}, but the" if done else "The"
        do = "redirect it to a file"
        if error.errno == errno.ENOSPC:
            do = "make room on its disk, or redirect it to a file on another one"
        return f"{but} output could not be written ({error.strerror}): {do}."
    if isinstance(error, OSError) and error.filename is not None:  # a closed folder, a drive that went away
        but = f"{done}, but " if done else ""
        name = escaped_name(os.fsdecode(error.filename)) if not isinstance(error.filename, int) else "A file"
        return (
            f"{but}{name} can't be reached ({error.strerror}): check that you have permission to open it, and that its "
            "drive is connected."
        )
    if isinstance(error, MemoryError):
        return "There is not enough memory for this workbook: close other programs and try again."
    return _unforeseen(error)


_NO_COMMAND = (
    "No command was given: plan-workbook --help lists them, plan-workbook demo plays them on an example, and "
    "plan-workbook help has the documentation."
)


def _is_stop(error: BaseException) -> bool:
    """Tell whether somebody stopped the command, perhaps at a question."""
    return isinstance(error, KeyboardInterrupt) or (
        isinstance(error, typer.Abort) and isinstance(error.__context__, KeyboardInterrupt)
    )


def _is_unread(error: BaseException) -> bool:
    """Tell whether the program that read standard output has ended.

    typer and rich then exit with 1, which would mean that errors were found.
    """
    if isinstance(error, SystemExit) and error.__context__ is not None:
        error = error.__context__
    return isinstance(error, BrokenPipeError) and error.filename is None


def _is_about_output(error: OSError) -> bool:
    """Tell whether standard output could not be written; errors of files have names and their own messages."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF)


def _unforeseen(error: BaseException) -> str:
    """Return what to tell the user about an unexpected error, and write the details to a log."""
    from plan_workbook.jobs.error_log import error_log

    log = error_log(error)
    if log is None:
        return f"Unexpected error ({type(error).__name__}). Please report it, and say which command you ran."
    return f"Unexpected error. Please report it and attach {log}."
