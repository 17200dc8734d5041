"""What the kit says: a contract that was broken, and the finding of each check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "broken", "hung", "died", "skipped", "not run"]

FAILED: frozenset[Outcome] = frozenset({"broken", "hung", "died"})


class ContractBroken(Exception):  # noqa: N818 - it reads as what happened
    """A component did something that the contract of its stage does not allow.

    Args:
        what: What it did, in one sentence.
        fix: What its author can do, in one sentence.
    """

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(f"{what}\n{fix}" if fix else what)
        self.what = what
        self.fix = fix


class NotApplicable(Exception):  # noqa: N818 - not an error
    """A check does not apply to this component; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check.

    Attributes:
        check: The check's name.
        outcome: ``broken``, ``hung`` and ``died`` are failures; ``not run`` follows from one.
        means: What the check holds.
        what: What was found instead, or why it was not run.
        fix: What the plugin's author can do.
    """

    check: str
    outcome: Outcome
    means: str
    what: str = ""
    fix: str = ""

    @property
    def failed(self) -> bool:
        return self.outcome in FAILED
