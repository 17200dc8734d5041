"""Films in shards, exported."""

from __future__ import annotations

from container_exports import blobs, cli, export, many, program, studio

__all__ = ["blobs", "cli", "export", "many", "program", "studio"]
