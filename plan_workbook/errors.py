"""Errors that are not findings about a plan's content.

    PlanWorkbookError
    |-- NotAPlan          the workbook can be opened, but is not an improvement plan
    |   |-- AnEdition     it is a published edition of one
    |   |-- ARegister     it is a register, from which one can be made
    |   `-- AnOutput      a command made it of plans or documents
    |-- RegisterError     the register can't be turned into a workbook
    |   `-- NotARegister  it is a workbook of another kind
    |-- InputError        something else that a command needs is missing or unreadable
    |   |-- RulesError    there is a mistake in rules of your own
    |   |-- NextMonthNotOpened  the workbook has errors, so rollover waits until they are put right
    |   `-- PasswordNeeded  a workbook has a password, and there is nobody to ask for it
    |-- OutputError       the output can't be written
    |-- ErrorsOpen        the workbook has errors, so it can't be published
    |-- MailError         the mail server can't be reached, or refuses the message
    |   `-- FateUnknown   it may or may not have accepted the message
    |-- NotChecked        the checks did not find a failure that was planted for them, so no plan was checked
    |-- UnknownRule       there is no rule with that name
    `-- UnknownColumn     the plan has no column of your own with that heading

Problems with the file itself (damaged, protected, locked) are ``plan_workbook.package.PackageError``.
Each message is a sentence or two: what happened, where, and what to do next. Programs know an error by its class, as
`code_of` writes it, so the name of a class is part of the contract with them.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path


class PlanWorkbookError(Exception):
    """The command could not be carried out; the message says why and what to do."""

    def __init__(self, said: str = "") -> None:
        """Take the message; a character that can't be printed, in a name or text that it quotes, becomes a space."""
        super().__init__("".join(each if each.isprintable() else " " for each in said))


class NotAPlan(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """The workbook can be read, but it does not contain an improvement plan."""

    passed_over = ""
    """Why it is passed over among other workbooks, after its name; empty if it is named as one that can't be read."""


class AnEdition(NotAPlan):
    """The workbook is a published edition, in which there is nothing to fill in or check."""

    passed_over = "it is a published edition"


class ARegister(NotAPlan):
    """The workbook is a register: plain tables from which a workbook can be made."""

    passed_over = "it is a register"


class AnOutput(NotAPlan):
    """The workbook was made by a command of plans or documents, such as typed tables, and is not a plan itself."""


class RegisterError(PlanWorkbookError):
    """The register is missing, unreadable, or contradicts itself."""


class NotARegister(RegisterError):  # noqa: N818 - named as the user would say it
    """The workbook can be read, but it is not a register."""


class InputError(PlanWorkbookError):
    """Something that the command needs apart from the workbook, such as a password, is missing or can't be read."""


class RulesError(InputError):
    """Rules of your own can't be read, or one of them can't be judged.

    `why` is the message without what to do, if a rule failed on a plan; other plans can be checked all the same.
    """

    why = ""


class PasswordNeeded(InputError):  # noqa: N818 - named as the user would say it
    """A workbook is protected with a password, and there is no terminal to ask for it."""


class NextMonthNotOpened(InputError):  # noqa: N818 - named as the user would say it
    """A workbook still has errors, so `rollover` did not open the next month from it."""


class OutputError(PlanWorkbookError):
    """The output can't be written."""


class MailError(PlanWorkbookError):
    """A message could not be handed to the mail server; the text says whether it may have arrived anyway."""


class FateUnknown(MailError):  # noqa: N818 - named as the user would say it
    """The server was given the message, and what it said, if anything, is not a clear yes or no."""


class NotChecked(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """A schema did not report the failure that was planted in it, or broke down, so a plan must not pass it."""

    def __init__(self, schema: str, broken: str = "") -> None:
        """Build the message for the schema of that name, and for what a library said when it broke down."""
        if broken:
            said = (
                f"Polars, a library that the checks need, stopped ({broken}): look for a variable of the environment "
                "that begins with POLARS_, remove it, and start the program again."
            )
        else:
            said = (
                f"a mistake that was planted to test the checks was not found ({schema}). Another program has turned "
                "off or replaced pandera, the library that makes them: install plan-workbook again, in an environment "
                "of its own."
            )
        super().__init__(f"Nothing was checked, because {said}")


UNEXPECTED, STOPPED, NOT_OPENED, PART = "unexpected", "stopped", "not-opened", "a-part"
OUT_OF_MEMORY, OUT_OF_REACH = "out-of-memory", "out-of-reach"
OTHER_CODES = {
    PART: "The workbook is a part of a plan, made by split.",
    NOT_OPENED: "A file or folder that may hold a plan, and was not opened because of what it is.",
    STOPPED: "The process that read it was stopped from outside.",
    OUT_OF_MEMORY: "There is not enough memory.",
    OUT_OF_REACH: "The system says that a file, folder or drive can't be reached.",
    UNEXPECTED: "An error that nobody has foreseen; the message names the log.",
}
"""The codes that no class of ours has, with what they mean."""


def code_of(error: BaseException) -> str:
    """Return the word by which programs know an error: ``file-missing`` for `FileMissing`."""
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    if isinstance(error, OSError):
        return OUT_OF_REACH
    return code_of_kind(type(error)) if type(error).__module__.startswith("plan_workbook.") else UNEXPECTED


def code_of_kind(kind: type[BaseException]) -> str:
    """Return the word for a class of errors of ours, which is made of its name."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", kind.__name__.removesuffix("Error")).lower()


def is_panic(error: BaseException) -> bool:
    """Tell whether a library written in Rust broke down: it raises an error of its own, which is not an `Exception`."""
    return type(error).__name__ == "PanicException"


RULE_OF_YOUR_OWN = "If it is a rule of your own, name its file with --rules, or install its package."
"""What may be the matter with a rule that nobody knows."""


class UnknownRule(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """There is no rule with that name."""


class UnknownColumn(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """The plan has no column of your own with that heading."""


def installing(extra: str) -> str:
    """Return the command that adds the libraries of an extra to this installation, which is often not `python`'s.

    Another Python's pip would look for the whole program on the internet.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python"
    return f'{python} -m pip install "plan-workbook[{extra}]"'


_MOST_NAMED = 4
"""Workbooks that are named in a command to copy; more are a line that nobody copies."""


_rules: tuple[Path, ...] = ()


def name_rules(files: Iterable[Path]) -> None:
    """Take the files of rules that are in force in this process, for commands to copy."""
    global _rules
    _rules = tuple(files)


def validating(*workbooks: object, previous: object = None) -> str:
    """Return the command that lists what was found: by the same rules, and compared with the same workbook."""
    here = Path.cwd() if _rules else Path()
    rules = "".join(f' --rules "{each.relative_to(here) if each.is_relative_to(here) else each}"' for each in _rules)
    named = "".join(f' "{each}"' for each in workbooks) if len(workbooks) <= _MOST_NAMED else " with the same names"
    return f"plan-workbook validate{named}" + (f' --previous "{previous}"' if previous else "") + rules


class ErrorsOpen(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """A workbook that was to be published still has errors; `errors` is the number of them."""

    def __init__(self, workbook: str, errors: int, previous: object = None) -> None:
        """Build the message for the workbook with that name, compared with that one of last month."""
        are, them = ("1 error is", "it") if errors == 1 else (f"{errors} errors are", "them")
        super().__init__(
            f"{are} open in {workbook}, so nothing was published: {validating(workbook, previous=previous)} lists "
            f"{them}; put {them} right, or add --draft to publish the plan marked as a draft."
        )
        self.errors = errors
