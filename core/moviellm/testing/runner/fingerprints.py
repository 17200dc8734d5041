"""What a component's output was when its author last looked: one digest an `output_version`.

The file ``moviellm-fingerprints.json`` is kept beside the plugin's declaration and ships with it::

    {"painter:dots": {"output_version": 1, "options": {}, "input": "6f...",
                      "outputs": {"linux-x86_64": {"digest": "0a...", "with": {"numpy": "2.4.6"}}}}}

Pictures may differ between platforms, so that each has its own digest. An encoder of another
version may write other bytes: a difference counts only where what the plugin requires is as it was.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moviellm.errors import StorageError
from moviellm.testing.conformance.findings import ContractBroken, NotApplicable

FILE = "moviellm-fingerprints.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a component made of the kit's input.

    Attributes:
        component: ``stage:name``.
        options: Its options as they were given.
        input: Digest of the kit's input.
        output: Digest of what it made.
        made_with: Versions of what its distribution requires.
    """

    component: str
    output_version: int
    options: Mapping[str, Any]
    input: str
    output: str
    made_with: Mapping[str, str]


def compare(file: Path, found: Fingerprint) -> None:
    """Compare a fingerprint with the recorded one.

    Raises:
        ContractBroken: The output changed and its version did not.
        NotApplicable: Nothing comparable is recorded.
    """
    row = _read(file).get(found.component)
    if row is None:
        raise NotApplicable(f"nothing is recorded in {file.name}; --record does it")
    if row["output_version"] > found.output_version:
        raise ContractBroken(
            f"`output_version` went back from {row['output_version']} to {found.output_version}.",
            "It only rises: runs of both versions may share a folder.",
        )
    if row["output_version"] < found.output_version:
        raise NotApplicable(f"version {row['output_version']} is recorded; --record the new one")
    if row["input"] != found.input or row["options"] != dict(found.options):
        raise NotApplicable("it was recorded with other options or by another kit")
    recorded = row["outputs"].get(_here())
    if recorded is None:
        raise NotApplicable(f"nothing is recorded on {_here()}; --record does it")
    if recorded["digest"] == found.output:
        return
    if others := _others(recorded["with"], found.made_with):
        raise NotApplicable(f"it changed, and so did {others}; look, then --record it")
    raise ContractBroken(
        f"The output changed and `output_version` is still {found.output_version}.",
        "Raise `output_version` in plugin.py, then `moviellm plugins check NAME --record`.",
    )


def record(file: Path, found: Fingerprint) -> None:
    """Write a fingerprint down, beside those of other components and platforms.

    Raises:
        StorageError: The file cannot be written.
    """
    rows = _read(file)
    row = rows.get(found.component, {})
    same = (row.get("output_version"), row.get("input"), row.get("options")) == (
        found.output_version, found.input, dict(found.options),
    )  # fmt: skip
    rows[found.component] = {
        "output_version": found.output_version,
        "options": dict(found.options),
        "input": found.input,
        "outputs": {
            **(row["outputs"] if same else {}),
            _here(): {"digest": found.output, "with": dict(found.made_with)},
        },
    }
    text = json.dumps(rows, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written: {error.strerror}.", hint="Name another file."
        ) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{file} cannot be read: {error}.", hint="Delete it and record again."
        ) from error
    return found if isinstance(found, dict) else {}


def _others(recorded: Mapping[str, str], found: Mapping[str, str]) -> str:
    """The projects whose versions are not those recorded."""
    return ", ".join(
        f"{name} ({recorded.get(name, 'none')}, now {found.get(name, 'none')})"
        for name in sorted({*recorded, *found})
        if recorded.get(name) != found.get(name)
    )


def _here() -> str:
    return f"{sys.platform}-{platform.machine().lower()}"
