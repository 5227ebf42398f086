"""Bring in the plan that a council has today, from Word, Excel, PDF or CSV files, as a register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.documents.document import Document
from plan_workbook.bringing.documents.opening import read_content
from plan_workbook.bringing.documents.refusals import of_a_document
from plan_workbook.bringing.prose.listed import with_actions_proposed, with_actions_said
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.carried import carried
from plan_workbook.bringing.recognising.marked import not_there
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.bringing.telling.agreed import as_agreed
from plan_workbook.bringing.telling.mapping import MAPPING, questions_of, remarks_of
from plan_workbook.bringing.telling.mapping_file import mapping_workbook
from plan_workbook.bringing.telling.mapping_reading import read_mapping
from plan_workbook.bringing.telling.told import BROUGHT, HEADINGS, counts, lines, why_too_large
from plan_workbook.bringing.telling.unfollowed import unfollowed
from plan_workbook.errors import AnOutput, ARegister, InputError, NotAPlan, OutputError
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import AnyPath, backup_of, path_of, same_file
from plan_workbook.jobs.workbook_files import expanded
from plan_workbook.package import PackageError, Password, WorkbookFile
from plan_workbook.package.encryption import decrypted, is_encrypted
from plan_workbook.package.errors import naming
from plan_workbook.package.modes import mode_like
from plan_workbook.package.safety import read_bytes
from plan_workbook.package.write import refuse_unwritable, write_keeping
from plan_workbook.reading import read_plan
from plan_workbook.sources.links import resolved
from plan_workbook.values.paths import folder_named, given_path
from plan_workbook.values.text import in_brief, listed_in_part
from plan_workbook.writing.register_files import MoreTable, cells_that_run, files_there, write_register

_ZIP = b"PK"
"""How a Word document and an Excel workbook begin."""


class OpenedDocument(NamedTuple):
    """A document as it was opened."""

    file: WorkbookFile
    """Its bytes, decrypted and as they are on the disk."""
    document: Document


@dataclass(frozen=True)
class BroughtIn:
    """What was brought in, and where it was written."""

    brought: Brought
    register: Path
    mapping: Path
    """The mapping that was written: as it was followed, and what was proposed for the rest."""
    earlier: Path | None
    """The backup of an earlier mapping of that name that says something else."""
    in_clear: bool
    """Whether a document is encrypted and the register is not, because CSV files can't be."""
    runs: tuple[str, ...]
    """The cells of the CSV files that a spreadsheet would run as formulas, unless they were written safely."""
    kept: tuple[Path, ...] = ()
    """The backups of tables of an earlier register that were replaced and differ."""
    sealed_like: str = ""
    """The name of the document with whose password the mapping, and an xlsx register, are encrypted."""


def bring(
    files: AnyPath | Iterable[AnyPath],
    output: AnyPath,
    *,
    mapping: AnyPath | None = None,
    replace: bool = False,
    safe: bool = False,
    passwords: Passwords = None,
) -> BroughtIn:
    """Bring documents that are one plan in as a register, with a mapping next to it and what became of every cell.

    Args:
        files: the documents: ``.docx``, ``.xlsx``, ``.xlsm``, ``.pdf`` or ``.csv``; patterns such as ``*.docx`` too.
        output: the register to write, a folder or a file whose name ends in ``.xlsx``.
        mapping: a mapping that was written before and perhaps changed; it is followed to the letter.
        replace: replace an earlier register of that name, whose tables are kept as ``actions.bak.csv`` and so on, if
            they differ. An earlier mapping is kept next to it in any case.
        safe: put an apostrophe in front of cells of CSV files that a spreadsheet would run, as `export` does.
        passwords: the passwords of documents that are encrypted. An xlsx register and the mapping are encrypted with
            that of the first one.

    Raises:
        InputError: nothing in them can be read as a plan, or the mapping can't be followed; it says at which cell.
        OutputError: the register exists already, or it or the mapping can't be written there.
        PackageError: a file can't be read or written. Nothing was changed in any case.
    """
    paths = _named(files)
    output, given = given_path(output, "output"), path_of(mapping, "mapping")
    mapped = _where_mapped(output, given)
    _refuse_to_replace_inputs(output, mapped, paths, given)
    if not replace:
        _refuse_existing(output)
    answers = read_mapping(given, password_for(given, passwords)) if given else None
    brought, source = brought_from(paths, answers, passwords)
    account = MoreTable(BROUGHT, HEADINGS, tuple(line.record() for line in lines(brought)))
    proposed = mapping_workbook(brought, brought.followed)
    if mapped.parent.is_dir():  # otherwise it is made with the folder of the register
        refuse_unwritable(mapped)
    mode = mode_like(*paths, given)
    tables_kept = write_register(brought.register, output, source, safe=safe, more=(account,), mode=mode)
    backup = _free_backup(mapped)
    kept = write_keeping(mapped, source.sealed(proposed) if source else proposed, backup, mode)
    is_csv = output.is_dir()
    return BroughtIn(
        brought,
        output,
        mapped,
        backup if kept else None,
        in_clear=source is not None and is_csv,
        runs=cells_that_run(brought.register) if is_csv else (),
        kept=tables_kept,
        sealed_like=source.path.name if source else "",
    )


