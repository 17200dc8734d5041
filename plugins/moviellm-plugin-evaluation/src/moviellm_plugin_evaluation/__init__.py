"""Held-out films as benchmarks, and a judge of long answers about them."""
