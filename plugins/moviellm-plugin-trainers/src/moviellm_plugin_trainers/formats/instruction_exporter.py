"""What exporters of instructions and answers share: conversations, preference pairs, rewards."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from moviellm import Context
from moviellm.film import Film, Span, family
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import VideoClock

from moviellm_plugin_trainers.config import TrainerConfig
from moviellm_plugin_trainers.files import Row
from moviellm_plugin_trainers.formats.dataset_exporter import DatasetExporter
from moviellm_plugin_trainers.media.pictures import require_pictures
from moviellm_plugin_trainers.rows.conversations import ConversationBuilder
from moviellm_plugin_trainers.rows.exchange import Conversation, Exchange, PreferencePair, Reward
from moviellm_plugin_trainers.rows.twin_pairs import TwinPairs

T = TypeVar("T", bound=TrainerConfig)
Media = Any
"""How rows point to the pictures of a film: JSON, in most formats a path."""
Shown = Callable[[Span], range]
"""Tells which frames show a span."""


class PreferenceRows(ABC):
    """An exporter that also writes right and wrong answers."""

    config: Any

    @property
    def wants_preferences(self) -> bool:
        """Whether they were asked for."""
        return bool(self.config.preferences)

    @abstractmethod
    def preference(self, pair: PreferencePair, media: Media) -> Row:
        """Return the row of a right and a wrong answer."""


class RewardRows(ABC):
    """An exporter that also writes answers that a function checks."""

    config: Any

    @property
    def wants_rewards(self) -> bool:
        """Whether they were asked for."""
        return bool(self.config.rewards)

    @abstractmethod
    def reward(self, reward: Reward, media: Media) -> Row:
        """Return the row of an answer that a function checks."""


class InstructionExporter(DatasetExporter[T]):
    """An exporter whose rows are instructions and answers about a film."""

    @property
    def rate(self) -> Fraction | int:
        """How many frames a second show the films, whose times are told as those frames are."""
        return 1

    def shown(self, film: Film) -> Shown | None:
        """Return what tells which frames of a film show a span; None where there is no video."""
        return VideoClock(film.storyboard, self.rate).frames

    @cached_property
    def builder(self) -> ConversationBuilder:
        """Asks the films of one export."""
        return ConversationBuilder(self.config, self.rate)

    @cached_property
    def twins(self) -> TwinPairs:
        """Compares the films of one export."""
        return TwinPairs()

    @abstractmethod
    def pictures(self, film: Film, exchanges: Sequence[Exchange]) -> Media:
        """Return how a row points to what is to be looked at."""

    def asked(self, film: Film, exchanges: Sequence[Exchange]) -> Sequence[Exchange]:
        """Return the exchanges of a row with what it must say of its pictures: of a video, nothing.

        Args:
            film: The film.
            exchanges: As they are for any format.
        """
        return exchanges

    @abstractmethod
    def conversation(self, talk: Conversation, media: Media) -> Row:
        """Return the row of a conversation."""

    def taught(self, talk: Conversation) -> Iterable[Conversation]:
        """Return the conversations that get a row each; one row teaches all answers of a talk."""
        return (talk,)

    def rows(self, film: Film) -> Iterator[tuple[str, Row]]:
        """Yield conversations and reward rows of a film, and remember it for its twins."""
        require_pictures(film)
        film = film_in_video(film, self.rate)
        shown = self.shown(film)
        for talk in chain.from_iterable(map(self.taught, self.builder.conversations(film))):
            asked = tuple(self.asked(film, talk.exchanges))
            media = self.pictures(film, asked)
            row = self.conversation(replace(talk, exchanges=asked), media)
            yield talk.split, row | _about(talk.film, talk.exchanges, shown)
        if isinstance(self, RewardRows) and self.wants_rewards:
            for reward in self.builder.rewards(film):
                (one,) = self.asked(film, [reward.exchange])
                row = self.reward(replace(reward, exchange=one), self.pictures(film, [one]))
                yield f"{reward.split}_reward", row | _about(film.id, [reward.exchange], shown)
        if isinstance(self, PreferenceRows) and self.wants_preferences:
            self._remember(film, shown)

    def last_rows(self, context: Context) -> Iterator[tuple[str, Row]]:
        """Yield the preference pairs that twins give, and say so when there are none."""
        if not isinstance(self, PreferenceRows) or not self.wants_preferences:
            return
        count = 0
        for pair, kept in self.twins.preferences():
            count += 1
            row = self.preference(pair, kept["media"])
            yield f"{pair.split}_preference", row | kept["about"] | {"twin": pair.twin}
        if not count:
            context.log.warning("No film has a twin that answers otherwise: there are no pairs.")

    def nothing_asked(self) -> str:
        """Name the levels and kinds that were asked for."""
        kinds = self.config.questions
        named = "questions" if kinds == "all" else f"questions of the kinds {', '.join(kinds)}"
        asked = [f"captions of the levels {', '.join(self.config.captions)}"]
        form = " with options" if self.config.form == "choice" else ""
        return (
            " or ".join(
                [*(asked if self.config.captions else []), *([named + form] if kinds else [])]
            )
            or "anything to ask for: `captions` and `questions` are both empty"
        )

    def close(self) -> None:
        """Forget the films that were compared."""
        if "twins" in vars(self):
            self.twins.close()

    def _remember(self, film: Film, shown: Shown | None) -> None:
        split, kin = self.config.split.of(film), family(film)
        for question, exchange in self.builder.comparable(film):
            (one,) = self.asked(film, [exchange])
            kept = {"media": self.pictures(film, [one]), "about": _about(film.id, [one], shown)}
            self.twins.add(film.id, split, kin, question, one, kept)


def messages(exchanges: Sequence[Exchange], first: str = "") -> list[Row]:
    """Return exchanges as messages with roles.

    Args:
        exchanges: In order.
        first: What stands before the first instruction: the sign of the video.
    """
    made = []
    for number, one in enumerate(exchanges):
        made.append({"role": "user", "content": one.ask if number else first + one.ask})
        made.append({"role": "assistant", "content": one.answer})
    return made


def under(root: str, path: str) -> str:
    """Return a path below the folder where an export will stand."""
    return f"{root.rstrip('/')}/{path}" if root else path


def _about(film: str, exchanges: Sequence[Exchange], shown: Shown | None) -> Row:
    """What a row says of itself, beside what its trainer reads."""
    kinds = list(dict.fromkeys(one.kind for one in exchanges))
    about: Row = {"film": film, "about": kinds, "sources": [one.id for one in exchanges]}
    if shown is not None:
        about["video_frames"] = [stretches(map(shown, one.spans)) for one in exchanges]
    return about | {"synthetic": True}


def stretches(runs: Iterable[range]) -> list[list[int]]:
    """Return the first and the last video frame of each stretch that has any, counted from 0."""
    return [[run.start, run.stop - 1] for run in runs if run]
