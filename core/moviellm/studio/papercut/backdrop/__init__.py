"""Backdrops: places as layers of paper, by their kind."""
