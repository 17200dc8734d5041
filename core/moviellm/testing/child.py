"""The kit's own process: makes the checks that it is told and writes down each result.

``python -m moviellm.testing.child REQUEST``, a JSON file that `moviellm.testing.watch` wrote.
The plugin under examination may hang, exit or crash here; the last line then tells during what.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from moviellm.testing.findings import ContractBroken, NotApplicable
from moviellm.testing.guard import Guard
from moviellm.testing.rig import Request, Rig


class Notebook:
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
    notebook = Notebook(Path(asked["report"]))
    guard = Guard(lambda where: notebook.note(network=where))
    rig = Rig(
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
    notebook.note(begun=wanted[0])
    _declare(rig, notebook)
    from moviellm.testing.auditions import audition_for
    from moviellm.testing.checks import checks_of

    audition = audition_for(rig)
    failed: set[str] = set()
    for check in checks_of(asked["stage"]):
        if failed & set(check.needs):
            failed.add(check.name)
        if check.name not in wanted or check.name in failed:
            continue
        notebook.note(begun=check.name)
        result = _outcome(check.run, audition)
        notebook.note(check=check.name, **result)
        if result["outcome"] == "broken":
            failed.add(check.name)
        elif check.name == "result type":
            _fingerprint(audition, notebook)
    notebook.note(done=True)


def _declare(rig: Rig, notebook: Notebook) -> None:
    """Load the declaration before the kit imports anything that it might import."""
    try:
        component = rig.component
    except Exception:  # noqa: BLE001 - the check `loads` will say what is wrong
        return
    capabilities = component.capabilities
    notebook.note(
        title=rig.plugin.record.title,
        output_version=component.output_version,
        deterministic=capabilities.deterministic,
        offline=capabilities.offline,
    )


def _outcome(run: Any, audition: Any) -> dict[str, str]:
    try:
        run(audition)
    except ContractBroken as broken:
        return {"outcome": "broken", "what": broken.what, "mend": broken.mend}
    except NotApplicable as reason:
        return {"outcome": "skipped", "what": str(reason)}
    except BaseException as error:  # noqa: BLE001 - a declaration may break anything
        what = f"It raised {type(error).__name__}: {error}"
        return {"outcome": "broken", "what": what, "mend": "See the traceback in its own tests."}
    return {"outcome": "passed"}


def _fingerprint(audition: Any, notebook: Notebook) -> None:
    from moviellm.engine.keys import digest

    take = audition.first
    notebook.note(output=digest(audition.in_bytes(take)), input=digest(take.before.encode()))


if __name__ == "__main__":
    main(sys.argv[1])
    sys.stdout.flush()
    os._exit(0)  # threads and libraries of the plugin do not hold up the kit
