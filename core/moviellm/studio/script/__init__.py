"""The captioner `script`: captions and questions from the ledger."""
