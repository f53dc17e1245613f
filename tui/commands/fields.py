"""`fields`: every field there is, by its path."""

from __future__ import annotations

from collections.abc import Iterator

import click

from store.field_values import Json
from store.paperwork.field import Field, Item
from store.paperwork.rows import RowsKind
from store.paperwork.tables import ITEMS, REVIEWS, TABLES, YEARS, Table
from tui.options import Options
from tui.printing import say, say_json


@click.command()
@click.option("--table", type=click.Choice(list(TABLES)), help="Those of one table alone.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def fields(options: Options, table: str | None, as_json: bool) -> None:
    """List the fields: of reviews and school years, or of another table."""
    tables = (TABLES[table],) if table else (REVIEWS, YEARS)
    lines = [line for of in tables for line in _of_table(of)]
    if as_json:
        say_json([*lines])
        return
    width = max(len(str(line["path"])) for line in lines)
    for line in lines:
        stage = line["stage"] or "-"
        say(f"{line['path']!s:<{width}}  {line['kind']!s:<7}  {stage}  {line['label']}")


def _of_table(table: Table) -> Iterator[dict[str, Json]]:
    begun: set[str] = set()
    for path, field in table.fields.items():
        item = path.rpartition(".")[0]
        if table is REVIEWS and item in ITEMS and item not in begun:
            begun.add(item)
            yield _of_item(ITEMS[item])
        yield _of_field(field, table)


def _of_field(field: Field[object], table: Table) -> dict[str, Json]:
    described: dict[str, Json] = {
        "path": field.path,
        "wording": field.wording,
        "kind": field.kind.name,
        "stage": field.stage,
        "owner": str(field.owner),
        "label": field.label,
        "table": table.name,
    }
    if isinstance(field.kind, RowsKind):
        described["columns"] = list[Json](field.kind.columns)
    return described


def _of_item(item: Item) -> dict[str, Json]:
    return {
        "path": item.path,
        "wording": item.wording,
        "kind": "item",
        "stage": item.state.stage,
        "owner": str(item.state.owner),
        "label": item.wording,
        "table": REVIEWS.name,
    }
