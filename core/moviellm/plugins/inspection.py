"""What can be said of a plugin by reading its metadata and source: no code of it runs.

Only what is certain makes a plugin "broken" here: its module is nowhere, does not parse, imports
what is not installed or lacks the named object; a requirement of its distribution is not met; its
declaration is for another contract. What shows only when it runs is told by loading it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from moviellm.component import API_VERSION
from moviellm.plugins.records import COMMANDS, PluginRecord, discover
from moviellm.plugins.source import certain_failures, find_spec, literal_arguments, read_module

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet


def list_plugins(*stages: str) -> list[PluginRecord]:
    """Return every installed plugin of these stages (default: all, and commands).

    No plugin code is imported. The records are sorted by stage, name and distribution.
    """
    return [inspect(record) if record.state == "ok" else record for record in discover(*stages)]


def inspect(record: PluginRecord) -> PluginRecord:
    """Return the record with its summary, and as broken where reading it shows that it is."""
    summary, causes = _read(record)
    first = next(causes, "") or next(unmet_requirements(record.entry_point.dist), "")
    return replace(record, summary=summary, state="broken" if first else "ok", cause=first)


def unmet_requirements(distribution: Distribution | None, extra: str = "") -> Iterator[str]:
    """Yield, in words, each requirement of a distribution that is not installed as asked.

    Args:
        distribution: Whose.
        extra: Only what this extra adds is looked at.
    """
    from packaging.requirements import InvalidRequirement, Requirement

    for line in (distribution and distribution.requires) or ():
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if (
            _needs(requirement, extra)
            and not (extra and _needs(requirement, ""))
            and (problem := unmet(requirement.name, requirement.specifier))
        ):
            yield f"it needs {problem}"


def _needs(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def unmet(name: str, specifier: SpecifierSet) -> str:
    """Return, in words, how an installed distribution fails a specifier; empty if it does not.

    Args:
        name: A distribution.
        specifier: The versions that would do.
    """
    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name}{specifier}, which is not installed"
    if specifier.contains(found, prereleases=True):
        return ""
    return f"{name}{specifier}, but {found} is installed"


def contract_problems(record: PluginRecord, declared: Mapping[str, Any]) -> Iterator[str]:
    """Yield what contradicts the entry point or the contract in the declared values."""
    api_version = declared.get("api_version", API_VERSION)
    if api_version != API_VERSION:
        yield (
            f"it was written for version {api_version} of the plugin contract, "
            f"and this moviellm speaks version {API_VERSION}"
        )
    for what, expected in (("stage", record.stage), ("name", record.name)):
        if (found := declared.get(what, expected)) != expected:
            yield f"its {what} is {found!r}, but its entry point says {expected!r}"


def _read(record: PluginRecord) -> tuple[str, Iterator[str]]:
    match = EntryPoint.pattern.fullmatch(record.value)
    if match is None or not match["attr"]:
        return "", iter([f"its entry point {record.value!r} is not `module:name`"])
    module, attribute = record.entry_point.module, record.entry_point.attr
    spec = find_spec(module)
    if spec is None:
        return "", iter([f"its module `{module}` is not installed"])
    try:
        tree = read_module(spec)
    except (OSError, SyntaxError, ValueError) as error:
        return "", iter([f"its module `{module}` cannot be read: {type(error).__name__}: {error}"])
    if tree is None:
        return "", iter(())
    declared = literal_arguments(tree, attribute) if record.stage != COMMANDS else {}
    return str(declared.get("summary", "")), _problems(record, tree, attribute, declared)


def _problems(
    record: PluginRecord, tree: Any, attribute: str, declared: Mapping[str, Any]
) -> Iterator[str]:
    yield from certain_failures(tree, attribute)
    yield from contract_problems(record, declared)
