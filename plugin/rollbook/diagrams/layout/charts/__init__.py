"""Charts: timetables on a time axis."""
