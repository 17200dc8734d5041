"""One exporter a trainer: its row, its media, its registry."""
