"""Why somebody takes what is not theirs: a reason, a confession, an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Motive:
    """A reason to move a thing in secret.

    ``{they}``, ``{their}``, ``{s}``, ``{is}``, ``{has}`` speak of the one who has it; ``{owner}``
    and ``{thing}`` are the other's name and the thing with its article.

    Attributes:
        key: Its name.
        why: A clause after "because".
        wish: What the person wants, a verb phrase.
        confess: What they say when it comes out.
        answer: What the owner says to that.
        end: What becomes of the thing: kept by its owner, given away, or shared.
        dark: Whether it suits a dark film.
    """

    key: str
    why: str
    wish: str
    confess: str
    answer: str
    end: Literal["keep", "give", "share"]
    dark: bool = False


MOTIVES: tuple[Motive, ...] = (
    Motive("alone", "{they} {is} afraid that {owner} will go away with it", "never be alone again",
           "With {thing} you would have gone away. I did not want to be alone here.",
           "I would have come back. You only had to ask.", "share"),
    Motive("mother", "it once belonged to {their} mother", "have back what belongs to the family",
           "{Thing} was my mother's. I could not bear to see it in other hands.",
           "Then it is yours. You should have told me.", "give"),
    Motive("debt", "{they} {has} a debt to pay before the week is over", "be free of old debts",
           "I owe more than I can pay. I was going to sell {thing}.",
           "We will find the money together, and without selling anything.", "keep", True),
    Motive("envy", "nobody ever looks at what {they} {does}", "be seen for once",
           "Everybody always looks at you. For once I wanted to be the one who has something.",
           "I never knew. From now on it belongs to us both.", "share"),
    Motive("danger", "the last person who had it never came back", "keep everybody out of danger",
           "The last one who had {thing} never came back. I wanted to keep you here.",
           "Then we decide together what becomes of it.", "share", True),
    Motive("promise", "{they} once gave {their} word that nobody would find it",
           "keep an old promise",
           "I gave my word that nobody would ever find {thing}.",
           "A word is a word. But you could have trusted me with it.", "keep", True),
    Motive("alike", "{they} want{s} to copy it at night and bring it back",
           "learn what others know",
           "I only wanted to copy {thing} and bring it back before you noticed.",
           "Ask me, and I will sit beside you while you do.", "keep"),
    Motive("guard", "{they} {has} heard that somebody is coming to steal it",
           "keep safe what matters here",
           "I heard that a thief was on the way. The old hiding place was too easy.",
           "You were right to worry and wrong to be silent.", "keep"),
    Motive("test", "{they} want{s} to know how much it really means to {owner}",
           "know who can be trusted",
           "I wanted to see whether you love {thing} more than you trust me.",
           "Now you have seen both. Do not do it again.", "keep"),
    Motive("wrong", "{they} believe{s} that it was stolen once", "put an old wrong right",
           "{Thing} was stolen once, long ago. I wanted to bring it back to where it belongs.",
           "Then let us bring it back together.", "share", True),
    Motive("grief", "it makes {them} think of somebody who is gone", "forget what is gone",
           "Whenever I see {thing}, I think of somebody who is gone. I could not look at it.",
           "You should not have had to carry that alone.", "keep", True),
    Motive("gift", "{they} want{s} to have it made beautiful again, as a surprise",
           "make somebody happy",
           "It was to be a surprise. I wanted to have {thing} made beautiful again for you.",
           "I took you for a thief, and you were making me a gift.", "keep"),
)  # fmt: skip

WANTS = (
    "be of some use to others",
    "hear the truth for once",
    "see the world one day",
    "live in peace with everybody",
    "finish what others only start",
    "grow old among friends",
    "give good advice",
    "learn to keep a secret",
)
"""What those want who have no part in a plot of their own, as verb phrases."""

PARTINGS = (
    "somebody is waiting for {them} there",
    "there is work to be done there",
    "{they} {has} promised to be there",
    "{they} need{s} to think",
)
"""Why somebody leaves for another place, as clauses after "because"."""
