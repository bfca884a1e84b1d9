"""Finds out which listings of different sources are one event."""
