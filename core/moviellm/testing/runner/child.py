"""The kit's own process: makes the checks that it is told and writes down each result.

``python -m moviellm.testing.runner.child REQUEST``, a file that `moviellm.testing.runner.watch`
wrote.
The plugin under examination may hang, exit or crash here; the last line then tells during what.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from moviellm.testing.conformance.findings import ContractBroken, NotApplicable
from moviellm.testing.conformance.guard import Guard
from moviellm.testing.conformance.harness import Harness, Request


class Report:
    """The report: one line of JSON a note, flushed at once."""

    def __init__(self, path: Path) -> None:
        self._out = path.open("a", encoding="utf-8")

    def note(self, **what: Any) -> None:
        """Write one line."""
        self._out.write(json.dumps(what) + "\n")
        self._out.flush()


def main(request_file: str) -> None:
    """Make all checks of a request."""
    asked = json.loads(Path(request_file).read_text(encoding="utf-8"))
    report = Report(Path(asked["report"]))
    guard = Guard(lambda where: report.note(network=where))
    harness = Harness(
        Request(
            stage=asked["stage"],
            name=asked["name"],
            options=asked["options"],
            number=asked["number"],
            scratch=Path(asked["scratch"]),
        ),
        guard,
    )
    wanted: list[str] = asked["checks"]
    report.note(begun=wanted[0])
    _declare(harness, report)
    from moviellm.testing.conformance import stage_check_for
    from moviellm.testing.conformance.checks import checks_of

    stage_check = stage_check_for(harness)
    failed: set[str] = set()
    for check in checks_of(asked["stage"]):
        if failed & set(check.needs):
            failed.add(check.name)
        if check.name not in wanted or check.name in failed:
            continue
        report.note(begun=check.name)
        result = _outcome(check.run, stage_check)
        report.note(check=check.name, **result)
        if result["outcome"] == "broken":
            failed.add(check.name)
        elif check.name == "result type":
            _fingerprint(stage_check, report)
    report.note(done=True)


def _declare(harness: Harness, report: Report) -> None:
    """Load the declaration before the kit imports anything that it might import."""
    try:
        component = harness.component
    except Exception:  # noqa: BLE001 - the check `loads` will say what is wrong
        return
    capabilities = component.capabilities
    report.note(
        title=harness.plugin.record.title,
        output_version=component.output_version,
        deterministic=capabilities.deterministic,
        offline=capabilities.offline,
    )


def _outcome(run: Any, stage_check: Any) -> dict[str, str]:
    try:
        run(stage_check)
    except ContractBroken as broken:
        return {"outcome": "broken", "what": broken.what, "fix": broken.fix}
    except NotApplicable as reason:
        return {"outcome": "skipped", "what": str(reason)}
    except BaseException as error:  # noqa: BLE001 - a declaration may break anything
        what = f"It raised {type(error).__name__}: {error}"
        return {"outcome": "broken", "what": what, "fix": "See the traceback in its own tests."}
    return {"outcome": "passed"}


def _fingerprint(stage_check: Any, report: Report) -> None:
    from moviellm.engine.keys import digest

    made = stage_check.first
    report.note(output=digest(stage_check.in_bytes(made)), input=digest(made.before.encode()))


if __name__ == "__main__":
    main(sys.argv[1])
    sys.stdout.flush()
    os._exit(0)  # threads and libraries of the plugin do not hold up the kit
