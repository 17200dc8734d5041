"""The captioners: facts of the ledger in other words, none added."""
