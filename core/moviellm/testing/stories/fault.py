"""One fault of a story."""

from __future__ import annotations

from typing import NamedTuple


class StoryFault(NamedTuple):
    """Something in a film that the ledger allows and that makes no sense to who watches it.

    Attributes:
        row: The kind of fault, in a few words.
        where: Id of the event, scene, frame, caption or question.
        said: What is wrong there.
    """

    row: str
    where: str
    said: str
