"""The commands in one command line, and every failure turned into one sentence and an exit code."""

from __future__ import annotations

import contextlib
import errno
import sys
from typing import Annotated

import typer

from plan_workbook import __version__
from plan_workbook.cli import chase, demo, email, export, new, publish, rules, status, summarise, validate
from plan_workbook.cli.console import Exit, say, tolerate_any_encoding
from plan_workbook.errors import ErrorsOpen, PlanWorkbookError
from plan_workbook.package import PackageError
from plan_workbook.package.write import files_written
from plan_workbook.values.text import in_a_sentence, listed_in_part

app = typer.Typer(
    name="plan-workbook",
    help="Improvement plans in Excel: make the workbook, check every cell, regenerate the Summary.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = {
    module.NAME: module for module in (demo, new, validate, status, summarise, publish, email, chase, export, rules)
}
"""The commands by name, in the order of the help."""
for _module in COMMANDS.values():
    _short = " ".join((_module.command.__doc__ or "").partition("\n\n")[0].split())
    app.command(name=_module.NAME, short_help=_short, epilog=f"Example: {_module.EXAMPLE}")(_module.command)

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
    except BaseException as error:  # the last line of defence: never a traceback
        code = _code(error)
        sentence = _sentence(error)
        if sentence:
            with contextlib.suppress(OSError, ValueError):  # nobody reads it; the code still says what happened
                say(sentence, error=True)
    sys.exit(code if isinstance(code, int) else Exit.OK)


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
        said = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
        return f"{in_a_sentence(said)}: {command} --help shows how to use it."
    if isinstance(error, OSError) and _is_about_output(error):
        but = f"{done}, but the" if done else "The"
        return f"{but} output could not be written ({error.strerror}): redirect it to a file."
    if isinstance(error, MemoryError):
        return "There is not enough memory for this workbook: close other programs and try again."
    return _unforeseen(error)


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
