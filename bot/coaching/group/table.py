"""A plain table: what a chart is drawn from, and what is saved as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

Cell = bool | float | str | None  # Whole numbers are among the others, in types as in JSON.
"""None where there is nothing to tell."""


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column."""

    id: str
    label: str
    """Its heading, for people."""


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """One table, each row with a cell for each column."""

    id: str
    title: str
    about: str
    """How to read it, and what it does not say."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        ids = [column.id for column in self.columns]
        if len(set(ids)) < len(ids):
            raise ValueError(f'table "{self.id}" has two columns of the same id')
        if any(len(row) != len(ids) for row in self.rows):
            raise ValueError(f'table "{self.id}" has a row that does not fit its {len(ids)} columns')

    def column(self, id: str) -> tuple[Cell, ...]:
        """The cells of one column, from top to bottom. Raises KeyError if there is no such column."""
        for place, column in enumerate(self.columns):
            if column.id == id:
                return tuple(row[place] for row in self.rows)
        raise KeyError(id)


def table(
    id: str, title: str, about: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Cell, ...]]
) -> Table:
    """A table whose columns are given as pairs of id and heading."""
    return Table(id, title, about, tuple(Column(*column) for column in columns), tuple(rows))
