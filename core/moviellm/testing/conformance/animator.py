"""How the kit checks an animator: shots of the tiny film, and one of a single short frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from moviellm.errors import MovieLLMError
from moviellm.film import Animation, Painting, ShotSlate, Slate, shot_slates
from moviellm.motion import decoded_frames
from moviellm.plugins.answers import checked_animation
from moviellm.plugins.manager import PluginManager, Selected
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.image import pixels_of_jpeg
from moviellm.testing.conformance.stage_check import (
    Check,
    HookCall,
    StageCheck,
    expect_field,
    expect_type,
    taken,
)
from moviellm.testing.context import SEED
from moviellm.testing.films.movie import repainted, tiny_movie

_HOOK = "moviellm_animate"
_SHOT = 1
_LIKE = 12.0
"""By how much a first frame may differ from its picture, on the average of all values of 0 to 255:
encoding costs about 2."""


def depends_on_shot_alone(stage_check: StageCheck) -> None:
    """Animate the same shot with another seed in the context, after another shot."""
    assert isinstance(stage_check, AnimatorCheck)
    shot = stage_check.first.arguments["shot"]
    stage_check.ask(arguments={"shot": stage_check.shots()[0]})
    again = stage_check.ask(arguments={"shot": shot}, context=stage_check.context(99_991))
    if stage_check.in_bytes(again) != stage_check.in_bytes(stage_check.first):
        raise ContractBroken(
            "Another context.seed, or another shot before it, gives another clip of the same shot.",
            "Use shot.seed; keep no state between shots that changes how they look.",
        )


def shortest_shot(stage_check: StageCheck) -> None:
    """Animate a shot of one key frame that is shown for a single frame, and says nothing."""
    assert isinstance(stage_check, AnimatorCheck)
    shot = stage_check.shots()[_SHOT]
    only = shot.frames[0].model_copy(
        update={"duration_ms": 1, "shown": (1, 1, 1, 1), "events": (), "after": None}
    )
    changed = {"frames": (only,), "lines": (), "events": (), "following": None}
    made = stage_check.ask(arguments={"shot": shot.model_copy(update=changed)})
    stage_check.expect(made)
    stage_check.judge(made)


class AnimatorCheck(StageCheck):
    """Asks for the clip of one shot."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="shot alone",
            means="A clip depends on its shot, not on the seed of the context or on other shots.",
            run=depends_on_shot_alone,
            needs=("same again",),
        ),
        Check(
            name="shortest shot",
            means="A shot of one frame without lines or events gets a clip of one frame.",
            run=shortest_shot,
        ),
    )

    def shots(self) -> list[ShotSlate]:
        """Return what is to be animated of the tiny film; its pictures are in the store."""
        film = tiny_movie(self.blobs)
        if painter := self.harness.component.capabilities.pictures_of:
            film = repainted(film, self._painter(painter), self.blobs)
        return list(shot_slates(film.screenplay, film.storyboard, film.footage))

    def _painter(self, name: str) -> Callable[[list[Slate]], list[Painting]]:
        """Return the painter whose pictures the animator needs."""
        manager = PluginManager([Selected("painter", name)])
        context = self.context(SEED)
        return lambda board: list(manager.call("painter", name, slates=board, context=context))

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return one shot."""
        return {"shot": self.shots()[_SHOT]}

    def expect(self, made: HookCall) -> None:
        """It is an animation."""
        clip = expect_type(made.result, Animation, _HOOK)
        expect_field(clip.data, "Animation.data", bytes)

    def judge(self, made: HookCall) -> None:
        """It is the clip of the shot, and begins with its first key frame."""
        shot = made.arguments["shot"]
        with taken(f"The clip of {shot.shot}"):
            clip = _checked(made.result, shot)
        first = next(decoded_frames(clip.data, clip.media_type))
        wanted = pixels_of_jpeg(self.blobs.get(shot.frames[0].picture.digest))
        apart = float(abs(first.astype(int) - wanted).mean())
        if apart > _LIKE:
            raise ContractBroken(
                f"The first frame of the clip of {shot.shot} is not its first key frame: they "
                f"differ by {apart:.0f} of 255 on the average.",
                "A clip begins with the first picture of its shot, in the same colours.",
            )

    def in_bytes(self, made: HookCall) -> bytes:
        """Return the clip with what is said of it."""
        clip: Animation = made.result
        said = (clip.media_type, clip.rate, clip.frames, clip.width, clip.height)
        return clip.data + repr((said, clip.tracks, clip.events)).encode()


def _checked(clip: Animation, shot: ShotSlate) -> Animation:
    try:
        return checked_animation(clip, shot)
    except MovieLLMError as error:
        raise ContractBroken(error.message, error.hint) from error
