"""Which versions of other projects, and what kind of processor, a plugin's output was made with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

PROCESSOR = "processor"
"""Beside the versions: drawing and encoding round by the instructions that there are."""

_OURS = "moviellm"
_INSTRUCTIONS = ("avx512f", "avx2", "avx", "sse4_2", "sve", "asimd")


def made_with(distribution: str) -> dict[str, str]:
    """Return the processor's kind, and the versions of what a distribution requires.

    What distributions of MovieLLM among these require counts as well, but not they themselves:
    pictures and videos come out of them. What other projects require does not count.

    Args:
        distribution: The name; one that is not installed requires nothing.
    """
    found = {PROCESSOR: _processor()}
    waiting, seen = [distribution] if distribution else [], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for needed in _required(name):
            if needed.startswith(_OURS):
                waiting.append(needed)
            elif installed := _version(needed):
                found[needed] = installed
    return dict(sorted(found.items()))


def _required(distribution: str) -> list[str]:
    """What a distribution requires here, without extras."""
    names: list[str] = []
    try:
        lines = requires(distribution) or []
    except PackageNotFoundError:
        return []
    for line in lines:
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            names.append(canonicalize_name(requirement.name))
    return names


def _processor() -> str:
    """The widest vector instructions; empty where the system does not tell."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return ""
    return next((name for name in _INSTRUCTIONS if name in told), "")


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
