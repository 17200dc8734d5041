"""The directors `openai` and `anthropic`.

The moments of a scene and what is seen in each are computed from the ledger; the model chooses
among the framings that keep what a moment is about in the picture, and words the prompts.
All scenes are asked about at once, first for cameras, then for words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from moviellm import Context, hookimpl
from moviellm.film import Brief, Camera, Ledger, Screenplay, Storyboard
from moviellm.film.staging import (
    FrameDraft,
    Moment,
    SceneRun,
    bind_storyboard,
    cameras,
    choose_moments,
    framings,
    prompt_of,
    scene_runs,
    stage_scenes,
)

from moviellm_plugins_gpt.calls import (
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    Refused,
    assistant,
    user,
)
from moviellm_plugins_gpt.config import AnthropicDirector, OpenAIDirector
from moviellm_plugins_gpt.director.schemas import Pictures, Views, pictures_schema, views_schema
from moviellm_plugins_gpt.director.truth import full_prompt, wrong_with
from moviellm_plugins_gpt.fallback import may_fall_back
from moviellm_plugins_gpt.model_component import ModelComponent
from moviellm_plugins_gpt.naming import Names
from moviellm_plugins_gpt.prompting import Prompts

_TOKENS_OF_VIEW = 30
_TOKENS_OF_PICTURE = 190
_TOKENS_OF_FRAME = 160
"""Input tokens of a key frame as it is told to the model, at most."""
_TOKENS_OF_FILM = 900


class ModelDirector(ModelComponent[OpenAIDirector | AnthropicDirector]):
    """Directs films by asking a model how to look at what the ledger shows."""

    @hookimpl
    def moviellm_direct(self, brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard:
        """Make the storyboard of one film."""
        ledger = Ledger(screenplay)
        return _Direction(self.config, self._client, self._prompts, ledger, context).storyboard()

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        """What one film costs at most: cameras once, words twice, for every scene."""
        scenes, frames = brief.shape.total_scenes, brief.shape.frames
        told = _TOKENS_OF_FILM + frames * _TOKENS_OF_FRAME
        words = self.config.cap(50 + frames * _TOKENS_OF_PICTURE)
        views = self.config.cap(50 + frames * _TOKENS_OF_VIEW)
        prices = [
            self._client.worst(calls=scenes, input_tokens=told, output_tokens=views),
            self._client.worst(calls=scenes, input_tokens=told, output_tokens=words),
            self._client.worst(calls=scenes, input_tokens=told + 2 * words, output_tokens=words),
        ]
        return None if None in prices else sum(cast(list[float], prices))


class _Direction:
    """One film while it is being directed."""

    def __init__(
        self,
        config: OpenAIDirector | AnthropicDirector,
        client: ModelClient,
        prompts: Prompts,
        ledger: Ledger,
        context: Context,
    ) -> None:
        self.config, self.client, self.prompts = config, client, prompts
        self.ledger, self.context = ledger, context
        self.names = Names(ledger.entities)
        self.rules = prompts.fill("rules")
        play = ledger.screenplay
        self.film = f"{play.title} ({play.genre}, {play.style.keyword})."

    def storyboard(self) -> Storyboard:
        views = self._views()

        def choose(run: SceneRun, moments: Sequence[Moment], index: int) -> Iterator[Camera]:
            wanted = views.get((run.scene.id, index))
            if wanted is not None:
                yield wanted
            yield from (camera for camera in cameras(run, moments, index) if camera != wanted)

        staged = list(stage_scenes(self.ledger, choose))
        words = self._words(staged)
        return bind_storyboard(
            self.ledger,
            staged,
            self.config,
            self.context.seed,
            lambda run, ordinal, draft: words[run.scene.id][ordinal],
        )

    def _views(self) -> dict[tuple[str, int], Camera]:
        """The cameras that the model chose, where what it chose was there to be chosen."""
        causes = {cause for event in self.ledger.screenplay.events() for cause in event.because}
        runs = [(run, choose_moments(run, causes)) for run in scene_runs(self.ledger)]
        answers = self._ask(
            [
                self._question(
                    "cameras",
                    run,
                    len(moments),
                    [_moment_line(run, moments, index) for index in range(len(moments))],
                    50 + len(moments) * _TOKENS_OF_VIEW,
                )
                for run, moments in runs
            ]
        )
        views = {}
        for (run, moments), answer in zip(runs, answers, strict=True):
            chosen = answer.parsed if isinstance(answer, ModelAnswer) else None
            if not isinstance(chosen, Views):
                continue
            for index, view in enumerate(chosen.frames[: len(moments)]):
                for framing in framings(run, moments, index):
                    if framing.size == view.size:
                        views[run.scene.id, index] = Camera(
                            size=framing.size, angle=view.angle, subject=framing.subject
                        )
        return views

    def _words(self, staged: Sequence[tuple[SceneRun, list[FrameDraft]]]) -> dict[str, list[str]]:
        """The prompt of every key frame: the model's where it is true, else the computed one."""
        questions = [
            self._question(
                "pictures",
                run,
                len(drafts),
                [self._computed(draft) for draft in drafts],
                50 + len(drafts) * _TOKENS_OF_PICTURE,
            )
            for run, drafts in staged
        ]
        answers = self._ask(questions)
        self._second_try(staged, questions, answers)
        words: dict[str, list[str]] = {}
        refused = 0
        for (run, drafts), answer in zip(staged, answers, strict=True):
            said = _sentences(answer)
            prompts = words.setdefault(run.scene.id, [])
            for index, draft in enumerate(drafts):
                text = said[index] if index < len(said) else ""
                if text and not wrong_with(text, run, draft, self.names):
                    style = self.ledger.screenplay.style
                    prompts.append(full_prompt(text, draft, self.ledger.entities, style))
                else:
                    refused += 1
                    prompts.append(self._computed(draft))
        if refused:
            self.context.log.warning("%d prompts were not true and are computed", refused)
        return words

    def _second_try(
        self,
        staged: Sequence[tuple[SceneRun, list[FrameDraft]]],
        questions: Sequence[ModelQuestion],
        answers: list[ModelAnswer | Refused],
    ) -> None:
        """Send back what is not true, once; put the new answers into the place of the old."""
        again: dict[int, ModelQuestion] = {}
        for number, ((run, drafts), answer) in enumerate(zip(staged, answers, strict=True)):
            said = _sentences(answer)
            faults = [
                f"- {index}: {fault}"
                for index, (text, draft) in enumerate(zip(said, drafts, strict=False), start=1)
                if (fault := wrong_with(text, run, draft, self.names))
            ]
            if faults and isinstance(answer, ModelAnswer):
                more = self.prompts.fill("again", problems="\n".join(faults), count=len(drafts))
                asked = questions[number]
                again[number] = ModelQuestion(
                    system=asked.system,
                    messages=(*asked.messages, assistant(answer.text), user(more)),
                    schema=asked.schema,
                    max_output_tokens=asked.max_output_tokens,
                    label=asked.label,
                )
        for number, answer in zip(again, self._ask(list(again.values())), strict=True):
            if isinstance(answer, ModelAnswer):
                answers[number] = answer

    def _computed(self, draft: FrameDraft) -> str:
        style = self.ledger.screenplay.style
        return prompt_of(self.ledger.entities, style, draft.camera, draft.seen, draft.shown)

    def _question(
        self, prompt: str, run: SceneRun, count: int, lines: Sequence[str], tokens: int
    ) -> ModelQuestion:
        scene = run.scene
        text = self.prompts.fill(
            prompt,
            film=self.film,
            scene=scene.id,
            title=scene.title,
            summary=scene.summary,
            count=count,
            frames="\n".join(f"{index}. {line}" for index, line in enumerate(lines, start=1)),
        )
        schema = views_schema(count) if prompt == "cameras" else pictures_schema(count)
        return ModelQuestion(
            system=self.rules,
            messages=(user(text),),
            schema=schema,
            label=f"scene {scene.id}",
            max_output_tokens=self.config.cap(tokens),
        )

    def _ask(self, questions: Sequence[ModelQuestion]) -> list[ModelAnswer | Refused]:
        self.context.check()
        answers = self.client.ask(self.context, questions) if questions else []
        may_fall_back(answers, self.context.log)
        return list(answers)


def _sentences(answer: ModelAnswer | Refused) -> list[str]:
    parsed = answer.parsed if isinstance(answer, ModelAnswer) else None
    return list(parsed.frames) if isinstance(parsed, Pictures) else []


def _moment_line(run: SceneRun, moments: Sequence[Moment], index: int) -> str:
    moment = moments[index]
    told = [step.event.prose or f"{step.event.agent} {step.event.verb}" for step in moment.steps]
    about = " ".join(told) or f"{moment.purpose} {moment.person or moment.prop or 'the place'}"
    offered = ", ".join(
        f"{framing.size} ({framing.subject})" if framing.subject else framing.size
        for framing in framings(run, moments, index)
    )
    return f"{about} Framings: {offered}"
