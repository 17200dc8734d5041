"""Exports of a run's finished films."""