def _where_mapped(output: Path, given: Path | None) -> Path:
    """Return where the mapping is written: ``mapping.xlsx`` next to the register, or the one there that was given.

    If that one is of another register in the same folder, it is left alone, and this register's has its name:
    ``mapping-january.xlsx``.
    """
    mapped = output.parent / MAPPING
    if given is not None and same_file(given.parent, output.parent):
        return output.parent / given.name
    own = output.parent / f"{mapped.stem}-{output.stem if output.suffix == '.xlsx' else output.name}{mapped.suffix}"
    if own.exists() or (mapped.exists() and not files_there(output, (BROUGHT,))):
        return own
    return mapped


def _free_backup(mapped: Path) -> Path:
    """Return where an earlier mapping is kept: never where one is that says something else."""
    backup = first = backup_of(mapped)
    number = 1
    while mapped.is_file() and backup.is_file() and backup.read_bytes() != mapped.read_bytes():
        number += 1
        backup = first.with_name(f"{mapped.stem}.bak{number}{mapped.suffix}")
    return backup


def _named(files: AnyPath | Iterable[AnyPath]) -> list[Path]:
    """Return the files that are meant by names and patterns such as ``*.docx``, each once."""
    given = [given_path(each, "file") for each in ([files] if isinstance(files, str | Path) else files)]
    return list({resolved(path): path for each in given for path in expanded(each)}.values())


def brought_from(
    paths: Sequence[Path], answers: Answers | None = None, passwords: Passwords = None
) -> tuple[Brought, WorkbookFile | None]:
    """Return what documents that are one plan say, and the first of them that is encrypted, None if none is.

    Raises:
        InputError: nothing in them can be read as a plan, or one is a workbook of ours.
        PackageError: one can't be read.
    """
    opened = [_opened(path, password_for(path, passwords)) for path in paths]
    brought = _brought([each.document for each in opened], answers)
    return brought, next((each.file for each in opened if each.file.password is not None), None)


def _brought(documents: Sequence[Document], answers: Answers | None) -> Brought:
    """Do the three steps: documents have been read, tables are recognised, and the register is assembled."""
    answers = carried(answers, documents) if answers is not None else None
    documents = [arranged(with_actions_said(each, answers), answers) for each in documents]
    documents = [with_actions_proposed(each, answers) for each in documents]
    tables = recognise(documents, answers)
    brought = assemble(documents, tables, answers)
    if not any(counts(brought)) and not any(True for document in documents for _ in document.tables()):
        names = listed_in_part([document.file for document in documents])
        remarks = in_brief(" ".join(remark for document in documents for remark in document.remarks), 300)
        raise InputError(
            f"There is no table in {names}, so nothing can be read as a plan: give the report or tracker that has the "
            f"tables of actions and indicators. {remarks}".rstrip()
        )
    too_large = filter(None, (why_too_large(brought),))
    of_mapping = (
        *questions_of(answers, brought.tables),
        *not_there(documents, answers),
        *unfollowed(documents, answers),
    )
    told = (*brought.remarks, *remarks_of(answers, brought.tables))
    asked = brought._replace(questions=(*too_large, *brought.questions, *of_mapping), remarks=told, followed=answers)
    return as_agreed(asked, answers)


def _opened(path: Path, password: Password) -> OpenedDocument:
    with of_a_document(path.name or str(path)):
        stored = read_bytes(path)
    with naming(path.name):
        content, given = decrypted(stored, password) if is_encrypted(stored) else (stored, None)
    if content.startswith(_ZIP) and (why := _why_ours(content)):
        raise InputError(f"{path.name} is {why}")
    return OpenedDocument(WorkbookFile(path, content, stored, given), read_content(content, path.name))


def _why_ours(content: bytes) -> str:
    """Return what a workbook is if nothing about it has to be guessed, and what to do; empty if it is not one of ours.

    An edition has no sheets that leads fill in, and can be brought in like any report.
    """
    try:
        if not read_plan(content).recommendations:
            return ""
    except ARegister:
        return "a register already: give it to plan-workbook new --from."
    except AnOutput as error:
        return f"not a report or tracker, because {error.passed_over}: give the document or plan that it was made of."
    except (NotAPlan, PackageError):
        return ""
    return "a workbook of plan-workbook, so there is nothing to guess: plan-workbook export makes its register."


def _refuse_to_replace_inputs(output: Path, mapped: Path, documents: Sequence[Path], mapping: Path | None) -> None:
    """Refuse a register or mapping in place of what is to be read, even if what is there may be replaced.

    Raises:
        OutputError: the register would replace a document or the mapping, or the mapping a document.
    """
    if output == mapped:
        raise OutputError(f"{output} is where the mapping is written: choose another name for the register.")
    inputs = (*documents, *((mapping,) if mapping else ()))
    for written in files_there(output, (BROUGHT,)):
        if any(same_file(written, each) for each in inputs):
            raise OutputError(
                f"The register would replace {written.name}, which is to be read: choose another name for it."
            )
    if any(same_file(mapped, each) for each in documents):
        raise OutputError(
            f"{mapped} is to be read, and it is where the mapping is written: choose another folder for the register."
        )


def _refuse_existing(output: Path) -> None:
    """Refuse to replace an earlier register, before any work is done for it.

    Raises:
        OutputError: it exists already.
    """
    if there := files_there(output, (BROUGHT,)):
        what = (
            f"{output} already exists"
            if there == (output,)
            else f"{folder_named(output, first=True)} already holds {there[0].name}"
        )
        raise OutputError(f"{what}: choose another name, or add --force to replace it.")
