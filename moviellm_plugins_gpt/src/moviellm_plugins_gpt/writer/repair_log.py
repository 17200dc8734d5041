"""What was changed in an answer that the model would not mend itself: counted, and told."""

from __future__ import annotations

from collections import Counter


class RepairLog:
    """The local repairs of one film.

    Attributes:
        counts: How many of each kind.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def note(self, kind: str, count: int = 1) -> None:
        """Count a repair."""
        if count:
            self.counts[kind] += count

    def __str__(self) -> str:
        return ", ".join(f"{kind} {count}" for kind, count in sorted(self.counts.items())) or "none"
