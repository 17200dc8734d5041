"""A writer that asks a model many things at once, for tests and the bench of the calls."""
