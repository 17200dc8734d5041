"""Drafts of questions, by what they ask about."""
