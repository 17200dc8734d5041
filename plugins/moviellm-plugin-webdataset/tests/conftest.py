"""Films in shards, exported and read."""

from __future__ import annotations

from container_exports import blobs, cli, export, many, many_films, program, read, studio

__all__ = ["blobs", "cli", "export", "many", "many_films", "program", "read", "studio"]
