"""Questions: drafted from the ledger, proved by its viewers, and chosen in good measure."""
