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
    Problem,
    Scene,
    Screenplay,
    World,
    check,
)
from moviellm.film.likeness import real_names, texts_of

from moviellm_plugins_gpt.calls import Oracle
from moviellm_plugins_gpt.config import AnthropicWriter, OpenAIWriter
from moviellm_plugins_gpt.prompting import VERSION, Prompts
from moviellm_plugins_gpt.writer import schemas, telling
from moviellm_plugins_gpt.writer.asking import Asking
from moviellm_plugins_gpt.writer.bible import Premise, bible_problems, clean, compile_bible
from moviellm_plugins_gpt.writer.compile import Compiled, Setting, compile_scene, real_people_in
from moviellm_plugins_gpt.writer.kinds import PLACE_KINDS, PROP_KINDS, STYLES
from moviellm_plugins_gpt.writer.measure import Measures
from moviellm_plugins_gpt.writer.repair import repair_scene


class Expanding:
    """One film while it is being written."""

    def __init__(
        self,
        config: OpenAIWriter | AnthropicWriter,
        oracle: Oracle,
        prompts: Prompts,
        brief: Brief,
        context: Context,
    ) -> None:
        self.config, self.prompts = config, prompts
        self.brief, self.context, self.shape = brief, context, brief.shape
        self.sizes = Measures.of(brief.shape, config)
        self.asking = Asking(config, oracle, prompts, context)
        self.mends = self.asking.mends
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
        play = self._screenplay(premise, bible, plans)
        play = self._scenes(play, plans)
        problems = check(play)
        if problems:
            raise FilmError(
                f"What was written cannot be: {problems[0]}",
                hint="This is a fault of the writer; another seed may avoid it.",
            )
        if self.mends.counts:
            self.context.log.warning("mended by hand: %s", self.mends)
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

        bible, left = self.asking.until_right(
            "the bible", asked, schema, problems, sizes.bible_tokens(shape)
        )
        real = [problem for problem in left if problem.rule == "real person"]
        if real:
            raise FilmError(
                f"The model would not do without a real person: {real[0].hint}",
                hint="Write about fictional people, or change the theme.",
            )
        return bible, compile_bible(bible, self.mends)

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
        tokens = self.sizes.chapter_tokens(self.shape)
        return [chapter.scenes for chapter in self.asking.all(texts, schema, tokens)]

    def _screenplay(
        self, premise: Premise, bible: schemas.Bible, plans: Sequence[Sequence[schemas.ScenePlan]]
    ) -> Screenplay:
        """The screenplay with its scenes still empty."""
        return Screenplay(
            film=self.brief.id,
            title=premise.title,
            overview=premise.overview,
            genre=premise.genre,
            style=premise.style,
            cast=premise.cast,
            places=premise.places,
            props=premise.props,
            opening=premise.opening,
            chapters=tuple(
                Chapter(
                    id=f"c{c}",
                    title=clean(chapter.title, f"Chapter {c}"),
                    summary=clean(chapter.summary),
                    scenes=tuple(
                        Scene(
                            id=f"c{c}.s{s}",
                            title=clean(plan.title, f"Scene {s}"),
                            summary=clean(plan.summary),
                            place=plan.place,
                            frames=self.shape.frames,
                            events=(),
                        )
                        for s, plan in enumerate(scenes, start=1)
                    ),
                )
                for c, (chapter, scenes) in enumerate(
                    zip(bible.chapters, plans, strict=True), start=1
                )
            ),
            wrote=f"{self.config.model} (moviellm-plugins-gpt, prompts {VERSION})",
        )

    # level 3

    def _scenes(self, play: Screenplay, plans: Sequence[Sequence[schemas.ScenePlan]]) -> Screenplay:
        state, told = World(play).opening, list[Event]()
        chapters: list[Chapter] = []
        done = 0
        for chapter, outline in zip(play.chapters, plans, strict=True):
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
                story = telling.story_text(chapters, outline, at)
                compiled = self._scene(setting, scene, outline[at], story, told)
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
        stage = setting.opening.stage
        place = stage.places[scene.place]
        asked = self.prompts.fill(
            "scene",
            story=story,
            scene=scene.id,
            title=scene.title,
            place=place.name,
            place_id=place.id,
            summary=scene.summary,
            people=", ".join(plan.people) or "nobody",
            spots=telling.spots_text(place),
            state=telling.state_text(setting.opening, place.id),
            events=telling.recent_text(told),
            least=self.sizes.least,
            most=self.sizes.most,
            lines=self.sizes.lines,
            frames=scene.frames,
            language=self.brief.language,
        )
        schema = schemas.scene_schema(
            self.sizes.least,
            self.sizes.most,
            list(stage.persons),
            list(stage.props),
            list(stage.places),
            list(telling.target_ids(stage, place.id)),
        )

        def problems(answer: schemas.Happening) -> list[Problem]:
            refused = compile_scene(setting, answer.events).problems
            return [*refused, *real_people_in(answer.events, stage, self.excused)]

        answer, left = self.asking.until_right(
            f"scene {scene.id}", asked, schema, problems, self.sizes.scene_tokens()
        )
        self.mends.note("fewer lines", sum(not problem.where for problem in left))
        if not any(problem.where for problem in left):
            return compile_scene(setting, answer.events)
        compiled, spoiled = repair_scene(setting, answer.events, self.mends)
        self._tolerable(scene, spoiled, len(answer.events), left)
        return compiled

    def _tolerable(self, scene: Scene, spoiled: int, of: int, left: Sequence[Problem]) -> None:
        if spoiled <= self.config.max_mended * of:
            return
        first = next(problem for problem in left if problem.where)
        raise FilmError(
            f"In scene {scene.id} {spoiled} of {of} events cannot happen after "
            f"{self.config.rounds} rounds of repair; the first, {first}",
            hint="Ask a better model, allow more rounds, or raise `max_mended`.",
        )
