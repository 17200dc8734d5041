"""The command ``measure``: how alike a run's pictures are, frame to frame and face to face."""
