"""Components for tests of the engine: real plugins, found by their metadata."""
