"""A film's people, things and events in English."""
