"""The pipeline file: which films, by which components, within which limits."""
