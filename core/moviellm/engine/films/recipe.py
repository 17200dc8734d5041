"""What decides a run's results: the identity of every component, and the keys that follow."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterable, Mapping
from typing import Any

from moviellm.engine.journal.records import Maker
from moviellm.engine.keys import StepKeys, digest_of_rows, key_of, prompts_digest, step_seed
from moviellm.film import Brief
from moviellm.motion import require_pyav
from moviellm.pipeline.read import LoadedPipeline
from moviellm.plugins.components import Components
from moviellm.stages import FILM_STAGES, HOOK_OF, Stage

FILM_FORMAT = 1
"""Raised when the engine itself would put the same parts together as another film."""


class Recipe:
    """The components of a run with everything about them that enters a key.

    Args:
        loaded: The pipeline.
        components: The components that it names.

    Raises:
        InputError: A file that an option names is not there, or PyAV, where there is an animator
            or a mixer.
        PluginError: A component or its prompts are broken.
    """

    def __init__(self, loaded: LoadedPipeline, components: Components) -> None:
        if components.names("animator") or components.names("mixer"):
            require_pyav()
        self.components = components
        self.consent = loaded.pipeline.consent
        self.consent_records = [record.model_dump() for record in self.consent]
        limits = loaded.pipeline.limits
        self._judging = [limits.repaints, limits.least_score]
        self._identity: dict[tuple[Stage, str], Mapping[str, Any]] = {}
        self._keys: dict[Stage, StepKeys] = {}
        wrapped = _wrappers(components)
        for stage in (*FILM_STAGES, "curator", "exporter"):
            for name in components.names(stage):
                component = components.component(stage, name)
                prompts = key_of(
                    prompts=prompts_digest(component.prompts), wrappers=wrapped.get(stage, [])
                )
                settings = components.settings(stage, name)
                revision = components.revision(stage, name)
                self._identity[stage, name] = {
                    "name": name,
                    "output_version": component.output_version,
                    "settings": settings,
                    "prompts": prompts,
                    **({"revision": revision} if revision else {}),
                }
                if stage in FILM_STAGES:
                    self._keys[stage] = StepKeys(
                        component, settings, prompts=prompts, revision=revision
                    )

    def has(self, stage: Stage) -> bool:
        """Whether the pipeline names a component of this stage."""
        return stage in self._keys

    def seed(self, brief: Brief, stage: Stage) -> int:
        """The seed of a step that makes a part of a whole film."""
        return step_seed(brief.seed, stage, "")

    def key(self, stage: Stage, seed: int, *inputs: str) -> str:
        """The key of a step with these inputs, given by their digests."""
        return self._keys[stage].key(seed=seed, inputs=inputs)

    def completion(self, brief: bytes) -> str:
        """The key of everything that a finished film depends on.

        Args:
            brief: The brief's JSON.
        """
        return key_of(
            format=FILM_FORMAT,
            brief=brief.decode(),
            crew={stage: dict(self._identity[stage, self.name(stage)]) for stage in self._keys},
            judging=self._judging if self.has("critic") else [],
            consent=self.consent_records,
        )

    def curation_key(self, seed: int, films: Iterable[tuple[str, str]]) -> str:
        """The key of what the curator chooses; empty when the pipeline names none.

        Args:
            seed: The run's.
            films: Id and result of every finished film, in order.
        """
        if not self.components.names("curator"):
            return ""
        identity = dict(self._identity["curator", self.name("curator")])
        return key_of(curator=identity, seed=seed, films=digest_of_rows(films))

    def export_key(
        self, exporter: str, films: Iterable[tuple[str, str]], curation: str = ""
    ) -> str:
        """The key of an export.

        Args:
            exporter: The exporter's name.
            films: Id and result of every film in it, in order.
            curation: The key of what the curator chose from them, if there is one.
        """
        identity = dict(self._identity["exporter", exporter])
        chosen = {"curation": curation} if curation else {}
        return key_of(exporter=identity, films=digest_of_rows(films), **chosen)

    def name(self, stage: Stage) -> str:
        """The name of a stage's component."""
        return self.components.names(stage)[0]

    def unpriced(self, brief: Brief) -> list[Stage]:
        """The stages whose components cannot tell what a film costs: no cap holds with them."""
        stages = [stage for stage in FILM_STAGES if self.has(stage)]
        return [stage for stage in stages if self.components.unpriced(stage, brief)]

    def maker(self, stage: Stage, name: str | None = None) -> Maker:
        """What is recorded, not keyed, of a component that made something."""
        plugin = self.components.plugin(stage, name or self.name(stage))
        return Maker(
            stage=stage,
            component=plugin.component.name,
            facts={
                "distribution": plugin.record.distribution,
                "version": plugin.record.version,
                "moviellm": importlib.metadata.version("moviellm"),
                "python": platform.python_version(),
                "machine": f"{platform.system()} {platform.machine()}",
            },
        )


def _wrappers(components: Components) -> dict[Stage, list[Mapping[str, Any]]]:
    """The observers that wrap a stage's hook, and so may change what it makes."""
    found: dict[Stage, list[Mapping[str, Any]]] = {}
    for name in components.names("hooks"):
        plugin = components.plugin("hooks", name)
        implementation = plugin.implementation()
        for stage, hook in HOOK_OF.items():
            mark = getattr(getattr(implementation, hook, None), "moviellm_impl", None)
            if mark is not None:
                identity = {
                    "name": name,
                    "output_version": plugin.component.output_version,
                    "settings": components.settings("hooks", name),
                }
                found.setdefault(stage, []).append(identity)
    return found
