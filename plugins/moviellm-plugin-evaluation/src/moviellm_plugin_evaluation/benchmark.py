"""What all benchmarks share: held-out films, encoded, with a row for each question asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TextIO

from moviellm import Context, InputError, hookimpl
from moviellm.exporting import (
    BLIND_COLUMN,
    BLIND_MEANS,
    BlindScores,
    side_by_side,
    to_json,
    write_text,
)
from moviellm.film import Film, Question
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import VideoClock, one_line
from moviellm.film.questions import QUESTION_KINDS
from moviellm.manifest import write_manifest
from moviellm_plugin_video import encode_film

from moviellm_plugin_evaluation.card import Card
from moviellm_plugin_evaluation.config import BenchmarkConfig
from moviellm_plugin_evaluation.held_out import LettersByKind, held_out

ROWS = "test.jsonl"


@dataclass(frozen=True, slots=True)
class HeldOutVideo:
    """A held-out film and its video.

    Attributes:
        film: With the times of its video.
        number: Its place among the films of the benchmark, from 1.
        duration_ms: How long its video is, in milliseconds.
        names_speakers: Whether its dialogue may tell who speaks: no question asks for it.
    """

    film: Film
    number: int
    duration_ms: int
    names_speakers: bool = True

    @property
    def seconds(self) -> float:
        return self.duration_ms / 1000


class Benchmark(ABC):
    """Writes ``test.jsonl``, a video a film, a data card, and what a benchmark has beside them.

    Attributes:
        shape: What it is called.
        columns: Name and meaning of each column, for the card.
        videos: Folder of the videos, relative to the export.
        most_options: More options than this do not fit into a row.

    Args:
        config: Which films and questions, and how they are encoded.
    """

    shape: ClassVar[str]
    columns: ClassVar[Mapping[str, str]]
    videos: ClassVar[str] = "videos"
    most_options: ClassVar[int] = 4

    def __init__(self, config: BenchmarkConfig) -> None:
        self.config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write every held-out film that can be asked about.

        Raises:
            InputError: No film is held out, or none of them can be asked about.
        """
        scores = BlindScores(self.config.scores) if self.config.scores else None
        told = {BLIND_COLUMN: BLIND_MEANS} if scores else {}
        card = Card(self.config, self.shape, {**self.columns, **told})
        (target / self.videos).mkdir(exist_ok=True)

        def encode(film: Film, watched: Context) -> None:
            path = target / self.videos / f"{film.id}.mp4"
            if not path.exists():  # an interrupted export of the same films has made it, whole
                encode_film(film, path, watched, self.config.video)

        with (target / ROWS).open("w", encoding="utf-8", newline="\n") as out:
            asked = self._told(held_out(films, self.config.split), target, out, card, scores)
            for _ in side_by_side(encode, asked, context, self.config.workers):
                context.check()
        if card.held_out and not card.films:
            raise _nothing_to_ask(card)
        self.finish(target, card)
        write_text(target / "README.md", card.text())
        write_manifest(target)
        return True

    @abstractmethod
    def rows(self, clip: HeldOutVideo, questions: list[Question]) -> Iterator[dict[str, Any]]:
        """Yield the row of each question; all of them have options."""

    def fits(self, question: Question) -> bool:
        """Whether a question with options can be a row: not too many, and each says something."""
        options = [one_line(option) for option in question.options or ()]
        readable = all(options) and len(set(options)) == len(options) <= self.most_options
        return readable and bool(one_line(question.question))

    def fitted(self, question: Question) -> Question:
        """A question with as many options as a row has."""
        return question

    def beside(self, clip: HeldOutVideo, target: Path) -> None:  # noqa: B027 - many have nothing
        """Write what a film has beside its video."""

    def finish(self, target: Path, card: Card) -> None:  # noqa: B027 - many have nothing
        """Write what the benchmark has once."""

    def _told(
        self,
        films: Iterable[Film],
        target: Path,
        out: TextIO,
        card: Card,
        scores: BlindScores | None,
    ) -> Iterator[Film]:
        """Write all but the video of each film that is asked about, and yield it to be encoded."""
        letters, rate = LettersByKind(self.config.seed), self.config.video.rate
        for film in films:
            card.held_out += 1
            told = film_in_video(film, rate)
            asked = [letters.placed(self.fitted(q)) for q in self._asked(told, card)]
            if asked:
                card.add(told, asked)
                named = all(QUESTION_KINDS[q.kind].skill != "speech" for q in asked)
                duration = VideoClock(told.storyboard, rate).duration_ms
                clip = HeldOutVideo(told, card.films, duration, named)
                for row, question in zip(self.rows(clip, asked), asked, strict=True):
                    blind = {BLIND_COLUMN: scores.of(told, question)} if scores else {}
                    out.write(line_of({**row, **blind}))
                self.beside(clip, target)
                yield film

    def _asked(self, film: Film, card: Card) -> Iterator[Question]:
        wanted = self.config.questions
        for question in film.annotations.questions:
            if question.options is None or (wanted != "all" and question.kind not in wanted):
                continue
            if self.fits(question):
                yield question
            else:
                card.left_out += 1


def line_of(row: Mapping[str, Any]) -> str:
    """A row of JSON Lines, its columns in the order of the benchmark."""
    return to_json(row, sort_keys=False) + "\n"


def _nothing_to_ask(card: Card) -> InputError:
    unfit = f"; {card.left_out} do not fit into a row" if card.left_out else ""
    return InputError(
        f"No held-out film of {card.held_out} has a question with options that can be asked"
        f"{unfit}.",
        hint="Let the captioner ask multiple-choice questions, or choose other `questions`.",
    )
