"""German (and mixed English) dates: from a wording to the days and times that are meant."""

from connectors.dates.moments import read_moment
from connectors.dates.reader import OPEN_DAYS, read_dates
from connectors.dates.result import Dates, Span

__all__ = ["OPEN_DAYS", "Dates", "Span", "read_dates", "read_moment"]
