"""Mixing: what the mix of a film must be."""
