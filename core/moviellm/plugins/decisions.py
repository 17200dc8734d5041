"""What a curator decides, held beside the questions that it was told of, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from moviellm.film import Decision, QuestionFacts, Quota
from moviellm.plugins.answers import checking, reread
from moviellm.plugins.loading import LoadedPlugin

_END = object()


def decided(
    questions: Iterable[QuestionFacts], found: Iterator[object], plugin: LoadedPlugin
) -> Iterator[Decision | Quota]:
    """Yield what a curator says, as long as it says one thing of each question, in order.

    Args:
        questions: What it was told of.
        found: What it says.
        plugin: Who says it.

    Raises:
        PluginError: It says nothing of some question, or something of one that is not there.
    """
    asked = iter(questions)
    for number in count(1):
        said = next(found, _END)
        if isinstance(said, Quota):
            with checking(plugin, where=f" as number {number:,}"):
                yield reread(Quota, said)[1]
            continue
        facts = next(asked, None)
        if said is _END and facts is None:
            return
        with checking(plugin, where=f" as number {number:,}"):
            decision = _decision(said, facts)
        yield decision


def _decision(said: object, facts: QuestionFacts | None) -> Decision:
    """Return what was said of one question.

    Raises:
        ValueError: It is not about this question.
    """
    expected = "the end" if facts is None else f"a decision on {facts.film}/{facts.question}"
    if said is _END:
        raise ValueError(f"it ends where {expected} must stand")
    if not isinstance(said, Decision):
        raise ValueError(f"it is a {type(said).__name__}, and must be {expected}")
    decision = reread(Decision, said)[1]
    if facts is None or (decision.film, decision.question) != (facts.film, facts.question):
        raise ValueError(f"it is on {decision.film}/{decision.question}, and must be {expected}")
    return decision
