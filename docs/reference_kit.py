"""The checks of the conformance kit, as ``docs/reference/kit.md`` holds them.

``python docs/reference_kit.py`` writes the tables anew, between ``<!-- checks -->`` and
``<!-- end -->``; a test holds the page against the code.
"""

from __future__ import annotations

import re
from pathlib import Path

from moviellm.stages import STAGES
from moviellm.testing.conformance.checks import AROUND, OFFLINE, checks_of

PAGE = Path(__file__).parent / "reference" / "kit.md"
_MARKED = re.compile(r"(<!-- checks -->\n).*?(<!-- end -->)", re.DOTALL)


def tables() -> str:
    """Return every check with its meaning: those of all stages, then those of one."""
    by_stage = {stage: checks_of(stage) for stage in STAGES}
    rows: dict[str, tuple[str, list[str]]] = {}
    for stage, checks in by_stage.items():
        for check in checks:
            rows.setdefault(check.name, (check.means, []))[1].append(stage)
    for name, means in AROUND.items():
        stages = [stage for stage in STAGES if stage != "hooks" or name == OFFLINE]
        rows[name] = (means, stages)
    lines = ["| check | holds | stages |", "|---|---|---|"]
    for name, (means, stages) in rows.items():
        lines.append(f"| {name} | {means} | {_in_words(stages)} |")
    return "\n".join(lines) + "\n"


def page(text: str) -> str:
    """Return the page with its table as the code has it."""
    return _MARKED.sub(lambda found: f"{found[1]}{tables()}{found[2]}", text)


def _in_words(stages: list[str]) -> str:
    if set(stages) == set(STAGES):
        return "all"
    if set(stages) == set(STAGES) - {"hooks"}:
        return "all but hooks"
    return ", ".join(stages)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
