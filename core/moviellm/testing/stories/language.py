"""Language: marks and words that stand twice, and what no language says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm.film import Annotations, Screenplay
from moviellm.testing.stories.fault import StoryFault

_WRONG = {
    "two marks": re.compile(r"[.?!][”\"][.?!]|[?!,;][,;]|[,;][.?!]|[?!]\.|(?<!\.)\.\.(?!\.)"),
    "a word twice": re.compile(r"\b(in|on|at|to|into|the|a|an|of|is|and|back) \1\b", re.I),
    "two articles": re.compile(r"\b(?:a|an|the|my|your|our|their) (?:an?|the|my|your|our)\b", re.I),
    "two directions": re.compile(
        r"\b(?:comes?|coming|came|puts? \S+(?: \S+){0,3}) (?:in|on|back) (?:in|on|at) "
    ),
    "a negation at the place of an answer": re.compile(r"\bnowhere\b", re.I),
    "an open slot": re.compile(r"[{}]"),
    "a space before a mark": re.compile(r" [,.;?!]|  "),
}


def language_faults(
    screenplay: Screenplay, annotations: Annotations | None = None
) -> Iterator[StoryFault]:
    """What is wrong in the English of a film: titles, prose, lines, captions and questions."""
    texts = [*_told(screenplay), *(_asked(annotations) if annotations else ())]
    for where, text in texts:
        for said, pattern in _WRONG.items():
            found = pattern.search(text)
            if found is not None:
                yield StoryFault("language", where, f"{said}: “{found.group().strip()}” in {text}")
                break


def _told(screenplay: Screenplay) -> Iterator[tuple[str, str]]:
    yield "", screenplay.title
    yield "", screenplay.overview
    for chapter in screenplay.chapters:
        yield chapter.id, chapter.title
        yield chapter.id, chapter.summary
    for scene in screenplay.scenes():
        yield scene.id, scene.title
        yield scene.id, scene.summary
    for event in screenplay.events():
        yield event.id, event.prose
        if event.line is not None:
            yield event.id, event.line


def _asked(annotations: Annotations) -> Iterator[tuple[str, str]]:
    for caption in annotations.captions:
        yield caption.id, caption.text
    for question in annotations.questions:
        for text in (question.question, question.answer, *(question.options or ())):
            yield question.id, text
