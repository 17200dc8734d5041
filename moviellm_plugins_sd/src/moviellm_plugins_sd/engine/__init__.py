"""The shared engine: from a checkpoint and slates to pictures."""
