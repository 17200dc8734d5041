"""Mouths that speak and eyes that blink: who does what at a moment of a shot."""

from __future__ import annotations

from random import Random

from moviellm.film import ShotLine, ShotSlate

_OPEN = {"a": 1.0, "o": 0.8, "e": 0.6, "i": 0.45, "u": 0.5, "y": 0.4}
_CONSONANT = 0.25
_SHUT = frozenset("mbp")

_BLINK_MS = 125
_BLINKS_MS = (1_900, 4_300)
"""How long eyes are shut, and how long they are open between two blinks."""


class Speech:
    """Who speaks when in a shot, and with which mouth."""

    def __init__(self, shot: ShotSlate) -> None:
        self._lines = shot.lines

    def line(self, person: str, at_ms: float) -> ShotLine | None:
        """Return the line that somebody speaks at a moment of the shot."""
        for line in self._lines:
            if line.speaker == person and line.start_ms <= at_ms < _end(line):
                return line
        return None

    def mouth(self, person: str, at_ms: float) -> float | None:
        """Return how far a mouth is open, 0 to 1; None for who does not speak."""
        line = self.line(person, at_ms)
        return None if line is None else _opening(line, at_ms - line.start_ms)


class Blinks:
    """When the eyes of a person are shut in a shot."""

    def __init__(self, seed: int, person: str, duration_ms: int) -> None:
        dice = Random(f"{seed} {person}")
        self._starts: list[int] = []
        at = dice.randint(600, _BLINKS_MS[1])
        while at < duration_ms:
            self._starts.append(at)
            at += dice.randint(*_BLINKS_MS)

    def shut(self, at_ms: float) -> bool:
        """Return whether the eyes are shut at a moment."""
        return any(start <= at_ms < start + _BLINK_MS for start in self._starts)


def _end(line: ShotLine) -> int:
    if line.recording is None:
        return line.end_ms
    return min(line.end_ms, line.start_ms + line.recording.duration_ms)


def _opening(line: ShotLine, spoken_ms: float) -> float:
    """By the letter that is spoken: where the voice knows its words, by their times."""
    words = line.recording.words if line.recording is not None else ()
    if not words:
        share = spoken_ms / max(1, _end(line) - line.start_ms)
        return _letter(line.text, share * len(line.text))
    for word in words:
        if word.start_ms <= spoken_ms < word.end_ms:
            share = (spoken_ms - word.start_ms) / (word.end_ms - word.start_ms)
            return _letter(line.text, word.at + share * word.length)
    return 0.0


def _letter(text: str, at: float) -> float:
    letter = text[min(len(text) - 1, max(0, int(at)))].lower()
    if letter in _SHUT or not letter.isalpha():
        return 0.0
    return _OPEN.get(letter, _CONSONANT)
