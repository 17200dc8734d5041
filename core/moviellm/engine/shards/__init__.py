"""Shards of a run, made on several machines: where they lie, and one run from all of them."""
