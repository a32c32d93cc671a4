"""Rows for any table, told by the database itself what its columns are: two in each, parents before children."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

ROWS = 2
INSTANT = dt.datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=dt.UTC)  # the hour that the clocks show twice
WORDS = "Gŵyl y Môr “2026” – 100 % 🌊"


def reflected(connection: sa.Connection) -> sa.MetaData:
    """The tables as they stand, but for Alembic's own."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    if (own := metadata.tables.get("alembic_version")) is not None:
        metadata.remove(own)
    return metadata


def fill(connection: sa.Connection) -> None:
    """Put rows where there are none."""
    for table in reflected(connection).sorted_tables:
        if connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0:
            for number in range(1, ROWS + 1):
                connection.execute(table.insert().values(row_of(connection, table, number)))


def row_of(connection: sa.Connection, table: sa.Table, number: int) -> dict[str, Any]:
    row = {column.name: value_of(column, number) for column in table.columns}
    for constraint in table.foreign_key_constraints:
        parent = constraint.referred_table
        if parent is table:
            row |= dict.fromkeys(constraint.column_keys, None)
            continue
        order = list(parent.primary_key.columns)
        found = (
            connection.execute(sa.select(parent).order_by(*order).offset(number - 1).limit(1))
            .mappings()
            .one()
        )
        row |= {element.parent.name: found[element.column.name] for element in constraint.elements}
    return row


def value_of(column: sa.Column[Any], number: int) -> Any:
    """By its type; anything else is text. No two rows have the same where it matters: in numbers, days and texts."""
    kind = column.type
    for of, value in (
        (sa.Boolean, number % 2 == 0),
        (sa.Integer, number),
        (sa.Numeric, number),
        (sa.DateTime, _instant(kind, number)),
        (sa.Date, INSTANT.date() + dt.timedelta(days=number)),
        (sa.LargeBinary, bytes([0, number, 255])),
        (sa.JSON, {"en": WORDS, "cy": None, "number": number}),
    ):
        if isinstance(kind, of):
            return value
    return f"{column.name} {number} {WORDS}"[: getattr(kind, "length", None)]


def _instant(kind: object, number: int) -> dt.datetime:
    instant = INSTANT + dt.timedelta(days=number)
    return instant if getattr(kind, "timezone", False) else instant.replace(tzinfo=None)


def contents(connection: sa.Connection) -> dict[str, dict[str, list[Any]]]:
    """table → column → its values, in the order of the primary key."""
    found = {}
    for table in reflected(connection).sorted_tables:
        rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings().all()
        found[table.name] = {column.name: [row[column.name] for row in rows] for column in table.columns}
    return found
