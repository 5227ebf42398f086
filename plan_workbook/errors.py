"""What can go wrong outside a plan's own content.

    PlanWorkbookError
    |-- NotAPlan          the workbook can be opened, but is no improvement plan
    |   `-- AnEdition     it is what was published of one
    |-- RegisterError     the register can't become a workbook
    |-- InputError        what a command needs besides the workbook is missing or unreadable
    |-- OutputError       what was asked for can't be written there
    |-- ErrorsOpen        it has errors, and what may leave the house must have none
    |-- MailError         the mail server can't be reached, or does not take the message
    |   `-- FateUnknown   it may or may not have taken the message
    `-- UnknownRule       no rule of that name

What is wrong with the file itself (damaged, protected, locked) is ``plan_workbook.package.PackageError``.
Each message is a sentence or two: what happened, where, and what to do next.
"""


class PlanWorkbookError(Exception):
    """The command could not be carried out; the text says why and what to do."""


class NotAPlan(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """The workbook is readable, but nothing in it is an improvement plan."""


class AnEdition(NotAPlan):
    """The workbook is an edition that was published: there is nothing to fill in or check in it."""


class RegisterError(PlanWorkbookError):
    """The register is missing, unreadable, or contradicts itself."""


class InputError(PlanWorkbookError):
    """What the command needs besides the workbook, such as a password, is missing or can't be read."""


class OutputError(PlanWorkbookError):
    """The output can't be written there."""


class MailError(PlanWorkbookError):
    """A message could not be handed to the mail server; the text says whether it may have arrived all the same."""


class FateUnknown(MailError):  # noqa: N818 - named as the user would say it
    """The connection was lost when the server may have had the message and had not said so."""


class UnknownRule(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """No rule has that name."""


class ErrorsOpen(PlanWorkbookError):  # noqa: N818 - named as the user would say it
    """Errors are open in a workbook that was to be published; `errors` says how many."""

    def __init__(self, workbook: str, errors: int) -> None:
        """Say it of the workbook of that name."""
        are = "1 error is" if errors == 1 else f"{errors} errors are"
        super().__init__(
            f'{are} open in {workbook}, so nothing was published: plan-workbook validate "{workbook}" lists them; put '
            "them right, or add --draft to publish it marked as a draft."
        )
        self.errors = errors
