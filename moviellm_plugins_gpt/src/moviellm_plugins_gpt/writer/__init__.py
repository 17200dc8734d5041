"""The writers: story expanding in three levels, compiled to events that the ledger accepts."""
