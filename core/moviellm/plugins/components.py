"""The crew of a run: one small typed method a hook, since pluggy's own calls are untyped.

Every answer is checked for its type, so that a plugin which broke its contract is named at once
and not found out by the next stage.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from moviellm.component import Component, Context
from moviellm.errors import InputError, PluginError
from moviellm.film import (
    Animation,
    Annotations,
    Brief,
    Comparison,
    Decision,
    Film,
    Mixing,
    Painting,
    Preference,
    QuestionFacts,
    Quota,
    Screenplay,
    ShotSlate,
    Slate,
    Sound,
    Storyboard,
    Verdict,
)
from moviellm.plugins.answers import BROKEN_CONTRACT, checking, reread
from moviellm.plugins.decisions import decided
from moviellm.plugins.effects import options_without_effect
from moviellm.plugins.judges import told_judges
from moviellm.plugins.loading import LoadedPlugin
from moviellm.plugins.manager import PluginManager, Selected
from moviellm.run_reports import FilmReport, RunReport, RunStart, StepReport
from moviellm.stages import HOOK_OF, Stage

__all__ = ["Components", "Selected"]

T = TypeVar("T")
_END = object()
_JUDGE = "moviellm_judge"

Part = TypeVar("Part", Screenplay, Storyboard, Annotations)


class Components:
    """Everybody who works on a run: the selected components and the observers.

    Made anew for each run and in each worker process. A stage's hook goes to the selected
    component alone, inside the wrappers of the observers. Exceptions of plugins pass through
    with a note (`BaseException.__notes__`) that names plugin, distribution, version, film and
    shot; what is no `Exception` (`SystemExit`) becomes a `PluginError`. Calls are not serialised.

    Args:
        selected: What the pipeline names, in its order.
    """

    def __init__(self, selected: Sequence[Selected]) -> None:
        self._manager = PluginManager(selected)
        self._revisions: dict[tuple[Stage, str], str] = {}

    def names(self, stage: Stage) -> tuple[str, ...]:
        """Return the selected names of a stage in the order of the pipeline."""
        return self._manager.names(stage)

    def plugin(self, stage: Stage, name: str | None = None) -> LoadedPlugin:
        """Return declaration and metadata of a selected plugin; nothing heavy is imported.

        Args:
            stage: Its stage.
            name: Its name; by default the first of the stage.

        Raises:
            PluginError: It is not selected, missing or broken.
        """
        return self._manager.plugin(stage, name or self._only(stage))

    def component(self, stage: Stage, name: str | None = None) -> Component:
        """Return what a selected plugin declares about itself."""
        return self.plugin(stage, name).component

    def settings(self, stage: Stage, name: str | None = None) -> dict[str, Any]:
        """Return the options that change the output, as JSON values after defaults."""
        config = self._manager.config(stage, self.plugin(stage, name).component.name)
        if config is None:
            return {}
        return config.model_dump(mode="json", exclude=set(options_without_effect(type(config))))

    def revision(self, stage: Stage, name: str | None = None) -> str:
        """Return what the files are that a selected plugin's options name; hashed once."""
        plugin = self.plugin(stage, name)
        key = (stage, plugin.component.name)
        if key not in self._revisions:
            self._revisions[key] = plugin.revision(self._manager.config(*key))
        return self._revisions[key]

    def versions(self) -> Mapping[str, str]:
        """Return distribution and version by ``stage:name`` of everybody selected."""
        records = [
            self._manager.plugin(stage, name).record
            for stage in (*HOOK_OF, "hooks")
            for name in self._manager.names(stage)
        ]
        return {f"{r.stage}:{r.name}": f"{r.distribution} {r.version}" for r in records}

    def revisions(self) -> dict[str, str]:
        """Return by ``stage:name`` what the files are that options name, where they name some."""
        everybody = [(stage, name) for stage in HOOK_OF for name in self._manager.names(stage)]
        found = {f"{stage}:{name}": self.revision(stage, name) for stage, name in everybody}
        return {name: revision for name, revision in found.items() if revision}

    def remarks(self) -> list[str]:
        """Return what a person should know of the options before a run, a sentence each."""
        return [
            f"The {stage} `{name}`: {said}."
            for stage in HOOK_OF
            for name in self._manager.names(stage)
            for said in self.plugin(stage, name).remarks(self._manager.config(stage, name))
        ]

    def brief_remarks(self, brief: Brief) -> list[tuple[Stage, str, str]]:
        """Return what a person should know of how a theme is taken: stage, name and sentence."""
        return [
            (stage, name, said)
            for stage in HOOK_OF
            for name in self._manager.names(stage)
            for said in self.plugin(stage, name).brief_remarks(
                self._manager.config(stage, name), brief
            )
        ]

    def prepare(self, stage: Stage, name: str | None = None) -> None:
        """Import the implementation of a stage (and the observers) now instead of at first use.

        Raises:
            PluginError: It cannot be imported, does not start, or has the wrong hooks.
        """
        self._manager.load(stage, name or self._only(stage))

    def write(self, brief: Brief, context: Context) -> Screenplay:
        """Return the screenplay of one film."""
        found = self._call("writer", context, brief=brief)
        return self._of_film("writer", self._expect("writer", found, Screenplay), brief.id)

    def direct(self, brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard:
        """Return the storyboard of one film."""
        found = self._call("director", context, brief=brief, screenplay=screenplay)
        return self._of_film("director", self._expect("director", found, Storyboard), brief.id)

    def voice(
        self, screenplay: Screenplay, storyboard: Storyboard, context: Context
    ) -> tuple[Sound, ...]:
        """Return one sound a cue."""
        found = self._call("voice", context, screenplay=screenplay, storyboard=storyboard)
        return self._one_each("voice", found, Sound, len(storyboard.cues))

    def paint(
        self, slates: Sequence[Slate], context: Context, *, shot: str = ""
    ) -> Iterator[Painting]:
        """Yield one painting a slate, as the painter brings them.

        Args:
            slates: What to paint.
            context: As given to the painter; once it is cancelled no further picture is begun.
            shot: Where these slates belong, for the note on an exception.
        """
        name = self._only("painter")
        with self._manager.noting("painter", name, _where(context, shot)):
            found = self._manager.call("painter", name, slates=slates, context=context)
            paintings = self._items("painter", found)
            for count in range(len(slates)):
                if count and not isinstance(found, Collection):
                    context.check()  # a generator paints the next one only now
                painting = next(paintings, _END)
                if painting is _END:
                    raise self._wrong("painter", f"{len(slates)} paintings", f"{count}")
                yield self._expect("painter", painting, Painting)
            if next(paintings, _END) is not _END:
                raise self._wrong("painter", f"{len(slates)} paintings", "more")

    def critique(
        self,
        slates: Sequence[Slate],
        paintings: Sequence[Painting],
        context: Context,
        *,
        shot: str = "",
    ) -> tuple[Verdict, ...]:
        """Return one verdict a picture."""
        found = self._call("critic", context, shot, slates=slates, paintings=paintings)
        return self._one_each("critic", found, Verdict, len(paintings))

    def animate(self, shot: ShotSlate, context: Context) -> Animation:
        """Return what an animator makes of one shot."""
        place = f"shot {shot.shot}"
        found = self._call("animator", context, place, shot=shot)
        return self._expect("animator", found, Animation, where=_where(context, place))

    def mix(self, film: Film, context: Context) -> Mixing:
        """Return all that is heard in one film."""
        return self._expect("mixer", self._call("mixer", context, film=film), Mixing)

    def caption(self, film: Film, context: Context) -> Annotations:
        """Return the captions and questions of one film."""
        found = self._call("captioner", context, film=film)
        return self._of_film("captioner", self._expect("captioner", found, Annotations), film.id)

    def curate(
        self, questions: Iterable[QuestionFacts], context: Context
    ) -> Iterator[Decision | Quota]:
        """Yield one decision a question, in order, and quotas, as the curator brings them.

        Args:
            questions: Can be walked as often as one likes.
            context: As given to the curator.
        """
        name = self._only("curator")
        with self._manager.noting("curator", name):
            found = self._manager.call("curator", name, questions=questions, context=context)
            yield from decided(
                questions, self._items("curator", found), self.plugin("curator", name)
            )

    def export(self, name: str, films: Iterable[Film], target: Path, context: Context) -> None:
        """Write films into an empty folder by one exporter."""
        found = self._call("exporter", context, name=name, films=films, target=target)
        if found is not True:
            raise self._wrong("exporter", "True", _kind(found), name)

    def estimate(self, stage: Stage, brief: Brief) -> float | None:
        """Return what a stage's work on one film costs at most, in US dollars; None if unknown."""
        if not self.component(stage).capabilities.paid:
            return 0.0
        name = self._only(stage)
        with self._manager.noting(stage, name, f", film {brief.id}"):
            found = self._manager.call(stage, name, hook="moviellm_estimate", brief=brief)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self._wrong(stage, "US dollars", _kind(found), hook="moviellm_estimate")
        if not (math.isfinite(found) and found >= 0):
            raise self._wrong(stage, "US dollars", str(found), hook="moviellm_estimate")
        return float(found)

    def unpriced(self, stage: Stage, brief: Brief) -> bool:
        """Whether a stage's component estimates prices and does not know that of a film."""
        if not self.component(stage).capabilities.paid:
            return False
        tells = self._manager.answers(stage, self._only(stage), "moviellm_estimate")
        return tells and self.estimate(stage, brief) is None

    def judge(
        self, stage: Stage, comparisons: Sequence[Comparison], context: Context
    ) -> tuple[Preference, ...]:
        """Return one preference a comparison.

        Args:
            stage: The stage of the component that judges; it may have any.
            comparisons: What is compared.
            context: As given to the component.
        """
        name = self._only(stage)
        with self._manager.noting(stage, name):
            found = self._manager.call(
                stage, name, hook=_JUDGE, comparisons=comparisons, context=context
            )
        said = self._one_each(stage, found, Preference, len(comparisons), hook=_JUDGE)
        with checking(self.plugin(stage, name), hook=_JUDGE):
            return tuple(reread(Preference, preference)[1] for preference in said)

    def require_judge(self, stage: Stage) -> None:
        """Refuse a component that does not judge.

        Raises:
            InputError: It declares that it does not.
            PluginError: It is missing or broken.
        """
        if not self.component(stage).capabilities.judges:
            raise InputError(
                f"The {self.plugin(stage).record.title} is no judge.", hint=told_judges()
            )

    def run_started(self, start: RunStart) -> None:
        """Tell the observers that a run begins."""
        self._manager.tell("moviellm_run_started", start=start)

    def step_finished(self, step: StepReport) -> None:
        """Tell the observers that a step was made."""
        self._manager.tell("moviellm_step_finished", step=step)

    def film_finished(self, film: FilmReport) -> None:
        """Tell the observers that a film is whole or quarantined."""
        self._manager.tell("moviellm_film_finished", film=film)

    def run_finished(self, run: RunReport) -> None:
        """Tell the observers that the run has ended."""
        self._manager.tell("moviellm_run_finished", run=run)

    def _only(self, stage: Stage) -> str:
        names = self.names(stage)
        if not names:
            raise PluginError(f"No {stage} was selected for this run.")
        return names[0]

    def _call(
        self, stage: Stage, context: Context, place: str = "", *, name: str = "", **arguments: Any
    ) -> Any:
        name = name or self._only(stage)
        with self._manager.noting(stage, name, _where(context, place)):
            return self._manager.call(stage, name, context=context, **arguments)

    def _expect(
        self, stage: Stage, found: object, kind: type[T], *, hook: str = "", where: str = ""
    ) -> T:
        if not isinstance(found, kind):
            expected = f"{_article(kind.__name__)}"
            raise self._wrong(stage, expected, f"{_kind(found)}{where}", hook=hook)
        return found

    def _items(self, stage: Stage, found: object, *, hook: str = "") -> Iterator[object]:
        if not isinstance(found, Iterable):
            raise self._wrong(stage, "a sequence", _kind(found), hook=hook)
        return iter(found)

    def _one_each(
        self, stage: Stage, found: object, kind: type[T], expected: int, *, hook: str = ""
    ) -> tuple[T, ...]:
        with self._manager.noting(stage, self._only(stage)):  # a generator works only now
            found = list(islice(self._items(stage, found, hook=hook), expected + 1))
        items = tuple(self._expect(stage, item, kind, hook=hook) for item in found)
        if len(items) != expected:
            many = "more" if len(items) > expected else str(len(items))
            raise self._wrong(stage, f"{expected} of {kind.__name__}", many, hook=hook)
        return items

    def _of_film(self, stage: Stage, found: Part, film: str) -> Part:
        other = getattr(found, "film", None)  # a model that nobody validated may lack it
        if other != film:
            raise self._wrong(stage, f"something of film {film}", f"of film {other}")
        return found

    def _wrong(
        self, stage: Stage, expected: str, found: str, name: str = "", *, hook: str = ""
    ) -> PluginError:
        title = self.plugin(stage, name or None).record.title
        return PluginError(
            f"The {title} broke its contract: {hook or HOOK_OF[stage]} must return {expected}, "
            f"and it returned {found}.",
            hint=BROKEN_CONTRACT,
        )


def _where(context: Context, shot: str) -> str:
    return "".join([f", film {context.film}" * bool(context.film), f", {shot}" * bool(shot)])


def _kind(found: object) -> str:
    return "nothing" if found is None else f"a value of type {type(found).__name__}"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"
