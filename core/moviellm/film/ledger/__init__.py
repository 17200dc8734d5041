"""The story's ledger, and whether a storyboard agrees with it."""
