"""The journal: what the run has made, asked and spent, in one SQLite file."""
