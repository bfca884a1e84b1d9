"""Measurements: always as a ratio to a yardstick taken in the same run, since machines differ and drift."""
