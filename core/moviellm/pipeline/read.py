"""From a pipeline file to everything a run needs to know, without any plugin's heavy part."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from moviellm.errors import InputError, MovieLLMError, PluginError, together
from moviellm.film import SHAPES, Brief, Shape
from moviellm.pipeline.config import LISTS, SINGLE, Choice, Pipeline
from moviellm.pipeline.faults import input_error, nearest
from moviellm.pipeline.loader import load_file
from moviellm.pipeline.lock_file import pipeline_in
from moviellm.pipeline.mapping import source_of
from moviellm.pipeline.overrides import override
from moviellm.pipeline.places import KeyPath, SourceFile, refuse
from moviellm.pipeline.shards import Shard
from moviellm.pipeline.themes import briefs, read_themes
from moviellm.plugins import LoadedPlugin, load_component
from moviellm.plugins.inspection import unmet
from moviellm.plugins.manager import Selected
from moviellm.shape_range import ShapeRange
from moviellm.stages import Stage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadedPipeline:
    """A pipeline file, read and found right.

    Attributes:
        file: The pipeline file; None when a program gave it as a mapping.
        pipeline: What it says, defaults filled in.
        themes: Its themes, in order.
        selected: The components and observers it names, for `Components`.
        settings: The ``KEY=VALUE`` pairs that replaced values of the file.
        shard: The part of it that is made here; None for all of it.
    """

    file: Path | None
    pipeline: Pipeline
    themes: tuple[str, ...]
    selected: tuple[Selected, ...]
    settings: tuple[str, ...] = ()
    shard: Shard | None = None

    def briefs(self) -> Iterator[Brief]:
        """Yield the brief of every film, in the order in which films are made and exported."""
        found, shard = briefs(self.pipeline.films, self.themes), self.shard
        if shard is None:
            return found
        placed = enumerate(found)
        return (brief for place, brief in placed if shard.holds(place // self.family_size))

    @property
    def usd(self) -> float | None:
        """What its paid calls may cost at most; of a shard its equal part of that."""
        usd, parts = self.pipeline.limits.usd, self.shard.of if self.shard else 1
        return None if usd is None else usd / parts

    @property
    def families(self) -> int:
        """How many films it asks for that are no twin and no rotation of another."""
        families = len(self.themes) * self.pipeline.films.count
        return self.shard.count(families) if self.shard else families

    @property
    def folder(self) -> Path:
        """Where relative paths in it begin."""
        return self.file.parent if self.file else Path()

    @property
    def total_films(self) -> int:
        """How many films it asks for, twins and rotations among them."""
        return self.families * self.family_size

    @property
    def family_size(self) -> int:
        """How many films a family has: the film as it is written, its rotations and its twins."""
        return self.pipeline.films.rotations + self.pipeline.films.twins

    @property
    def total_twins(self) -> int:
        """How many of them are twins."""
        return self.families * self.pipeline.films.twins

    @property
    def total_rotations(self) -> int:
        """How many of them are rotations of another."""
        return self.families * (self.pipeline.films.rotations - 1)

    @property
    def total_told_again(self) -> int:
        """How many of them no writer writes."""
        return self.total_twins + self.total_rotations


def read_pipeline(file: str | Path, settings: Sequence[str] = ()) -> LoadedPipeline:
    """Read a pipeline file and check all of it: keys, types, themes, plugins and their options.

    Plugins' declarations and config models are imported, their implementations are not.

    Args:
        file: The pipeline file, or the ``run.lock.yaml`` of a run.
        settings: ``KEY=VALUE`` pairs that replace single values.

    Raises:
        InputError: Something in the file or a setting is wrong; the message has the place.
        PluginError: A plugin is missing or broken, or a requirement is not met.
    """
    return _read(Path(file), load_file(file), settings)


def load(
    pipeline: str | PathLike[str] | Mapping[str, Any], settings: Sequence[str] = ()
) -> LoadedPipeline:
    """Read a pipeline from its file, or from the mapping that would be in it, and check all of it.

    Args:
        pipeline: The pipeline file, the ``run.lock.yaml`` of a run, or plain data. Relative paths
            in a mapping begin in the working folder.
        settings: ``KEY=VALUE`` pairs that replace single values.

    Raises:
        InputError: Something in it or a setting is wrong; the message has the place.
        PluginError: A plugin is missing or broken, or a requirement is not met.
    """
    if isinstance(pipeline, Mapping):
        return _read(None, source_of(pipeline), settings)
    if isinstance(pipeline, str | PathLike):
        return read_pipeline(os.fspath(pipeline), settings)
    raise InputError(
        f"A pipeline is the path of a file or a mapping, not a {type(pipeline).__name__}.",
        hint='Write moviellm.load("films.yaml"), or moviellm.load({"films": ..., "painter": ...}).',
    )


def _read(file: Path | None, document: SourceFile, settings: Sequence[str]) -> LoadedPipeline:
    document = pipeline_in(document)
    for setting in settings:
        document = override(document, setting)
    pipeline = _validated(document)
    faults: list[MovieLLMError] = []
    themes = _told(faults, partial(read_themes, pipeline.films, document)) or ()
    for n, line in enumerate(pipeline.requires):
        _told(faults, partial(_check_requirement, n, line, document))
    _told(faults, partial(_check_repeated, pipeline, document))
    chosen = [_told(faults, partial(_select, *it, document)) for it in pipeline.choices()]
    if all(chosen):
        _told(faults, partial(_check_shape, pipeline, document))
        _told(faults, partial(_check_pictures, pipeline, document))
    if faults:
        raise together(faults)
    selected = tuple(found for found in chosen if found is not None)
    return LoadedPipeline(file, pipeline, themes, selected, tuple(settings))


def select_exporter(pipeline: Pipeline, name: str, settings: Sequence[str] = ()) -> Selected:
    """Choose one exporter for a pipeline that may not name it.

    Args:
        pipeline: Its options for this exporter, if it names it, are kept.
        name: The exporter.
        settings: ``KEY=VALUE`` pairs for its options.

    Raises:
        InputError: An option is wrong.
        PluginError: It is missing or broken.
    """
    named = [choice for choice in pipeline.exporters if choice.use == name]
    options = named[0].options if named else {}
    document = SourceFile(f"--to {name}", {"exporters": [{"use": name, **options}]}, {}, {}, {})
    for setting in settings:
        document = override(document, f"exporters.{0 if '.' in name else name}.{setting}")
    found = {key: value for key, value in document.data["exporters"][0].items() if key != "use"}
    return _select("exporter", ("exporters", 0), Choice(use=name, options=found), document)


def select_curator(pipeline: Pipeline) -> tuple[Selected, ...]:
    """Choose the curator that a pipeline names, if it names one.

    Raises:
        InputError: One of its options is wrong.
        PluginError: It is missing or broken.
    """
    choice = pipeline.curator
    if choice is None:
        return ()
    data = {"curator": {"use": choice.use, **choice.options}}
    document = SourceFile(f"curator {choice.use}", data, {}, {}, {})
    return (_select("curator", ("curator",), choice, document),)


def select_component(stage: Stage, name: str, settings: Sequence[str] = ()) -> Selected:
    """Choose one component without a pipeline.

    Args:
        stage: Its stage; no exporter.
        name: The component.
        settings: ``KEY=VALUE`` pairs for its options.

    Raises:
        InputError: An option is wrong.
        PluginError: It is missing or broken.
    """
    document = SourceFile(f"{stage} {name}", {stage: {"use": name}}, {}, {}, {})
    for setting in settings:
        document = override(document, f"{stage}.{setting}")
    found = {key: value for key, value in document.data[stage].items() if key != "use"}
    return _select(stage, (stage,), Choice(use=name, options=found), document)


def _told(faults: list[MovieLLMError], work: Callable[[], T]) -> T | None:
    """Do some work, or take down what is wrong, so that all faults are told at once."""
    try:
        return work()
    except MovieLLMError as error:
        faults.append(error)
        return None


def _validated(document: SourceFile) -> Pipeline:
    data = _spelled_out(document)
    try:
        return Pipeline.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        raise input_error(error, Pipeline, document) from None


def _spelled_out(document: SourceFile) -> dict[str, Any]:
    """Return the data with short forms written out: component names, shape names, bare numbers."""
    data = dict(document.data)
    for stage in SINGLE:
        if data.get(stage) is not None:
            data[stage] = _choice(data[stage], (stage,), document)
    for key in LISTS:
        if isinstance(data.get(key), list):
            data[key] = [_choice(item, (key, n), document) for n, item in enumerate(data[key])]
    if isinstance(data.get("films"), dict):
        data["films"] = _films(dict(data["films"]), document)
    return data


def _choice(value: object, path: KeyPath, document: SourceFile) -> object:
    if isinstance(value, str):
        return {"use": value}
    if not isinstance(value, dict):
        refuse(document.place(path), "expected the name of a plugin, or {use: NAME, ...}.")
    if "use" not in value:
        refuse(document.place(path), "the key `use` is missing.", "Write {use: NAME, ...}.")
    return {"use": value["use"], "options": {k: v for k, v in value.items() if k != "use"}}


def _films(films: dict[str, Any], document: SourceFile) -> dict[str, Any]:
    shape = films.get("shape")
    if isinstance(shape, str):
        if shape not in SHAPES:
            expected = f"{', '.join(SHAPES)} or {{chapters: N, scenes: N, frames: N}}"
            place = document.place(("films", "shape"))
            refuse(place, f"`films.shape`: expected {expected}.", nearest(shape, SHAPES))
        films["shape"] = SHAPES[shape].model_dump()
    themes = films.get("themes")
    if isinstance(themes, list):  # a theme `1984` or `true` is what was written, not a number
        films["themes"] = [
            document.texts[("films", "themes", n)]
            if isinstance(theme, bool | int | float)
            else theme
            for n, theme in enumerate(themes)
        ]
    return films


def _select(stage: Stage, path: KeyPath, choice: Choice, document: SourceFile) -> Selected:
    place = document.place((*path, "use"))
    try:
        plugin = load_component(stage, choice.use)
        _check_options(plugin, path, choice.options, document)
    except PluginError as error:
        raise PluginError(f"{place}: {error.message}", hint=error.hint) from error
    options = json.dumps(choice.options, ensure_ascii=False, sort_keys=True)
    return Selected(stage, choice.use, options)


def _check_options(
    plugin: LoadedPlugin, path: KeyPath, options: Mapping[str, Any], document: SourceFile
) -> None:
    model = plugin.config_model()
    if model is None:
        for key in options:
            place = document.keys.get((*path, key), document.place(path))
            refuse(place, f"unknown key `{key}`; the {plugin.record.title} takes no options.")
        return
    try:
        plugin.configure(json.dumps(options))
    except ValidationError as error:
        record = plugin.record
        hint = f"`moviellm plugins show {record.name} --stage {record.stage}` tells its options."
        raise input_error(
            error, model, document, within=path, reserved=["use"], hint=hint
        ) from None


def _check_requirement(n: int, line: str, document: SourceFile) -> None:
    from packaging.requirements import InvalidRequirement, Requirement

    place = document.place(("requires", n))
    try:
        requirement = Requirement(line)
    except InvalidRequirement:
        refuse(place, "expected a requirement such as `moviellm-plugin-sdxl>=1.2`.")
    if problem := unmet(requirement.name, requirement.specifier):
        raise PluginError(
            f"{place}: this pipeline needs {problem}.",
            hint=f'`pip install "{requirement}"` brings it.',
        )


def _check_shape(pipeline: Pipeline, document: SourceFile) -> None:
    """Refuse a shape that the writer does not fill."""
    plugin, shape = load_component("writer", pipeline.writer.use), pipeline.films.shape
    try:
        filled = fills(plugin.component.capabilities.shapes, shape)
    except (AttributeError, TypeError, ValueError) as error:
        raise plugin.broken("its `shapes` are not a tuple of ShapeRange") from error
    if not filled:
        known = ", or ".join(map(str, plugin.component.capabilities.shapes))
        found = f"{shape.chapters} x {shape.scenes} x {shape.frames}"
        refuse(
            document.place(("films", "shape")),
            f"`films.shape`: the {plugin.record.title} fills {known} "
            f"(chapters x scenes x frames), found {found}.",
            "Ask for such a shape, or choose another writer.",
        )


def _check_pictures(pipeline: Pipeline, document: SourceFile) -> None:
    """Refuse an animator that does not move what the painter paints."""
    if pipeline.animator is None:
        return
    plugin, painter = load_component("animator", pipeline.animator.use), pipeline.painter.use
    needed = plugin.component.capabilities.pictures_of
    if needed and needed != painter:
        refuse(
            document.place(("animator",)),
            f"`animator`: the {plugin.record.title} moves pictures of the painter `{needed}`; "
            f"this pipeline paints with `{painter}`.",
            f"Write `painter: {needed}`, or choose another animator.",
        )


def fills(shapes: Sequence[ShapeRange], shape: Shape) -> bool:
    """Whether a writer that declares these shapes fills one; who declares none fills all."""
    asked = (shape.chapters, shape.scenes, shape.frames)
    return not shapes or any(known.nearest(*asked) == asked for known in shapes)


def _check_repeated(pipeline: Pipeline, document: SourceFile) -> None:
    for key in LISTS:
        seen: dict[str, int] = {}
        for n, choice in enumerate(getattr(pipeline, key)):
            if choice.use in seen:
                place = document.place((key, n))
                refuse(place, f"`{choice.use}` is named twice in `{key}`.", "Leave one out.")
            seen[choice.use] = n
