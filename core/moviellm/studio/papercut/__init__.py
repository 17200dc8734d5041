"""The studio's painter: layered cut-paper scenes, drawn literally from what a slate says."""
