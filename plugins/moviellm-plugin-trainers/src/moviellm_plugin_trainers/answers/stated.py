"""Where a text states its answer, the surest way of saying it first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from moviellm_plugin_trainers.answers.plain import aloud, plain

T = TypeVar("T")

_TAG = re.compile(
    r"<\s*(?:final_?)?answer\s*>(.*?)(?:<\s*/\s*(?:final_?)?answer\s*>|\Z)", re.I | re.S
)
_TAG_BEGIN = re.compile(r"<\s*(?:final_?)?answer\s*>", re.I)
_BOXED = re.compile(r"\\+f?boxed\s*(?:\{|(?=\w))")
_CONTRAST = re.compile(
    r"(?:\b(?:not|nicht|pas|niet|não|non)\b|n't\b)(?!\s+only\b)[^.;\n]{1,60}?"
    r"\b(?:but|sondern|mais|sino|maar|mas|ma)\b|\bno\s[^.;\n]{1,30}?\bsino\b"
    r"|(?:,\s*(?:and\s+)?not|\brather than|\binstead of|\bunlike)\s[^,.;:\n]{1,60}",
    re.IGNORECASE,
)
"""``not A but``, ``, not A``: what is named there is no answer."""
_NOUN = (
    r"(?:\b(?:final|correct|right|best|my)\s+)?(?:\b(?:answers?|ans|solution|antwort|r[ée]ponse|respuesta|"
    r"resposta|risposta|antwoord|odpowied[zź]|ответ|відповідь)\b|उत्तर|答案|答え|正解|정답|답|الإجابة|الجواب)"
    r"|\b(?:correct|right|best|true|appropriate|my|final)\s+"
    r"(?:option|choice|letter|one|statement|response|alternative|pick|guess|verdict)\b"
)
_IS = (
    r"(?:\b(?:is|was|(?:would|must|should|will|has to|can only) be|ist|lautet|est|es|é|è|equals)\b"
    r"|[:=→⇒]|->|は|是|为|為|은|는|هي|هو)\s*[:\"']?"
)
_STATED = re.compile(rf"(?:{_NOUN})(?:[^.!?\n:]{{0,60}}?{_IS}|\s*\n|\s+-\s)\s*", re.IGNORECASE)
_CHOSEN = re.compile(
    r"\b(?:choose|chose|picks?|picked|select|selected|(?:go|going) (?:with|for)|opt for|"
    r"settle (?:on|for)|vote for)\b\s*|(?:故选|应选|选择|選択|選|选)\s*[::]?\s*",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"([^.!?\n;]{1,80}?)\b(?:is|are|must be|would be|seems|looks)\s+"
    r"(?:clearly\s+|definitely\s+|indeed\s+)?(?:the\s+)?(?:only\s+|most\s+)?(?:correct|right|true|best|answer|accurate)\b",
    re.IGNORECASE,
)
_CONCLUDED = re.compile(
    r"(?:\b(?:therefore|thus|hence|so|conclusion|overall)\b|所以|因此|∴)[,:,]?\s*", re.I
)
_IT_IS = re.compile(
    r"\b(?:it|that|this)(?:'s|\s+(?:is|was|(?:must|would|has to|can only) be))\s+"
    r"|\bI(?:'d| would|'ll)? (?:say|guess)\s+",
    re.IGNORECASE,
)
_FINAL = re.compile(r"\bfinal\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:if|whether|suppose|assuming|could|might|may)\b[^.!?\n]{0,40}\Z|(?:\b(?:not|never)|n't)\s*\Z",
    re.I,
)
_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)[.!?。;\n](?=\s|\Z|[^\x00-\x7f])"
    r"(?!\s*(?:or|and|alternatively|maybe|perhaps|also|either)\b)"
    r"|\s*,?\s*\b(?:because|since|as|while|whereas|although|though|given that|due to|"
    r"denn|weil|car)\b"
    r"|,\s+(?:which|who|where|so)\b|因为",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?<=\S)\s*\b(?:because|since|while|whereas|although|given that)\b[^.!?\n]*", re.I
)
_EXPLAINED = re.compile(
    r"\n\s*(?:explanation|reason(?:ing)?s?|rationale|justification|why)\b.*\Z", re.I | re.S
)


def marked(completion: str) -> list[str]:
    """Return what stands in tags or boxes, innermost; where there are none, all but thoughts."""
    return _marked(aloud(completion))


def read_answer(completion: str, read: Callable[[str], set[T]]) -> set[T]:
    """Return what a text answers: several values where it is undecided, none where it is silent.

    Thoughts do not count. An answer in tags or a box decides alone, whatever is said around it;
    then come final answers, stated ones, conclusions, and at last all that is said.

    Args:
        completion: A model's text.
        read: Finds values in a piece of plain text.
    """
    return set().union(*(_read(text, read) for text in marked(completion)))


def claim(text: str) -> str:
    """Return a piece of text up to its first end of a sentence or reason, on one line."""
    found = _END.search(text, 0, _CLAIM)
    return " ".join(text[: found.start() if found else _CLAIM].split())


def _marked(text: str, deep: int = 0) -> list[str]:
    within = _tagged(text) or _boxed(text) if deep < _NESTED else []
    if not within:
        return [_ends(text)]
    return [inner for one in within for inner in _marked(one, deep + 1)]


def _ends(text: str) -> str:
    """A text without the middle of a long one."""
    return text if len(text) <= 2 * _MOST else f"{text[:_MOST]}\n{text[-_MOST:]}"


def _read(text: str, read: Callable[[str], set[T]]) -> set[T]:
    for pieces in _stated(_CONTRAST.sub(" ", plain(text))):
        if found := set().union(*map(read, dict.fromkeys(pieces))):
            return found
    return set()


def _stated(text: str) -> Iterator[list[str]]:
    """Yield the pieces of a text that state its answer: final ones, all, conclusions, the rest."""
    stated = [(found[0], claim(text[found.end() :])) for found in _sure(_STATED, text)]
    yield [piece for phrase, piece in stated if _FINAL.search(phrase)]
    chosen = [claim(text[found.end() :]) for found in _sure(_CHOSEN, text)]
    right = [found[1] for found in _sure(_RIGHT, text)]
    yield [piece for _, piece in stated] + chosen + right
    yield [claim(text[found.end() :]) for found in _sure(_IT_IS, text)]
    yield [claim(text[found.end() :]) for found in _CONCLUDED.finditer(text)][-1:]
    lines = [line for line in text.splitlines() if 0 < len(line.strip()) <= _LONE]
    yield lines if "\n" in text else []
    told = _EXPLAINED.sub("", text) or text
    yield [_REASON.sub("", told)]
    yield [told]


_MOST = 1_000
"""Characters at each end of a text within which it answers; a model may ramble without end."""
_CLAIM = 300
"""Characters of a claim; no answer of a film's questions is longer."""
_NESTED = 4
"""Boxes within tags within boxes are looked into; deeper ones nobody writes."""
_LONE = 6
"""A line of no more than this is an answer and nothing else: ``(B).``, ``12``."""


def _sure(phrase: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield where a phrase stands outside of questions and conditions."""
    for found in phrase.finditer(text):
        asked = re.match(r"[^.!?\n]{0,200}\?", text[found.end() :])
        if not asked and not _UNSURE.search(text[max(0, found.start() - 60) : found.start()]):
            yield found


def _tagged(text: str) -> list[str]:
    return [_TAG_BEGIN.split(found[1])[-1] for found in _TAG.finditer(text)]


def _boxed(text: str) -> list[str]:
    """The contents of LaTeX's outer boxes; braces within are counted."""
    boxes, at = [], 0
    while found := _BOXED.search(text, at):
        begin, at, depth = found.end(), found.end(), int(found[0].endswith("{"))
        if not depth:
            boxes.append(text[begin])
        while depth and at < min(len(text), begin + _MOST):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        if at > begin:
            boxes.append(text[begin : at - (not depth)])
    return boxes
