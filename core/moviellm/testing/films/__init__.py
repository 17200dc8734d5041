"""Whole small films for tests."""
