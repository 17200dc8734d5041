"""The director `storyboard`."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm import Context, hookimpl
from moviellm.film import Brief, Ledger, Screenplay, Storyboard
from moviellm.film.staging import FrameDraft, SceneRun, bind_storyboard, stage_scenes
from moviellm.studio.storyboard.config import StoryboardConfig


class Storyboarder:
    """Chooses the moments of every scene, frames them and puts them on the timeline.

    Args:
        config: How much time the audience gets.
    """

    def __init__(self, config: StoryboardConfig) -> None:
        self.config = config

    @hookimpl
    def moviellm_direct(self, brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard:
        """Make the storyboard of one film.

        Raises:
            FilmError: A scene is in a place that the screenplay does not have.
        """
        ledger = Ledger(screenplay)
        return bind_storyboard(ledger, _told(ledger, context), self.config, context.seed)


def _told(ledger: Ledger, context: Context) -> Iterator[tuple[SceneRun, list[FrameDraft]]]:
    """The staged scenes; tells how far the work is, and stops when the run does."""
    total = sum(1 for _ in ledger.screenplay.scenes())
    for number, staged in enumerate(stage_scenes(ledger), start=1):
        context.check()
        yield staged
        context.progress(number, total)
