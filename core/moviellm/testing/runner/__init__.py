"""The kit's own processes: examining a plugin and telling what came of it."""
