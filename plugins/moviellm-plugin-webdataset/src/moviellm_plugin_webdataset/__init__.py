"""Films as WebDataset shards: deterministic tars that streaming loaders read."""
