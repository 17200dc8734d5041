"""The critics `openai` and `anthropic`: pictures beside their depictions."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm import Context, hookimpl
from moviellm.film import Brief, Fact, Painting, Slate, Verdict, seen_facts
from moviellm.film.staging import portrait

from moviellm_plugins_gpt.calls import (
    Image,
    ModelAnswer,
    ModelQuestion,
    Refused,
    most_image_tokens,
    user,
)
from moviellm_plugins_gpt.config import AnthropicCritic, OpenAICritic
from moviellm_plugins_gpt.critic.schemas import Look
from moviellm_plugins_gpt.critic.views import REFERENCE_SIDE, Album, whole
from moviellm_plugins_gpt.model_component import ModelComponent

_TOKENS_OF_LOOK = 300
_TOKENS_OF_TEXT = 900
_PEOPLE = 3
"""Of so many people at most a reference is sent."""


class ModelCritic(ModelComponent[OpenAICritic | AnthropicCritic]):
    """Looks at pictures and says which facts they do not show."""

    @hookimpl
    def moviellm_critique(
        self, slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
    ) -> list[Verdict]:
        """Judge a batch of pictures.

        Raises:
            FilmError: The model gave no usable answer about a picture.
        """
        people = {person.id for slate in slates for person in slate.cast}
        album = Album(list(paintings), people if self.config.references else set())
        questions = [
            self._question(slate, painting, album, number)
            for number, (slate, painting) in enumerate(zip(slates, paintings, strict=True))
        ]
        answers = self._client.ask(context, questions)
        return [
            _verdict(answer, seen_facts(slate.depiction))
            for answer, slate in zip(answers, slates, strict=True)
        ]

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        """What one film costs at most without repaints: one look a key frame."""
        picture = most_image_tokens(Image(b"", self.config.side, self.config.side))
        small = most_image_tokens(Image(b"", REFERENCE_SIDE, REFERENCE_SIDE))
        references = _PEOPLE * small if self.config.references else 0
        return self._client.worst(
            calls=brief.shape.total_frames,
            input_tokens=_TOKENS_OF_TEXT + picture + references,
            output_tokens=self.config.cap(_TOKENS_OF_LOOK),
        )

    def _question(
        self, slate: Slate, painting: Painting, album: Album, number: int
    ) -> ModelQuestion:
        names = {person.id: person.name for person in slate.cast}
        references = album.before(number, list(names)[:_PEOPLE])
        earlier = "".join(
            f"Picture {n} is {names[one.person]} as seen earlier in the film. "
            for n, one in enumerate(references, start=1)
        )
        facts = seen_facts(slate.depiction)
        text = self._prompts.fill(
            "look",
            references=earlier,
            prompt=slate.prompt,
            facts="\n".join(f"{n}. {fact}" for n, fact in enumerate(facts, start=1)),
            people="; ".join(f"{p.name} ({p.id}): {portrait(p)}" for p in slate.cast) or "nobody",
        )
        pictures = [*(one.image for one in references), whole(painting, self.config.side)]
        return ModelQuestion(
            system=self._prompts.fill("rules"),
            messages=(user(*pictures, text),),
            schema=Look,
            max_output_tokens=self.config.cap(_TOKENS_OF_LOOK),
            label=f"picture {number + 1} of its batch",
        )


def _verdict(answer: ModelAnswer | Refused, facts: Sequence[Fact]) -> Verdict:
    if isinstance(answer, Refused):
        if answer.kind in ("refused", "filtered"):
            return Verdict(
                score=0, comment=f"The critic would not look at it: {answer.reason}"[:400]
            )
        raise answer.error()
    look = answer.parsed
    assert isinstance(look, Look)
    missing = [facts[n - 1] for n in dict.fromkeys(look.missing) if 1 <= n <= len(facts)]
    remarks = [
        look.comment,
        f"Extra: {look.extra}" if look.extra.strip() else "",
        f"Inconsistent: {look.inconsistent}" if look.inconsistent.strip() else "",
    ]
    return Verdict(
        score=look.score / 100,
        missing=tuple(str(fact) for fact in missing),
        comment=" ".join(remark.strip() for remark in remarks if remark.strip()),
    )
