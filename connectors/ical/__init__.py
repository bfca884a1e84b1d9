"""Reads iCalendar (RFC 5545) as real calendars write it."""
