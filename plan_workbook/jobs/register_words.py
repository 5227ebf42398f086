"""What councils call the columns of a register, for the sentence that refuses one."""

from __future__ import annotations

from collections.abc import Collection


def usual_name(table: str, heading: str, lacking: Collection[str] = ()) -> str | None:
    """Return the heading of a register's table that another one probably means, such as Action for Activity.

    Those that the table lacks come first. None if the words that `bring` knows do not say so.
    """
    from plan_workbook.bringing.recognising.wording import words_of  # loads what reads documents: only to refuse
    from plan_workbook.bringing.recognising.words import TABLES, WORDS

    given = words_of(heading)
    of_table = [each for kind, name in TABLES.items() if name == table for each in WORDS[kind]]
    surely = [each.field for each in of_table if given in map(words_of, each.words)]
    perhaps = [each.field for each in of_table if given in map(words_of, each.vague)]
    return next((each for each in (*surely, *perhaps) if each in lacking), next(iter((*surely, *perhaps)), None))
