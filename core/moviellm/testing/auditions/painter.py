"""The audition of a painter: four slates of the tiny film, in batches of any size and order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from moviellm.film import Painting, Slate, slates
from moviellm.plugins.answers import checked_painting
from moviellm.testing.auditions.audition import (
    Audition,
    Check,
    Take,
    expect_field,
    expect_one_each,
    taken,
)
from moviellm.testing.auditions.image import size_of
from moviellm.testing.findings import ContractBroken
from moviellm.testing.tiny import tiny_screenplay, tiny_storyboard

_HOOK = "moviellm_paint"
_PICKED = (0, 1, 4, 8)


def batch_independence(audition: Audition) -> None:
    """Paint the same slates in reverse, and one by one."""
    assert isinstance(audition, PainterAudition)
    whole = audition.first.result
    board = audition.first.arguments["slates"]
    reverse = audition.paint(board[::-1])[::-1]
    single = [audition.paint([slate])[0] for slate in board]
    for how, others in (("another order", reverse), ("a batch of its own", single)):
        for number, (picture, other) in enumerate(zip(whole, others, strict=True)):
            if picture != other:
                raise ContractBroken(
                    f"Picture {number + 1} of {len(whole)} looks different in {how}.",
                    "Seed every picture by its slate alone and keep no state between them.",
                )


def depends_on_slate_alone(audition: Audition) -> None:
    """Paint the same slates with another seed in the context."""
    assert isinstance(audition, PainterAudition)
    board = audition.first.arguments["slates"]
    again = audition.take(arguments={"slates": board}, context=audition.context(99_991))
    if audition.in_bytes(again) != audition.in_bytes(audition.first):
        raise ContractBroken(
            "Another context.seed gives other pictures of the same slates.",
            "Use slate.seed; context.seed belongs to the batch.",
        )


def empty_batch(audition: Audition) -> None:
    """Paint no slates."""
    assert isinstance(audition, PainterAudition)
    audition.paint([])


class PainterAudition(Audition):
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
        take = self.take(arguments={"slates": list(board)})
        return expect_one_each(take.result, Painting, len(board), _HOOK)

    def expect(self, take: Take) -> None:
        """It is one painting a slate."""
        for picture in expect_one_each(take.result, Painting, len(take.arguments["slates"]), _HOOK):
            expect_field(picture.data, "Painting.data", bytes)

    def judge(self, take: Take) -> None:
        """Every picture opens, has the size it says, the synthetic mark and boxes inside it."""
        for number, (slate, picture) in enumerate(
            zip(take.arguments["slates"], take.result, strict=True), start=1
        ):
            with taken(f"Picture {number}"):
                checked_painting(picture)
            _judge_size(f"Picture {number}", picture)
            _judge_boxes(f"Picture {number}", picture, slate)

    def in_bytes(self, take: Take) -> bytes:
        """Return all pictures with their sizes and boxes."""
        pictures: list[Painting] = list(take.result)
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
