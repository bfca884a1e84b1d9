"""Publishes: renders events as calendar, JSON and page, and switches releases."""
