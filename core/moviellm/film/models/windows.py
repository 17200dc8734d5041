"""Which kinds of place with a roof have no window, so that nobody in them sees the weather."""

from __future__ import annotations

NO_WINDOWS = frozenset({
    "cellar", "vault", "dungeon", "basement", "crypt", "sewer", "tomb", "bank",
    "cave", "mine", "grotto", "tunnel", "cavern",
    "theatre", "theater", "stage", "concert", "opera", "cinema", "movie", "circus", "club",
    "arena", "ring",
    "chapel", "church", "temple", "cathedral", "monastery", "mosque", "shrine",
    "gallery", "museum", "exhibition", "auction", "aquarium", "oceanarium", "garage",
    "spaceship", "space", "control", "cockpit", "submarine", "bunker", "bridge", "server",
})  # fmt: skip
"""Words of the kind of such a place. What looks out into space or the sea sees no weather either.

Painters that choose by kind draw no window there: those of the studio hold to this by a test.
"""


def has_windows(kind: str) -> bool:
    """Whether a place of a kind looks out on the sky, if it has a roof."""
    words = kind.lower().replace("-", " ").split()
    return NO_WINDOWS.isdisjoint(words) and NO_WINDOWS.isdisjoint(w.rstrip("s") for w in words)
