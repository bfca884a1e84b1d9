"""Reads the outside world: fetches partners' pages and turns them into listings."""
