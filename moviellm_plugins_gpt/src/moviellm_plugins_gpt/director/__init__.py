"""The directors: cameras and words by a model, depictions from the ledger."""
