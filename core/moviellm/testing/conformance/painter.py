"""How the kit checks a painter: four slates of the tiny film, in batches of any size and order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from moviellm.film import Painting, Slate, slates
from moviellm.plugins.answers import checked_painting
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.image import size_of
from moviellm.testing.conformance.stage_check import (
    Check,
    HookCall,
    StageCheck,
    expect_field,
    expect_one_each,
    taken,
)
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard

_HOOK = "moviellm_paint"
_PICKED = (0, 1, 4, 8)


def batch_independence(stage_check: StageCheck) -> None:
    """Paint the same slates in reverse, and one by one."""
    assert isinstance(stage_check, PainterCheck)
    whole = stage_check.first.result
    board = stage_check.first.arguments["slates"]
    reverse = stage_check.paint(board[::-1])[::-1]
    single = [stage_check.paint([slate])[0] for slate in board]
    for how, others in (("another order", reverse), ("a batch of its own", single)):
        for number, (picture, other) in enumerate(zip(whole, others, strict=True)):
            if picture != other:
                raise ContractBroken(
                    f"Picture {number + 1} of {len(whole)} looks different in {how}.",
                    "Seed every picture by its slate alone and keep no state between them.",
                )


def depends_on_slate_alone(stage_check: StageCheck) -> None:
    """Paint the same slates with another seed in the context."""
    assert isinstance(stage_check, PainterCheck)
    board = stage_check.first.arguments["slates"]
    again = stage_check.ask(arguments={"slates": board}, context=stage_check.context(99_991))
    if stage_check.in_bytes(again) != stage_check.in_bytes(stage_check.first):
        raise ContractBroken(
            "Another context.seed gives other pictures of the same slates.",
            "Use slate.seed; context.seed belongs to the batch.",
        )


def empty_batch(stage_check: StageCheck) -> None:
    """Paint no slates."""
    assert isinstance(stage_check, PainterCheck)
    stage_check.paint([])


class PainterCheck(StageCheck):
    """Asks for four pictures."""

    uses_seed = True
    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="batch independence",
            means="A picture does not depend on its batch, its order or what was painted before.",
            run=batch_independence,
            needs=("same again",),
        ),
        Check(
            name="slate alone",
            means="A picture depends on its slate, not on the seed of the context.",
            run=depends_on_slate_alone,
            needs=("same again",),
        ),
        Check(name="empty batch", means="No slates give no pictures.", run=empty_batch),
    )

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return four slates, their seeds derived from ``seed``."""
        board = list(slates(tiny_screenplay(), tiny_storyboard()))
        picked = [board[number] for number in _PICKED]
        return {
            "slates": [
                slate.model_copy(update={"seed": 1_000 * seed + number})
                for number, slate in enumerate(picked)
            ]
        }

    def collect(self, result: Any, arguments: dict[str, Any]) -> Any:
        """Walk a generator to its end."""
        walkable = isinstance(result, Iterable) and not isinstance(result, str | bytes | Sequence)
        return list(result) if walkable else result

    def paint(self, board: Sequence[Slate]) -> list[Painting]:
        """Paint slates and return one picture each."""
        made = self.ask(arguments={"slates": list(board)})
        return expect_one_each(made.result, Painting, len(board), _HOOK)

    def expect(self, made: HookCall) -> None:
        """It is one painting a slate."""
        for picture in expect_one_each(made.result, Painting, len(made.arguments["slates"]), _HOOK):
            expect_field(picture.data, "Painting.data", bytes)

    def judge(self, made: HookCall) -> None:
        """Every picture opens, has the size it says, the synthetic mark and boxes inside it."""
        for number, (slate, picture) in enumerate(
            zip(made.arguments["slates"], made.result, strict=True), start=1
        ):
            with taken(f"Picture {number}"):
                checked_painting(picture)
            _judge_size(f"Picture {number}", picture)
            _judge_boxes(f"Picture {number}", picture, slate)

    def in_bytes(self, made: HookCall) -> bytes:
        """Return all pictures with their sizes and boxes."""
        pictures: list[Painting] = list(made.result)
        return b"".join(
            picture.data
            + repr((picture.format, picture.width, picture.height, picture.boxes)).encode()
            for picture in pictures
        )


def _judge_size(where: str, picture: Painting) -> None:
    found = size_of(picture)
    if found is None:
        raise ContractBroken(
            f"{where} says that it is a {picture.format} and cannot be decoded as one.",
            "Painting.data is the encoded file, Painting.format its format.",
        )
    if found != (picture.width, picture.height):
        raise ContractBroken(
            f"{where} has {found[0]} x {found[1]} pixels and says "
            f"{picture.width} x {picture.height}.",
            "Painting.width and height are those of the encoded picture.",
        )


def _judge_boxes(where: str, picture: Painting, slate: Slate) -> None:
    known = {person.id for person in slate.cast} | {prop.id for prop in slate.props}
    named = [box.entity for box in picture.boxes]
    for box in picture.boxes:
        if box.entity not in known or named.count(box.entity) > 1:
            raise ContractBroken(
                f"{where} has a box of {box.entity}, "
                f"{'twice' if box.entity in known else 'which its slate does not show'}.",
                "Give one box to each person and prop of the slate that is seen.",
            )
        if not (box.width and box.height):
            raise ContractBroken(
                f"{where} has an empty box of {box.entity}: {box}.",
                "Clip boxes to the picture, and leave out those that are outside.",
            )
