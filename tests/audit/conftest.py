"""Datasets whose answers are fair by construction, or given away by one rule."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from moviellm.audit import Audit, AuditItem, audit_items

THINGS = ("The map.", "The key.", "The lamp.", "The old violin.", "The bread.", "The red coat.")
Choose = Callable[[list[str], random.Random], int]


def items_with(
    choose: Choose, *, options: Callable[[random.Random], list[str]], families: int = 40
):
    """Ten questions a family with four options each, of which `choose` says the right one."""
    dice = random.Random(5)
    made = []
    for family in range(families):
        for number in range(10):
            offered = options(dice)
            made.append(
                AuditItem(
                    id=f"v{family}/{number}", film=f"v{family}", family=f"v{family}", kind="what",
                    template="what is held", question="What does she hold?",
                    options=tuple(offered), answer=choose(offered, dice),
                )
            )  # fmt: skip
    return made


def things(dice: random.Random) -> list[str]:
    return dice.sample(THINGS, 4)


def times(dice: random.Random) -> list[str]:
    return [f"At {second // 60:02}:{second % 60:02}." for second in dice.sample(range(180), 4)]


@pytest.fixture(scope="session")
def fair() -> list[AuditItem]:
    return items_with(lambda offered, dice: dice.randrange(4), options=things)


@pytest.fixture(scope="session")
def fair_audit(fair: list[AuditItem]) -> Audit:
    return audit_items(fair)
