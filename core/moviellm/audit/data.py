"""An audit as plain data, for machines: what `moviellm audit --json` prints and a run keeps."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from moviellm.audit.exam import Audit, Results
from moviellm.audit.leaks import worst
from moviellm.audit.views import BLIND, VIEWS

_WORST = 10
"""How many leaks people are shown."""


def as_data(found: Audit) -> dict[str, Any]:
    """Return the audit as JSON has it; scores of single questions are not in it."""
    return {
        "films": found.films,
        "baselines": {view: VIEWS[view].sees for view in BLIND},
        **_results(found.blind),
        "parts": [
            {"baseline": view, "sees": VIEWS[view].sees, "of": VIEWS[view].of, **_results(part)}
            for view, part in found.parts.items()
        ],
        "unasked": dict(found.unasked),
        "worst": worst_leaks(found),
        "leaks": [{**asdict(leak), "text": leak.text} for leak in found.leaks],
        "above_chance": found.above,
    }


def worst_leaks(found: Audit) -> list[str]:
    """The worst leaks in words, one a template."""
    return [leak.text for leak in worst(found.leaks, _WORST)]


def _results(results: Results) -> dict[str, Any]:
    return {
        "all": asdict(results.everything),
        "kinds": [asdict(line) for line in results.kinds],
        "templates": [asdict(line) for line in results.templates],
    }
