"""One plugin: what it takes and what it promises."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources.abc import Traversable
from typing import Any

import click

from moviellm.cli.printing import paragraph, shown
from moviellm.errors import InputError
from moviellm.plugins import LoadedPlugin

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
        "without_effect": sorted(component.without_effect),
        "prompts": list(_prompts(component.prompts)),
        "schema": model.model_json_schema() if model else None,
    }


def prompt_text(plugin: LoadedPlugin, name: str) -> str:
    """Return one of a plugin's prompt files.

    Raises:
        InputError: It has no such prompt.
    """
    home = plugin.component.prompts
    known = list(_prompts(home))
    if home is None or name not in known:
        raise InputError(
            f"The {plugin.record.title} has no prompt `{name}`.",
            hint=f"It has {', '.join(known)}." if known else "It has none at all.",
        )
    package, _, folder = home.partition(":")
    return (importlib.resources.files(package) / folder / name).read_text(encoding="utf-8")


def print_plugin(found: dict[str, Any]) -> None:
    """Print it in words."""
    origin = f"{found['distribution']} {found['version']}".strip()
    click.echo(shown(f"{found['stage']} {found['name']} ({origin})"))
    paragraph(found["summary"], indent="  ")
    capabilities = found["capabilities"]
    for name, (yes, no) in _PROMISES.items():
        click.echo(f"  {name:<15} {yes if capabilities[name] else no}")
    click.echo(f"  {'runs in':<15} a {capabilities['runs_in']}, {capabilities['gpus']} GPUs")
    click.echo(f"  {'output version':<15} {found['output_version']}")
    for label, text in (("prompts", ", ".join(found["prompts"])), ("docs", found["docs"])):
        if text:
            paragraph(f"{label:<15} {text}", indent="  ")
    _print_options(found)


def _print_options(found: dict[str, Any]) -> None:
    schema = found["schema"]
    if not schema or not schema.get("properties"):
        click.echo("It takes no options.")
        return
    click.echo("Options:")
    for name, part in schema["properties"].items():
        default = f" [default: {json.dumps(part['default'])}]" if "default" in part else ""
        need = " [required]" if name in schema.get("required", ()) else default
        click.echo(f"  {shown(name)}: {shown(kind(part, schema.get('$defs', {})) + need)}")
        text = part.get("description", "")
        if name in found["without_effect"]:
            text = f"{text} Does not change the output.".strip()
        if text:
            paragraph(text, indent="      ")


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


def _prompts(home: str | None) -> Iterator[str]:
    if home is None:
        return
    package, _, folder = home.partition(":")
    yield from sorted(_files(importlib.resources.files(package) / folder, ""))


def _files(place: Traversable, inside: str) -> Iterator[str]:
    for entry in place.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{inside}{entry.name}/")
        else:
            yield f"{inside}{entry.name}"
