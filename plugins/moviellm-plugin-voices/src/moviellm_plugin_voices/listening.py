"""An ear: a speech recogniser hears the lines, and what it mishears is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moviellm import Context
from moviellm.film import Screenplay

from moviellm_plugin_voices.config import CheckConfig

if TYPE_CHECKING:
    from moviellm_plugin_voices.levelling import Samples

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood of a line.

    Attributes:
        words: How many words it has, names aside.
        errors: How many words were left out, put in or taken for others.
        text: What was heard.
    """

    words: int
    errors: int
    text: str = ""

    @property
    def share(self) -> float:
        """The word error rate of the line."""
        return self.errors / max(1, self.words)


class Listener:
    """Hears lines by Whisper, on one thread: the same line is always heard the same way.

    Args:
        config: Which model, and what may be misheard.
        language: What is spoken.

    Raises:
        PluginError: There is no recogniser, or no model for it.
    """

    def __init__(self, config: CheckConfig, language: str) -> None:
        from moviellm_plugin_voices.weights import whisper_model

        self._config = config
        self._language = language.partition("-")[0]
        self._model = whisper_model(config.model)

    def accepts(self, heard: Heard) -> bool:
        """Whether no more of a line was misheard than may be."""
        return heard.share <= self._config.limit

    def hears(self, samples: Samples) -> str:
        """Return the words of samples at 24 kHz."""
        from scipy.signal import resample_poly

        segments, _ = self._model.transcribe(
            resample_poly(samples, 2, 3).astype("float32"),
            language=self._language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(segment.text.strip() for segment in segments)


class Tally:
    """The lines of a film that were heard.

    Args:
        names: Words that a recogniser cannot know.
    """

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._words = self._errors = self._lines = 0
        self._misheard: list[str] = []

    def heard(self, line: str, text: str) -> Heard:
        """Hold what was heard against a line."""
        said = words_of(line)
        errors = word_errors(said, words_of(text), self._names)
        return Heard(sum(word not in self._names for word in said), errors, text)

    def add(self, cue: str, heard: Heard, *, accepted: bool) -> None:
        """Count the take of a line that is kept."""
        self._lines += 1
        self._words += heard.words
        self._errors += heard.errors
        if not accepted:
            self._misheard.append(f"{cue} as {heard.text[:60]!r}")

    def report(self, context: Context) -> None:
        """Tell a film's word error rate, and which lines are beyond the limit all the same."""
        rate = self._errors / max(1, self._words)
        context.record("word error rate", f"{rate:.3f}")
        context.record("misheard lines", str(len(self._misheard)))
        told = f"{context.film}: {rate:.1%} of the words of {self._lines} lines were misheard"
        if not self._misheard:
            context.log.info(told)
            return
        more = len(self._misheard) - _SHOWN
        shown = "; ".join(self._misheard[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        context.log.warning("%s, beyond the limit %s", told, shown)


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters and without marks."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return _WORD.findall(plain)


def names_in(screenplay: Screenplay) -> frozenset[str]:
    """The words of the names of people and places, which no recogniser can know."""
    names = [*(one.name for one in screenplay.cast), *(one.name for one in screenplay.places)]
    common = {"the", "a", "an", "of", "at", "in", "on"}
    return frozenset(form for name in names for word in words_of(name) if word not in common
                     for form in (word, f"{word}'s"))  # fmt: skip


def word_errors(said: Sequence[str], heard: Sequence[str], names: frozenset[str]) -> int:
    """Return the fewest words left out, put in or changed that make one text of another.

    A name may be heard as any word, or not at all.
    """
    row = list(range(len(heard) + 1))
    for word in said:
        cost = word not in names
        before, row = row, [row[0] + cost]
        for column, other in enumerate(heard):
            changed = before[column] + (cost and word != other)
            row.append(min(changed, before[column + 1] + cost, row[column] + 1))
    return row[-1]
