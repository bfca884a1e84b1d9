"""Interprets what pages word: times, places, status, persons, addresses."""
