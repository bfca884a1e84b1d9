"""docs/clients.md says what this run has found; the last of the checks, as its name sorts last."""

from __future__ import annotations

from tests.clients.client_table import FILE, Table, shape


def test_the_table_in_the_docs_is_that_of_this_run(table: Table) -> None:
    before = FILE.read_text("utf-8") if FILE.exists() else ""
    FILE.write_text(table.text(), "utf-8")
    assert shape(before) == shape(table.text()), f"{FILE} was out of date; look at it and commit it"
