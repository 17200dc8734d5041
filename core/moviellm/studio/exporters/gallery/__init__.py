"""The exporter ``gallery``: a static site to look at films, opened from disk."""
