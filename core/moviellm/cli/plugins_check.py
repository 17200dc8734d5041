"""What the conformance kit found, as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from moviellm.cli.printing import how_many, paragraph
from moviellm.cli.streams import echo
from moviellm.errors import InputError
from moviellm.testing import Examination

_COLOUR = {"passed": "green", "broken": "red", "hung": "red", "died": "red"}


def options_of(settings: Sequence[str]) -> dict[str, Any]:
    """Return the options that ``--set KEY=VALUE`` gives; a value that is no JSON is a text.

    Raises:
        InputError: There is no ``=``.
    """
    options: dict[str, Any] = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not key or not equals:
            raise InputError(f"--set {setting!r} is not KEY=VALUE.", hint="Write --set size=64.")
        try:
            options[key] = json.loads(text)
        except ValueError:
            options[key] = text
    return options


def as_data(examination: Examination) -> dict[str, Any]:
    """Return an examination as plain values."""
    return {
        "stage": examination.stage,
        "name": examination.name,
        "passed": examination.passed,
        "recorded": str(examination.recorded) if examination.recorded else None,
        "findings": [asdict(finding) for finding in examination.findings],
    }


def print_examination(examination: Examination) -> None:
    """Print each check with its outcome, what it means and, where it failed, how to fix it."""
    echo(examination.title)
    for finding in examination.findings:
        outcome = click.style(f"{finding.outcome:<8}", fg=_COLOUR.get(finding.outcome, "yellow"))
        echo(f"{outcome} {finding.check}")
        paragraph(finding.means, indent="         ")
        for label, text in (("found", finding.what), ("fix", finding.fix)):
            if text:
                paragraph(f"{label}: {text}", indent="         ")
    echo(_sum(examination))
    if examination.recorded:
        echo(f"Recorded in {examination.recorded}.")


def _sum(examination: Examination) -> str:
    outcomes = [finding.outcome for finding in examination.findings]
    failed = sum(finding.failed for finding in examination.findings)
    passed = how_many(outcomes.count("passed"), "check")
    if failed:
        return f"{passed} passed, {failed} failed: the plugin breaks its contract."
    return f"{passed} passed: the plugin keeps its contract."
