"""The way into the command: ready to be stopped before anything is loaded that takes time, and gone at once at the end.

What the environment says to the libraries is taken away first. Such settings are for their developers: some turn checks
off, some stop the process, and one lets a register's XML call on other files.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_OF_LIBRARIES = (
    "PANDERA_",
    "POLARS_",
    "RAYON_",
    "RUST_",
    "OPENPYXL_",
    "RAPIDFUZZ_",
    "TYPER_",
    "_TYPER_",
    "_PLAN_WORKBOOK_",
)
"""How the names of environment variables begin that change what a library does."""
_LEAST_COLUMNS = 20
"""Of a terminal said to be narrower, rich would show nothing."""
STOPPED, FAILED = 130, 2
"""The exit codes after Ctrl-C, and if the command can't even be loaded."""
_asked: list[int] = []
"""The signals by which other programs asked this one to end."""


def main() -> None:
    """Run the command line and exit at once: unloading the libraries would take as long as loading some of them."""
    code: object = FAILED
    try:
        _settle()
        from plan_workbook.cli.main import run  # loads what takes time, so it is done where Ctrl-C is expected

        run()
    except SystemExit as left:
        code = left.code
    except KeyboardInterrupt:
        code = STOPPED
        _say("Stopped.")
    except BaseException as error:
        _say(f"plan-workbook could not be loaded ({type(error).__name__}): install it again.")
    if code == STOPPED and _asked:
        code = 128 + _asked[0]
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # nobody reads it any more; if that matters, it has been said
            continue
    os._exit(code if isinstance(code, int) else FAILED)


def _settle() -> None:
    """Make this process independent of its surroundings, and let it clean up when it is asked to end."""
    import logging
    import signal
    import warnings

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # a second request must not stop the cleaning up after the first
        _asked.append(number)
        raise KeyboardInterrupt  # what is done after Ctrl-C is what has to be done

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)
    for name in [each for each in os.environ if each.upper().startswith(_OF_LIBRARIES)]:
        del os.environ[name]
    # The frames of a plan are small: to share them out among threads takes a quarter longer than to check them in one.
    os.environ["POLARS_MAX_THREADS"] = "1"
    columns = os.environ.get("COLUMNS", "")
    if not (columns.isdecimal() and _LEAST_COLUMNS <= int(columns) < 1000):
        os.environ.pop("COLUMNS", None)
    # Users can do nothing about what libraries warn developers of.
    warnings.simplefilter("ignore")
    warnings.showwarning = lambda *_, **__: None
    sys.unraisablehook = lambda _: None
    logging.getLogger().addHandler(logging.NullHandler())  # without a handler, logging would print it
    if os.name == "posix" and sys.stderr is not None:
        _keep_for_ourselves(sys.stderr)


def _keep_for_ourselves(stream: TextIO) -> None:
    """Give our own sentences the standard error, and what is not written in Python nothing.

    Libraries written in C and Rust print there what went wrong in them, before we can say it in a sentence.
    """
    ours = os.dup(stream.fileno())
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)
    # It stays open as long as the process; pathlib opens no number of a file.
    sys.stderr = open(ours, "w", buffering=1, encoding=stream.encoding, errors=stream.errors)  # noqa: PTH123, SIM115


def _say(text: str) -> None:
    try:
        sys.stderr.write(f"{text}\n")
    except (OSError, ValueError, AttributeError):  # there is nowhere to say it
        return
