"""Examining one plugin: its checks in a process of their own, then compared with another one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moviellm.plugins.loading import find
from moviellm.plugins.source import find_spec
from moviellm.stages import Stage
from moviellm.testing.conformance.checks import (
    AROUND,
    OFFLINE,
    OTHER_PROCESS,
    OUTPUT_VERSION,
    checks_of,
)
from moviellm.testing.conformance.findings import ContractBroken, Finding, NotApplicable
from moviellm.testing.runner import fingerprints
from moviellm.testing.runner.made_with import made_with
from moviellm.testing.runner.watch import Crash, Watch

TIME_LIMIT_S = 60.0
"""How long one check may take, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All findings on one plugin.

    Attributes:
        title: Stage, name, distribution and version.
        recorded: Where the fingerprint was written; None when it was not.
    """

    stage: Stage
    name: str
    title: str
    findings: tuple[Finding, ...]
    recorded: Path | None = None

    @property
    def passed(self) -> bool:
        return not any(finding.failed for finding in self.findings)

    def finding(self, check: str) -> Finding:
        """Return the finding of one check.

        Raises:
            KeyError: There is no such check.
        """
        return {finding.check: finding for finding in self.findings}[check]


def examine(
    stage: Stage,
    name: str,
    *,
    options: Mapping[str, Any] | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    fingerprint_file: Path | None = None,
    record: bool = False,
) -> Examination:
    """Make every check of a stage on one plugin.

    The plugin runs in processes of its own: it may hang, exit or crash.

    Args:
        stage: Its stage.
        name: Its name.
        options: Its options; needed when some have no default.
        time_limit_s: How long one check may take, in seconds.
        fingerprint_file: Where its output is recorded; by default beside its declaration.
        record: Write the fingerprint of its output down, unless it contradicts the recorded one.

    Raises:
        PluginError: Nothing has this name, two distributions claim it, or it is disabled.
        StorageError: The fingerprint file cannot be read or written.
    """
    plugin = find(stage, name)
    case = _Case(stage, name, dict(options or {}), time_limit_s, plugin.distribution)
    case.make_checks()
    findings = [case.findings[check.name] for check in checks_of(stage)]
    findings.append(case.around(OFFLINE, case.offline))
    recorded = None
    if stage != "hooks":
        findings.append(case.around(OTHER_PROCESS, case.another_process))
        file = fingerprint_file or beside(plugin.entry_point.module)
        findings.append(case.around(OUTPUT_VERSION, lambda: case.same_output(file)))
        may_record = record and case.fingerprint and not any(f.failed for f in findings)
        if may_record and case.fingerprint:
            fingerprints.record(file, case.fingerprint)
            findings[-1] = case.around(OUTPUT_VERSION, lambda: case.same_output(file))
            recorded = file
    return Examination(
        stage=stage,
        name=name,
        title=case.facts.get("title", plugin.title),
        findings=tuple(findings),
        recorded=recorded,
    )


def beside(module: str) -> Path:
    """Return where the fingerprints of a declaration in ``module`` are kept; it is not imported."""
    spec = find_spec(module)
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return folder / fingerprints.FILE


@dataclass(slots=True)
class _Case:
    stage: Stage
    name: str
    options: dict[str, Any]
    time_limit_s: float
    distribution: str
    facts: dict[str, Any] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    network: list[str] = field(default_factory=list)

    def make_checks(self) -> None:
        """Make the checks of one process; a check that ends it is left out of the next one."""
        checks = {check.name: check for check in checks_of(self.stage)}
        while left := [name for name in checks if name not in self.findings]:
            if blocked := [name for name in left if self._missing(checks[name].needs)]:
                for name in blocked:
                    missing = self._missing(checks[name].needs)
                    self._find(name, "not run", what=f"it needs: {missing}")
                continue
            self._run_some(left)

    def _run_some(self, names: list[str]) -> None:
        checks = {check.name: check for check in checks_of(self.stage)}
        begun = names[0]
        with tempfile.TemporaryDirectory(prefix="moviellm-kit-") as folder:
            watch = self._watch(Path(folder), names, number=0)
            for note in watch.notes():
                begun = note.get("begun", begun)
                if "network" in note:
                    self.network.append(note["network"])
                elif "check" in note and not self._missing(checks[note["check"]].needs):
                    self._find(
                        note["check"], note["outcome"], note.get("what", ""), note.get("fix", "")
                    )
                self._learn(self.facts, note)
        if watch.fallen:
            self._find(begun, watch.fallen.outcome, watch.fallen.what, watch.fallen.fix)

    def offline(self) -> None:
        """Raise `ContractBroken` if it tried to connect although it declares that it does not."""
        if "offline" not in self.facts:
            raise NotApplicable("its declaration was not loaded")
        if not self.facts["offline"]:
            raise NotApplicable("it declares that it uses the network")
        if self.network:
            raise ContractBroken(
                f"It tried to connect: {'; '.join(dict.fromkeys(self.network))}.",
                "Declare Capabilities(offline=False), or do without.",
            )

    def another_process(self) -> None:
        """Make the first call in another process and compare."""
        if not self.facts.get("deterministic", True):
            raise NotApplicable("it declares that it is not deterministic")
        if missing := self._missing(("valid result", "same again")):
            raise NotApplicable(f"it needs: {missing}")
        other: dict[str, Any] = {}
        with tempfile.TemporaryDirectory(prefix="moviellm-kit-") as folder:
            watch = self._watch(Path(folder), ["result type"], number=1)
            for note in watch.notes():
                self._learn(other, note)
        if watch.fallen:
            raise ContractBroken(watch.fallen.what, watch.fallen.fix)
        if other.get("output") != self.facts["output"]:
            raise ContractBroken(
                "Another process gave another result of the same input and seed.",
                "Sort sets, avoid hash() and id(), and read no clock, time zone or environment.",
            )

    @property
    def fingerprint(self) -> fingerprints.Fingerprint | None:
        """What it made of the kit's input, if that is always the same."""
        if "output" not in self.facts or not self.facts["deterministic"]:
            return None
        return fingerprints.Fingerprint(
            component=f"{self.stage}:{self.name}",
            output_version=self.facts["output_version"],
            options=self.options,
            input=self.facts["input"],
            output=self.facts["output"],
            made_with=made_with(self.distribution),
        )

    def same_output(self, file: Path) -> None:
        """Compare its output with what is recorded in a file."""
        found = self.fingerprint
        if found is None:
            raise NotApplicable("it gave no result that is always the same")
        fingerprints.compare(file, found)

    def around(self, check: str, run: Callable[[], None]) -> Finding:
        """Make a check from outside and return its finding."""
        means = AROUND[check]
        try:
            run()
        except ContractBroken as broken:
            return Finding(
                check=check, outcome="broken", means=means, what=broken.what, fix=broken.fix
            )
        except NotApplicable as reason:
            return Finding(check=check, outcome="skipped", means=means, what=str(reason))
        return Finding(check=check, outcome="passed", means=means)

    def _watch(self, folder: Path, names: list[str], *, number: int) -> Watch:
        request = {
            "stage": self.stage,
            "name": self.name,
            "options": json.dumps(self.options),
            "checks": names,
        }
        return Watch(request, folder, number=number, time_limit_s=self.time_limit_s)

    def _missing(self, needs: tuple[str, ...]) -> str:
        """Name the first of ``needs`` that did not pass; empty when all did or may yet."""
        for need in needs:
            found = self.findings.get(need)
            if found is not None and found.outcome not in ("passed", "skipped"):
                return need
        return ""

    def _find(self, check: str, outcome: Any, what: str = "", fix: str = "") -> None:
        means = {item.name: item.means for item in checks_of(self.stage)}[check]
        self.findings[check] = Finding(
            check=check, outcome=outcome, means=means, what=what, fix=fix
        )

    @staticmethod
    def _learn(facts: dict[str, Any], note: dict[str, Any]) -> None:
        if "title" in note or "output" in note:
            facts.update(note)


__all__ = ["TIME_LIMIT_S", "Crash", "Examination", "beside", "examine"]
