"""How the kit checks a curator: films of several families, one film, none, a film that breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from moviellm.component import Context
from moviellm.errors import MovieLLMError
from moviellm.film import (
    Decision,
    Film,
    QuestionFacts,
    Quota,
    derive_seed,
    family,
    question_facts,
)
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.stage_check import Check, HookCall, StageCheck, expect_type
from moviellm.testing.context import make_context
from moviellm.testing.films.movie import longer_movie, nasty_movie, tiny_movie

_FAMILIES = 40


def no_questions(stage_check: StageCheck) -> None:
    """Curate nothing."""
    assert isinstance(stage_check, CuratorCheck)
    stage_check.curate([])


def one_film(stage_check: StageCheck) -> None:
    """Curate one film."""
    assert isinstance(stage_check, CuratorCheck)
    stage_check.curate(list(question_facts(stage_check.film.annotations, "family-one")))


def odd_texts(stage_check: StageCheck) -> None:
    """Curate a film of nasty texts."""
    assert isinstance(stage_check, CuratorCheck)
    film = nasty_movie(stage_check.blobs)
    stage_check.curate(list(question_facts(film.annotations, family(film))))


def broken_film(stage_check: StageCheck) -> None:
    """Curate films of which one cannot be read."""
    assert isinstance(stage_check, CuratorCheck)
    try:
        stage_check.ask(arguments={"questions": Corpus(stage_check.facts, breaks=True)})
    except ContractBroken as broken:
        if isinstance(broken.__cause__, _CorpusBrokeError):
            return
        raise
    raise ContractBroken(
        "It decided although a film could not be read.",
        "Let the exception through: the engine mends the film and asks again.",
    )


def _check(name: str, means: str, run: Callable[[StageCheck], None]) -> Check:
    return Check(name=name, means=means, run=run)


class Corpus:
    """Questions that can be walked again and again, as the engine gives them.

    Args:
        facts: The questions.
        breaks: Raise after the last one, as a run does whose film cannot be read.
    """

    def __init__(self, facts: Sequence[QuestionFacts], *, breaks: bool = False) -> None:
        self.facts = facts
        self._breaks = breaks

    def __iter__(self) -> Iterator[QuestionFacts]:
        yield from self.facts
        if self._breaks:
            raise _CorpusBrokeError("The kit's corpus broke.")


class _CorpusBrokeError(MovieLLMError):
    pass


class CuratorCheck(StageCheck):
    """Asks for a choice from the questions of many small films, some of them alike."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        _check("no questions", "It can curate a run without questions.", no_questions),
        _check("few questions", "It can curate one film.", one_film),
        _check("nasty questions", "It can curate whatever texts questions have.", odd_texts),
        _check(
            "broken corpus", "When a film cannot be read the failure comes through.", broken_film
        ),
    )

    @cached_property
    def film(self) -> Film:
        """A film with questions."""
        return tiny_movie(self.blobs)

    @cached_property
    def facts(self) -> list[QuestionFacts]:
        """The questions of most calls."""
        found: list[QuestionFacts] = []
        for number in range(_FAMILIES):
            film = longer_movie(self.blobs) if number % 2 else self.film
            name, group = f"{film.id}-{number}", f"family-{number // 2}"
            for facts in question_facts(film.annotations, group):
                found.append(facts.model_copy(update={"film": name}))
                if facts.options:
                    found.append(_relettered(found[-1], number))
        return found

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the questions."""
        return {"questions": Corpus(self.facts)}

    def in_writing(self, arguments: dict[str, Any]) -> str:
        """Return the questions in writing."""
        return repr([facts.model_dump_json() for facts in arguments["questions"].facts])

    def context(self, seed: int) -> Context:
        """Return a context without a film."""
        return make_context(seed=seed, film="", blobs=self.blobs, calls=self.calls, keep=self.keep)

    def collect(self, result: Any, arguments: dict[str, Any]) -> Any:
        """Return what it said as a list."""
        text = isinstance(result, str | bytes)
        return list(result) if isinstance(result, Iterable) and not text else result

    def expect(self, made: HookCall) -> None:
        """It is decisions and quotas."""
        for said in expect_type(made.result, list, "moviellm_curate"):
            expect_type(said, Quota if isinstance(said, Quota) else Decision, "moviellm_curate")

    def judge(self, made: HookCall) -> None:
        """There is one decision a question, in order."""
        asked = [(facts.film, facts.question) for facts in made.arguments["questions"].facts]
        said = [(d.film, d.question) for d in made.result if isinstance(d, Decision)]
        if said != asked:
            wrong = next(
                (n for n, pair in enumerate(zip(asked, said, strict=False)) if pair[0] != pair[1]),
                min(len(asked), len(said)),
            )
            raise ContractBroken(
                f"It decided on {len(said)} of {len(asked)} questions, and they part company at "
                f"number {wrong + 1}.",
                "Yield one Decision for each question, in the order of `questions`.",
            )

    def in_bytes(self, made: HookCall) -> bytes:
        """Return all that it said."""
        return "\n".join(said.model_dump_json() for said in made.result).encode()

    def curate(self, facts: Sequence[QuestionFacts]) -> None:
        """Curate questions; what is said of them must be valid."""
        made = self.ask(arguments={"questions": Corpus(facts)})
        self.expect(made)
        self.judge(made)


def _relettered(facts: QuestionFacts, number: int) -> QuestionFacts:
    """The same question with another of its options right."""
    right = derive_seed("letter", number) % len(facts.options)
    update = {"question": f"{facts.question}-again", "answer_index": right}
    return facts.model_copy(update={**update, "answer": facts.options[right]})
