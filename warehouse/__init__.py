"""Remembers: pages, listings, events and their ids, in one DuckDB file."""
