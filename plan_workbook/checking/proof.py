"""Schemas that prove each time that they are obeyed.

pandera can be told to check nothing, or only the types of columns: by the environment, by another program in the same
process, or by a later version with other defaults. Every plan would then pass. So each validation says what it wants of
pandera, and looks for a failure that it planted itself: if pandera does not report that one, nothing it says counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Self

import pandera.polars as pa
import polars as pl
from pandera.backends.polars.components import ColumnBackend
from pandera.backends.polars.container import DataFrameSchemaBackend
from pandera.config import ValidationDepth, config_context
from pandera.errors import FailureCaseMetadata, SchemaError, SchemaErrors

from plan_workbook.errors import NotChecked

NO_COLUMN = "no-column-of-the-table"
"""The name of the check that fails if a frame has none of the table's columns."""
PLANTED = "planted-failure"
"""The name of the check that fails in the last row of every frame."""


def _all_but_the_last(data: pa.PolarsData) -> pl.LazyFrame:
    return data.lazyframe.select(pl.int_range(pl.len()) + 1 < pl.len())


_PLANTED_CHECK = pa.Check(_all_but_the_last, name=PLANTED, error=PLANTED)


class _NoTable:
    """Goes before pandera's own way of validating, which makes a table of failure cases that takes it as long again.

    `ProvenSchema.validate` makes one of everything that failed; whoever asks `ProvenSchema.found_in` reads the errors.
    """

    def failure_cases_metadata(self, schema_name: str, schema_errors: list[SchemaError]) -> FailureCaseMetadata:
        return FailureCaseMetadata(None, {}, {})


class _OneColumn(_NoTable, ColumnBackend):
    pass


class _AllColumns(_NoTable, DataFrameSchemaBackend):
    pass


class ProvenColumn(pa.Column):
    """A column of a `ProvenSchema`, which pandera would copy with everything in it to change one setting of its own."""

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        """Return a copy that shares its checks, which nobody changes."""
        return copy(self)

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Return the way in which a column is validated."""
        return _OneColumn()


class ProvenSchema(pa.DataFrameSchema):
    """A schema that validates whatever pandera's settings are, and never passes a frame that was not checked."""

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Return pandera's own way of validating, which it keeps under the name of its own class."""
        return pa.DataFrameSchema.get_backend(check_obj, check_type)

    def validate(
        self,
        check_obj: Any,
        head: int | None = None,
        tail: int | None = None,
        sample: int | None = None,
        random_state: int | None = None,
        lazy: bool = False,
        inplace: bool = False,
    ) -> Any:
        """Validate a frame as `pandera.polars.DataFrameSchema.validate` does; of a lazy frame, the rows as well.

        Raises:
            SchemaErrors, SchemaError: the frame does not pass; the second unless `lazy`.
            NotChecked: pandera did not report the planted failure.
        """
        found = self.found_in(check_obj, head=head, tail=tail, sample=sample, random_state=random_state)
        if found is None:
            return check_obj
        errors = [error for error in found.schema_errors if _name(error.check) != PLANTED]
        if errors:
            raise SchemaErrors(self, errors, found.data) if lazy else errors[0]
        return found.data

    def found_in(self, frame: Any, passed: Sequence[pa.Check] = (), **options: Any) -> SchemaErrors | None:
        """Return what a frame fails, always with the planted failure; None if it has no rows and passes.

        The errors are without pandera's table of failure cases.

        Args:
            frame: the rows.
            passed: checks that are known to pass in every row. To ask pandera for each takes five times as long as all
                else that it does; nor is it asked for a column of the right type of which no check is left.
            options: as `validate` has them.

        Raises:
            NotChecked: pandera did not report the planted failure.
        """
        dtypes = frame.collect_schema()
        key = next((key for key in self.columns if key in dtypes), None)
        rows = len(frame) if isinstance(frame, pl.DataFrame) else frame.select(pl.len()).collect().item()
        proof = copy(self)
        proof.__class__ = _Proof
        proof.columns = _to_ask(self.columns, passed, dtypes)
        if key is not None and rows:
            proof.columns[key] = copy(self.columns[key])
            proof.columns[key].checks = [*_to_run(self.columns[key], passed), _PLANTED_CHECK]
        found: SchemaErrors | None = None
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            try:
                super(ProvenSchema, proof).validate(frame, lazy=True, **options)
            except SchemaErrors as errors:
                found = errors
                for each in (errors, *errors.schema_errors):
                    each.__traceback__ = None  # through which it holds all frames, until Python looks for cycles
        reported = {_name(error.check) for error in found.schema_errors} if found else set()
        if (rows or key is None) and reported.isdisjoint({PLANTED, NO_COLUMN}):
            raise NotChecked(str(self.name))
        return found


class _Proof(ProvenSchema):
    """One validation's copy of a schema."""

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        return _AllColumns()


def _to_ask(columns: Mapping[str, pa.Column], passed: Sequence[pa.Check], dtypes: pl.Schema) -> dict[str, pa.Column]:
    """Return the columns that pandera has something to say about, without the checks that passed."""
    asked: dict[str, pa.Column] = {}
    for key, column in columns.items():
        left = _to_run(column, passed)
        if passed and not left and dtypes.get(key) == column.dtype.type:
            continue
        asked[key] = copy(column)
        asked[key].checks = left
    return asked


def _to_run(column: pa.Column, passed: Sequence[pa.Check]) -> list[pa.Check]:
    """Return the checks of a column without those. To pandera, checks are equal if they look alike."""
    gone = {id(check) for check in passed}
    return [check for check in column.checks if id(check) not in gone]


def _name(check: object) -> object:
    return getattr(check, "error", check)
