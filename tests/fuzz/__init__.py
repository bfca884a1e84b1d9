"""Coverage-guided fuzzing: any bytes into each parser, the dates and the calendar reader."""
