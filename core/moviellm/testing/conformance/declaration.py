"""Checks of what a plugin declares: before anything of it runs."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from moviellm.component import Capabilities, Component
from moviellm.plugins.effects import misplaced_marks
from moviellm.shape_range import ShapeRange
from moviellm.testing.conformance import StageCheck
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.harness import errors_as_findings
from moviellm.testing.conformance.stage_check import Check
from moviellm.testing.films.tiny import tiny_brief

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_LIGHT = {"moviellm", "pluggy", "stevedore", "packaging"}
_HEAVY = {
    "accelerate", "anthropic", "av", "cv2", "datasets", "diffusers", "jax", "openai", "pyarrow",
    "ray", "skia", "tensorflow", "torch", "torchvision", "transformers",
}  # fmt: skip


def loads(stage_check: StageCheck) -> None:
    """Load the declaration by its entry point and see what came with it."""
    harness = stage_check.harness
    own = harness.plugin.record.entry_point.module.partition(".")[0]
    brought = {name.partition(".")[0] for name in harness.brought_by_declaration}
    extra = sorted(
        name
        for name in brought - _LIGHT - {own} - sys.stdlib_module_names
        if not name.startswith("_")
    )
    if extra:
        raise ContractBroken(
            f"Importing its declaration imports {', '.join(extra)}.",
            "Keep plugin.py to names: `config` and `implementation` are imported when needed.",
        )


def declaration(stage_check: StageCheck) -> None:
    """Look at every field of the declaration."""
    for what, fix in _faults(stage_check.harness.component):
        raise ContractBroken(what, fix)


def options(stage_check: StageCheck) -> None:
    """Look at the model of the options and validate some."""
    harness = stage_check.harness
    with errors_as_findings():
        model = harness.plugin.config_model()
    if model is not None:
        _judge_model(model, harness.request.options)
        with errors_as_findings():
            config = harness.plugin.configure(harness.request.options)
            harness.plugin.revision(config)
            harness.plugin.remarks(config)
            harness.plugin.brief_remarks(config, tiny_brief())
    heavy = sorted(_HEAVY & {name.partition(".")[0] for name in sys.modules})
    if heavy:
        raise ContractBroken(
            f"Importing its config imports {', '.join(heavy)}.",
            "Keep config.py to pydantic, so that a pipeline validates without the heavy stack.",
        )


def starts(stage_check: StageCheck) -> None:
    """Make an instance and register its hooks."""
    assert stage_check.roster


def _faults(component: Component) -> Iterator[tuple[str, str]]:
    if not component.summary.strip() or "\n" in component.summary:
        yield "Its summary is empty or has several lines.", "Say in one line what it does."
    if component.docs.split() not in ([], [component.docs]):
        yield f"`docs` is {component.docs!r}, no address.", "Give an address, or leave it out."
    version = component.output_version
    if not isinstance(version, int) or version < 1:
        yield f"`output_version` is {version!r}.", "It is an integer from 1."
    for field in ("implementation", "config", "revision", "remarks", "brief_remarks", "probe"):
        target = getattr(component, field)
        if target is not None and len(target.split(":")) != 2:
            yield f"`{field}` is {target!r}.", "Write it as `module:name`."
    capabilities = component.capabilities
    if not isinstance(capabilities, Capabilities):
        yield "`capabilities` is no moviellm.Capabilities.", "Write Capabilities(...)."
    elif capabilities.runs_in not in ("thread", "process"):
        yield f"`runs_in` is {capabilities.runs_in!r}.", "It is `thread` or `process`."
    elif capabilities.gpus < 0:
        yield f"`gpus` is {capabilities.gpus}.", "It is 0 or more."
    elif capabilities.gpus and capabilities.runs_in == "thread":
        yield "It needs a GPU and runs in a thread.", 'Declare runs_in="process": it gets its own.'
    elif capabilities.resumes and component.stage != "exporter":
        yield (
            f"A {component.stage} declares `resumes`.",
            "Exporters resume; others are called anew.",
        )
    elif capabilities.pictures_of and component.stage != "animator":
        yield (
            f"A {component.stage} declares `pictures_of`.",
            "Only animators move pictures; pipelines would not look at it.",
        )
    yield from _shape_faults(component)
    yield from _prompt_faults(component)


def _prompt_faults(component: Component) -> Iterator[tuple[str, str]]:
    for field in ("prompts", "judge_prompts"):
        home = getattr(component, field)
        if home is not None and not _has_files(home):
            yield f"`{field}` is {home!r}, where no file is.", "Write `package:folder`."


def _has_files(prompts: str) -> bool:
    package, _, folder = prompts.partition(":")
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return any(path.is_file() for place in places or () for path in Path(place, folder).rglob("*"))


def _judge_model(model: type[BaseModel], given: str) -> None:
    from pydantic import ValidationError

    name = model.__name__
    if not model.model_config.get("frozen"):
        raise ContractBroken(
            f"{name} can be changed.",
            'Write model_config = ConfigDict(extra="forbid", frozen=True).',
        )
    if hidden := misplaced_marks(model):
        raise ContractBroken(
            f"`WithoutEffect` stands inside the type of {', '.join(hidden)} and says nothing.",
            "Write it around the whole type of a field of the config model itself.",
        )
    try:
        model.model_json_schema()
    except Exception as error:
        raise ContractBroken(
            f"{name} has no JSON schema: {error}", "Use types that JSON has."
        ) from error
    try:
        made = model.model_validate_json(given)
    except ValidationError as error:
        raise ContractBroken(_why(error, given), "Give the kit valid options.") from error
    again = model.model_validate_json(made.model_dump_json())
    if again != made:
        raise ContractBroken(
            f"{name} does not survive being written as JSON and read again.",
            "Options travel to worker processes as JSON.",
        )


def _shape_faults(component: Component) -> Iterator[tuple[str, str]]:
    shapes = getattr(component.capabilities, "shapes", ())
    if shapes and component.stage != "writer":
        yield f"A {component.stage} declares `shapes`.", "Writers fill shapes."
    elif not (isinstance(shapes, tuple) and all(map(_is_range, shapes))):
        yield (
            f"`shapes` is {shapes!r}.",
            "It is a tuple of ShapeRange, from 1 and with the least before the most.",
        )


def _is_range(known: object) -> bool:
    if not isinstance(known, ShapeRange):
        return False
    ends = [ends for ends in astuple(known) if ends is not None]
    return all(1 <= least <= most for least, most in ends)


def _why(error: ValidationError, given: str) -> str:
    missing = [".".join(map(str, e["loc"])) for e in error.errors() if e["type"] == "missing"]
    if len(missing) == error.error_count():
        return f"The options {', '.join(missing)} are required, and the kit was given {given}."
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "options"
    return f"The options {given} are not valid: {where}: {first['msg']}."


DECLARATION_CHECKS = (
    Check(
        name="loads",
        means="The declaration is found by its entry point and imports nothing heavy.",
        run=loads,
        needs=(),
    ),
    Check(
        name="declaration",
        means="Summary, versions, capabilities and names in the declaration are well formed.",
        run=declaration,
        needs=("loads",),
    ),
    Check(
        name="options",
        means="The options are a closed, frozen model of JSON, and those given are valid.",
        run=options,
        needs=("loads",),
    ),
    Check(
        name="starts",
        means="The implementation is imported, made and has the hook of its stage.",
        run=starts,
        needs=("options",),
    ),
)
