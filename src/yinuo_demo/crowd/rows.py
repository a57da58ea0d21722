"""Rows of many cases, numbered in advance and written together by COPY in one transaction; no guard is switched off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models, transaction
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from yinuo.casefile.actions import written_number
from yinuo.people.encryption import SealedField

if TYPE_CHECKING:
    from django.db.models import Model

Row = TypeVar("Row", bound="Model")

AT_A_TIME = 2000
"""So many keys are drawn from a sequence at once."""

_as_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


class Keys:
    """Keys and running numbers, drawn from the sequences of the database in advance, so that rows can point to rows."""

    def __init__(self) -> None:
        self._drawn: dict[str, Iterator[int]] = {}

    def next_of(self, table: str) -> int:
        """A fresh key of a table."""
        return self._next(
            table, "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        )

    def written_number(self, prefix: str, *, year: int) -> str:
        """A fresh number as the case files, letters and ledger write it."""
        return written_number(
            prefix,
            year=year,
            number=self._next("casefile_number", "SELECT nextval(%s) FROM generate_series(1, %s)"),
        )

    def _next(self, name: str, draw: str) -> int:
        drawn = next(self._drawn.get(name, iter(())), None)
        if drawn is not None:
            return drawn
        with connection.cursor() as cursor:
            cursor.execute(draw, [name, AT_A_TIME])
            self._drawn[name] = iter([row[0] for row in cursor.fetchall()])
        return next(self._drawn[name])


class Batch:
    """Rows gathered until they are written, all or none."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._rows: dict[type[Model], list[Model]] = {}

    def add(self, row: Row) -> Row:
        """Give a row its key and keep it; it may still change until :meth:`write`."""
        if row.pk is None:
            row.pk = self.keys.next_of(row._meta.db_table)
        self._rows.setdefault(type(row), []).append(row)
        return row

    def write(self) -> int:
        """Write everything in one transaction; what the database refuses leaves nothing behind.

        Returns:
            How many rows.
        """
        with transaction.atomic():
            connection.ensure_connection()
            for model, rows in self._rows.items():
                _copy(model, rows)
        return sum(len(rows) for rows in self._rows.values())


def _copy(model: type[Model], rows: list[Model]) -> None:
    fields = model._meta.local_concrete_fields
    readers = [(field.attname, _writer(field)) for field in fields]
    columns = SQL(", ").join([Identifier(str(field.column)) for field in fields])
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(model._meta.db_table), columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([write(getattr(row, name)) for name, write in readers])


def _writer(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of a column goes out: sealed, as JSON, or as it is."""
    if isinstance(field, SealedField):
        return lambda value: field.get_db_prep_value(value, connection)
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else Jsonb(value, dumps=_as_json)
    return _plain


def _plain(value: Any) -> Any:
    return str.__str__(value) if isinstance(value, str) else value
