"""Who plays which part in a plot, and where."""

from __future__ import annotations

from dataclasses import dataclass

from moviellm.studio.fable.lexicon.motives import Motive


@dataclass(frozen=True, slots=True)
class Roles:
    """The parts of one plot.

    Attributes:
        owner: Who has or wants the thing.
        mover: Who acts behind the owner's back.
        witness: A third person; None in a cast of two.
        home: The place of the plot.
        away: Another place; equal to `home` in a film of one place.
        far: A third place; equal to `away` where there are only two.
        motive: Why the mover does it.
        ending: ``won``, ``lost`` or ``changed``.
    """

    owner: str
    mover: str
    witness: str | None
    home: str
    away: str
    far: str
    motive: Motive
    ending: str = "won"
