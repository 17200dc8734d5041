"""From a slate to what a text encoder reads: wording, weights, windows of tokens, embeddings."""
