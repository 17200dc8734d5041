"""TRL: a prompt, its completion and the images they are about; pairs for DPO, solutions for GRPO.

TRL has no column for videos, so a conversation shows key frames. Source: trl 1.16.0,
``trl/data_utils.py`` (prepare_multimodal_messages), which puts the images before the first message,
and ``trl/trainer/sft_trainer.py`` (DataCollatorForVisionLanguageModeling), which teaches the whole
of ``messages``, pads of pictures included, but of ``prompt`` and ``completion`` the latter alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from moviellm import Context
from moviellm.film import Film, KeyFrame
from moviellm.film.formats import EXACT_RATE, Timecodes

from moviellm_plugin_trainers.config import TrlConfig
from moviellm_plugin_trainers.files import Row
from moviellm_plugin_trainers.formats.instruction_exporter import (
    InstructionExporter,
    Media,
    PreferenceRows,
    RewardRows,
    messages,
    under,
)
from moviellm_plugin_trainers.media.frames import write_key_frames
from moviellm_plugin_trainers.rows.conversations import after_times
from moviellm_plugin_trainers.rows.exchange import Conversation, Exchange, PreferencePair, Reward
from moviellm_plugin_trainers.rows.lengths import SETTINGS


class TrlExporter(InstructionExporter[TrlConfig], PreferenceRows, RewardRows):
    """The exporter ``trl``."""

    trainer = "TRL"
    length = SETTINGS["trl"]

    def __init__(self, config: TrlConfig) -> None:
        super().__init__(config)
        self._shown: dict[str, set[str]] = {}
        self._codes: dict[str, Timecodes] = {}

    def pictures(self, film: Film, exchanges: Sequence[Exchange]) -> Media:
        """Return the paths of key frames: those that prove the answers, and others between them."""
        chosen = self._chosen(film, exchanges)
        self._shown.setdefault(film.id, set()).update(frame.id for frame in chosen)
        return [
            under(self.config.root, f"frames/{film.id}/frame_{frame.index:06d}.jpg")
            for frame in chosen
        ]

    def asked(self, film: Film, exchanges: Sequence[Exchange]) -> Sequence[Exchange]:
        """Tell when each picture is seen, where it is asked for times: pictures do not show it."""
        if not any(one.timed for one in exchanges):
            return exchanges
        if film.id not in self._codes:
            self._codes = {film.id: Timecodes(film.storyboard)}
        codes = self._codes[film.id]
        times = [codes.stretch(frame.span) for frame in self._chosen(film, exchanges)]
        return (after_times(times, exchanges[0]), *exchanges[1:])

    def _chosen(self, film: Film, exchanges: Sequence[Exchange]) -> list[KeyFrame]:
        frames = list(film.storyboard.frames())
        proving = {frame for one in exchanges for frame in one.frames}
        indices = [at for at, frame in enumerate(frames) if frame.id in proving]
        return [frames[at] for at in spread(len(frames), indices, self.config.images)]

    @property
    def rate(self) -> int:
        """Pictures have the film's own times."""
        return EXACT_RATE

    def shown(self, film: Film) -> None:
        """There is no video whose frames could be counted."""

    def media(self, film: Film, target: Path, context: Context) -> None:
        """Write the key frames that rows of the film show."""
        if shown := self._shown.pop(film.id, None):
            write_key_frames(film, target / "frames" / film.id, shown, context)

    def taught(self, talk: Conversation) -> Iterator[Conversation]:
        """Yield the talk up to each of its answers: a row teaches its last answer alone."""
        for end, one in enumerate(talk.exchanges, start=1):
            yield replace(talk, id=f"{talk.film}/{one.id}", exchanges=talk.exchanges[:end])

    def conversation(self, talk: Conversation, media: Media) -> Row:
        """Return a row with ``prompt``, ``completion`` and ``images``."""
        *before, answer = messages(talk.exchanges)
        return {"id": talk.id, "prompt": before, "completion": [answer], "images": media}

    def preference(self, pair: PreferencePair, media: Media) -> Row:
        """Return a row with ``prompt``, ``chosen`` and ``rejected``."""
        asked, right = messages([pair.right])
        wrong = {"role": "assistant", "content": pair.wrong}
        said = {"prompt": [asked], "chosen": [right], "rejected": [wrong]}
        return {"id": pair.id, **said, "images": media}

    def reward(self, reward: Reward, media: Media) -> Row:
        """Return a row with ``prompt`` and the columns of a reward."""
        said = {"prompt": messages([reward.exchange])[:1], "images": media}
        return {"id": reward.id} | said | reward.columns()


def spread(count: int, proving: Collection[int], most: int) -> list[int]:
    """Return numbers of pictures, rising: all that prove, and others spread evenly.

    Args:
        count: How many pictures there are.
        proving: Those that must be among them; if there are more than `most`, they are all.
        most: How many are wanted.
    """
    chosen = set(proving)
    others = [at for at in range(count) if at not in chosen]
    free = min(max(0, most - len(chosen)), len(others))
    chosen.update(others[(2 * i + 1) * len(others) // (2 * free)] for i in range(free))
    return sorted(chosen)
