"""Furniture: what the spots of a place look like."""
