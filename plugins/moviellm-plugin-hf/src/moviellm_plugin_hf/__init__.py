"""Films as a Hugging Face dataset: parquet or videos, a dataset card, Croissant."""
