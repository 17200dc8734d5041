"""One fault of a story."""

from __future__ import annotations

from typing import Literal, NamedTuple

StoryRow = Literal[
    "language", "found by who hid it", "small talk after a quarrel", "implied arrival",
    "fact untold", "names alike", "colour denied", "out of place", "dressed twice", "no reason",
    "cause untold", "another reason", "two reasons", "light runs backwards", "hands overfull",
    "hiding unseen", "people alike", "weather without a window", "face unlike the deed",
    "mood stays", "deed unseen", "turn unseen",
]  # fmt: skip
"""Every kind of fault, as in the table of the kit's page."""


class StoryFault(NamedTuple):
    """Something in a film that the ledger allows and that makes no sense to who watches it.

    Attributes:
        row: The kind of fault, in a few words.
        where: Id of the event, scene, frame, caption or question.
        said: What is wrong there.
    """

    row: StoryRow
    where: str
    said: str
