"""One plugin: what it takes and what it promises."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources.abc import Traversable
from typing import Any

from moviellm.cli.printing import how_many, paragraph, shown
from moviellm.cli.streams import echo
from moviellm.component import Component
from moviellm.errors import InputError
from moviellm.plugins import LoadedPlugin
from moviellm.plugins.effects import options_without_effect
from moviellm.shape_range import ShapeRange

_NOTHING = object()
_PROMISES = {
    "deterministic": ("same input and seed, same bytes", "may differ from run to run"),
    "seeded": ("another seed, another result", "makes no random choices"),
    "offline": ("opens no connection", "uses the network"),
    "paid": ("calls cost money", "costs nothing"),
}


def as_data(plugin: LoadedPlugin) -> dict[str, Any]:
    """Return everything that a plugin declares, with the JSON schema of its options.

    Raises:
        PluginError: Its config model cannot be imported.
    """
    model, component, record = plugin.config_model(), plugin.component, plugin.record
    return {
        "stage": component.stage,
        "name": component.name,
        "distribution": record.distribution,
        "version": record.version,
        "summary": component.summary,
        "docs": component.docs,
        "api_version": component.api_version,
        "output_version": component.output_version,
        "capabilities": asdict(component.capabilities),
        "without_effect": sorted(options_without_effect(model)),
        "prompts": sorted(_prompts(component)),
        "schema": model.model_json_schema() if model else None,
    }


def prompt_text(plugin: LoadedPlugin, name: str) -> str:
    """Return one of a plugin's prompt files.

    Raises:
        InputError: It has no such prompt.
    """
    known = _prompts(plugin.component)
    if name not in known:
        raise InputError(
            f"The {plugin.record.title} has no prompt `{name}`.",
            hint=f"It has {', '.join(sorted(known))}." if known else "It has none at all.",
        )
    return known[name].read_text(encoding="utf-8")


def print_plugin(found: dict[str, Any]) -> None:
    """Print it in words."""
    origin = f"{found['distribution']} {found['version']}".strip()
    echo(shown(f"{found['stage']} {found['name']} ({origin})"))
    paragraph(found["summary"], indent="  ")
    capabilities = found["capabilities"]
    for name, (yes, no) in _PROMISES.items():
        echo(f"  {name:<15} {yes if capabilities[name] else no}")
    gpus = f", {how_many(capabilities['gpus'], 'GPU')} each" if capabilities["gpus"] else ""
    echo(f"  {'runs in':<15} a {capabilities['runs_in']}{gpus}")
    if found["stage"] == "exporter":
        again = "goes on where it was" if capabilities["resumes"] else "begins anew"
        echo(f"  {'when stopped':<15} {again}")
    if capabilities["shapes"]:
        known = ", or ".join(str(ShapeRange(**one)) for one in capabilities["shapes"])
        paragraph(f"{'fills':<15} {known}", indent="  ")
    if capabilities["judges"]:
        echo(f"  {'judges':<15} which of two answers is better")
    echo(f"  {'output version':<15} {found['output_version']}")
    for label, text in (("prompts", ", ".join(found["prompts"])), ("docs", found["docs"])):
        if text:
            paragraph(f"{label:<15} {text}", indent="  ")
    _print_options(found)


def _print_options(found: dict[str, Any]) -> None:
    schema = found["schema"]
    if not schema or not schema.get("properties"):
        echo("It takes no options.")
        return
    echo("Options:")
    for name, part in _options(schema, schema.get("$defs", {})):
        paragraph(f"{name}: {part['kind']}", indent="  ")
        text = part["description"]
        if name.partition(".")[0] in found["without_effect"]:
            text = f"{text} Does not change the output.".strip()
        if text:
            paragraph(text, indent="      ")


def _options(
    schema: dict[str, Any], named: dict[str, Any], before: str = "", given: Any = None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield options by the names that ``--set`` takes; those of a group stand after it.

    Args:
        schema: Of a model.
        named: The schemas that it may refer to.
        before: The group's name and a dot.
        given: The group's own default, which goes before the defaults of its model.
    """
    for name, part in schema["properties"].items():
        group = named.get(part.get("$ref", "").rpartition("/")[2], {})
        told = kind(part, named)
        default = (given or {}).get(name, part.get("default", _NOTHING))
        if "properties" not in group:
            if name in schema.get("required", ()) and default is _NOTHING:
                told = f"{told} [required]"
            elif default is not _NOTHING:
                told = f"{told} [default: {json.dumps(default)}]"
        yield f"{before}{name}", {"kind": told, "description": part.get("description", "")}
        if "properties" in group:
            inside = None if default is _NOTHING else default
            yield from _options(group, named, f"{before}{name}.", inside)


def kind(part: dict[str, Any], named: dict[str, Any]) -> str:
    """Return in words what a JSON schema accepts.

    Args:
        part: The schema.
        named: The schemas that it may refer to.
    """
    if "$ref" in part:
        return kind(named[part["$ref"].rpartition("/")[2]], named)
    if "enum" in part:
        return " or ".join(json.dumps(value) for value in part["enum"])
    if "const" in part:
        return json.dumps(part["const"])
    for union in ("anyOf", "oneOf"):
        if union in part:
            return " or ".join(kind(one, named) for one in part[union])
    if "prefixItems" in part:
        return f"[{', '.join(kind(one, named) for one in part['prefixItems'])}]"
    if part.get("type") == "array":
        return f"list of {kind(part.get('items', {}), named)}"
    return f"{_PLAIN.get(part.get('type', ''), part.get('type', 'anything'))}{_limits(part)}"


_PLAIN = {"object": "mapping", "string": "text", "boolean": "true or false", "null": "none"}


def _limits(part: dict[str, Any]) -> str:
    least = part.get("minimum", part.get("exclusiveMinimum"))
    most = part.get("maximum", part.get("exclusiveMaximum"))
    if least is not None and most is not None:
        return f" from {least} to {most}"
    return f" from {least}" if least is not None else f" up to {most}" if most is not None else ""


def _prompts(component: Component) -> dict[str, Traversable]:
    """Return the prompt files of a component by name, those that it judges with among them."""
    found: dict[str, Traversable] = {}
    for home in (component.prompts, component.judge_prompts):
        if home is not None:
            package, _, folder = home.partition(":")
            found |= _files(importlib.resources.files(package) / folder, "")
    return found


def _files(place: Traversable, inside: str) -> Iterator[tuple[str, Traversable]]:
    for entry in place.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{inside}{entry.name}/")
        else:
            yield f"{inside}{entry.name}", entry
