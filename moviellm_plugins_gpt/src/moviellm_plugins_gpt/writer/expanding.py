"""One film, from its bible down to its events, with the model and the ledger taking turns."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm import Context, FilmError
from moviellm.film import (
    LIGHTS,
    MOODS,
    WEATHERS,
    Brief,
    Chapter,
    Event,
    Ledger,
    Problem,
    Scene,
    Screenplay,
    State,
    check,
)
from moviellm.film.likeness import real_names, texts_of

from moviellm_plugins_gpt.calls import ModelClient
from moviellm_plugins_gpt.config import AnthropicWriter, OpenAIWriter
from moviellm_plugins_gpt.prompting import VERSION, Prompts
from moviellm_plugins_gpt.writer import schemas, telling
from moviellm_plugins_gpt.writer.asking import Asking
from moviellm_plugins_gpt.writer.bible import Premise, bible_problems, clean, compile_bible
from moviellm_plugins_gpt.writer.compile import Compiled, Setting, compile_scene
from moviellm_plugins_gpt.writer.kinds import PLACE_KINDS, PROP_KINDS, STYLES
from moviellm_plugins_gpt.writer.measure import Measures
from moviellm_plugins_gpt.writer.outline import outline
from moviellm_plugins_gpt.writer.people import real_people, refuse_real_people
from moviellm_plugins_gpt.writer.repair import repair_scene


class Expanding:
    """One film while it is being written."""

    def __init__(
        self,
        config: OpenAIWriter | AnthropicWriter,
        client: ModelClient,
        prompts: Prompts,
        brief: Brief,
        context: Context,
    ) -> None:
        self.config, self.prompts = config, prompts
        self.brief, self.context, self.shape = brief, context, brief.shape
        self.sizes = Measures.of(brief.shape, config)
        self.asking = Asking(config, client, prompts, context)
        self.repairs = self.asking.repairs
        self.excused = [mention.name for mention in real_names(texts_of(brief))]
        self.asking.fixed = prompts.fill(
            "rules",
            verbs=telling.verb_table(),
            moods=", ".join(MOODS),
            lights=", ".join(LIGHTS),
            weathers=", ".join(WEATHERS),
        )

    def write(self) -> Screenplay:
        bible, premise = self._bible()
        self.asking.fixed += f"\n\n{telling.bible_text(premise, bible.chapters)}"
        plans = self._chapters(premise, bible)
        wrote = f"{self.config.model} (moviellm-plugins-gpt, prompts {VERSION})"
        play = outline(self.brief, premise, bible, plans, wrote)
        play = self._scenes(play, plans)
        problems = check(play)
        if problems:
            raise FilmError(
                f"What was written cannot be: {problems[0]}",
                hint="This is a fault of the writer; another seed may avoid it.",
            )
        if self.repairs.counts:
            self.context.log.warning("mended by hand: %s", self.repairs)
        return play

    # level 1

    def _bible(self) -> tuple[schemas.Bible, Premise]:
        sizes, shape = self.sizes, self.shape
        asked = self.prompts.fill(
            "bible",
            theme=self.brief.theme,
            wishes="; ".join(f"{k}: {v}" for k, v in self.brief.dials.items()) or "none",
            language=self.brief.language,
            variation=self.context.seed % 1_000_003,
            styles=", ".join(STYLES),
            people=f"{sizes.people} {'person' if sizes.people == 1 else 'people'}",
            places=sizes.places,
            props=sizes.props,
            place_kinds=", ".join(PLACE_KINDS),
            prop_kinds=", ".join(PROP_KINDS),
            chapters=shape.chapters,
        )
        schema = schemas.bible_schema(shape.chapters, sizes.people, sizes.places, sizes.props)

        def problems(bible: schemas.Bible) -> list[Problem]:
            found = bible_problems(bible, self.excused)
            if found or not self.config.check_names:
                return found
            return self.asking.known_people([player.name for player in bible.cast])

        def settle(bible: schemas.Bible, left: list[Problem]) -> schemas.Bible:
            refuse_real_people(left)
            return bible

        bible = self.asking.until_settled(
            "the bible", asked, schema, problems, sizes.bible_tokens(shape), settle
        )
        return bible, compile_bible(bible, self.repairs)

    # level 2

    def _chapters(self, premise: Premise, bible: schemas.Bible) -> list[list[schemas.ScenePlan]]:
        schema = schemas.chapter_schema(
            self.shape.scenes,
            [place.id for place in premise.places],
            [person.id for person in premise.cast],
        )
        texts = [
            (
                f"chapter {number}",
                self.prompts.fill(
                    "chapter",
                    number=number,
                    chapters=self.shape.chapters,
                    title=clean(chapter.title),
                    summary=clean(chapter.summary),
                    scenes=self.shape.scenes,
                ),
            )
            for number, chapter in enumerate(bible.chapters, start=1)
        ]
        people = [person.name for person in premise.cast]

        def problems(chapter: schemas.Chapter) -> list[Problem]:
            said = [
                (f"scene {number}", f"{plan.title} / {plan.summary}")
                for number, plan in enumerate(chapter.scenes, start=1)
            ]
            return real_people(said, people, self.excused)

        def settle(chapter: schemas.Chapter, left: list[Problem]) -> list[schemas.ScenePlan]:
            refuse_real_people(left)
            return list(chapter.scenes)

        tokens = self.sizes.chapter_tokens(self.shape)
        return self.asking.all_until_settled(texts, schema, problems, tokens, settle)

    # level 3

    def _scenes(self, play: Screenplay, plans: Sequence[Sequence[schemas.ScenePlan]]) -> Screenplay:
        state, told = Ledger(play).opening, list[Event]()
        chapters: list[Chapter] = []
        done = 0
        for chapter, planned in zip(play.chapters, plans, strict=True):
            scenes: list[Scene] = []
            for at, scene in enumerate(chapter.scenes):
                self.context.check()
                setting = Setting(
                    scene=scene.id,
                    place=scene.place,
                    opening=state,
                    earlier={event.id for event in told},
                    lines=self.sizes.lines,
                )
                story = telling.story_text(chapters, planned, at)
                compiled = self._scene(setting, scene, planned[at], story, told)
                scenes.append(scene.model_copy(update={"events": compiled.events}))
                state = compiled.closing
                told += compiled.events
                done += 1
                self.context.progress(done, self.shape.total_scenes)
            chapters.append(chapter.model_copy(update={"scenes": tuple(scenes)}))
        return play.model_copy(update={"chapters": tuple(chapters)})

    def _scene(
        self,
        setting: Setting,
        scene: Scene,
        plan: schemas.ScenePlan,
        story: str,
        told: Sequence[Event],
    ) -> Compiled:
        stage, sizes = setting.opening.entities, self.sizes
        schema = schemas.scene_schema(
            sizes.least,
            sizes.most,
            list(stage.persons),
            list(stage.props),
            list(stage.places),
            list(telling.target_ids(stage, scene.place)),
        )
        people = [person.name for person in stage.persons.values()]

        def problems(answer: schemas.Happening) -> list[Problem]:
            refused = compile_scene(setting, answer.events).problems
            said = [
                (f"#{number}", f"{deed.line or ''} / {deed.prose}")
                for number, deed in enumerate(answer.events, start=1)
            ]
            return [*refused, *real_people(said, people, self.excused)]

        def settle(answer: schemas.Happening, left: list[Problem]) -> Compiled:
            refuse_real_people(left)
            self.repairs.note("fewer lines", sum(not problem.where for problem in left))
            if not any(problem.where for problem in left):
                return compile_scene(setting, answer.events)
            compiled, spoiled = repair_scene(setting, answer.events, self.repairs)
            self._tolerable(scene, spoiled, len(answer.events), left)
            return compiled

        asked = self._scene_text(setting.opening, scene, plan, story, told)
        return self.asking.until_settled(
            f"scene {scene.id}", asked, schema, problems, sizes.scene_tokens(), settle
        )

    def _scene_text(
        self,
        opening: State,
        scene: Scene,
        plan: schemas.ScenePlan,
        story: str,
        told: Sequence[Event],
    ) -> str:
        place = opening.entities.places[scene.place]
        return self.prompts.fill(
            "scene",
            story=story,
            scene=scene.id,
            title=scene.title,
            place=place.name,
            place_id=place.id,
            summary=scene.summary,
            people=", ".join(plan.people) or "nobody",
            spots=telling.spots_text(place),
            state=telling.state_text(opening, place.id),
            events=telling.recent_text(told),
            least=self.sizes.least,
            most=self.sizes.most,
            lines=self.sizes.lines,
            frames=scene.frames,
            language=self.brief.language,
        )

    def _tolerable(self, scene: Scene, spoiled: int, of: int, left: Sequence[Problem]) -> None:
        if spoiled <= self.config.max_mended * of:
            return
        first = next(problem for problem in left if problem.where)
        raise FilmError(
            f"In scene {scene.id} {spoiled} of {of} events cannot happen after "
            f"{self.config.rounds} rounds of repair; the first, {first}",
            hint="Ask a better model, allow more rounds, or raise `max_mended`.",
        )
