"""One test class a stage, for plugin authors.

    from moviellm.testing import ExporterSuite

    class TestMyFormat(ExporterSuite):
        plugin = "my-format"
        options = {"indent": 2}

Each check is a test of its own; one that does not apply is skipped with its reason. The plugin is
examined once, in processes of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from unittest import SkipTest

from moviellm.stages import Stage
from moviellm.testing.conformance.checks import AROUND, check_names, checks_of
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.runner.examination import TIME_LIMIT_S, Examination, examine


def _test_of(name: str, means: str) -> Callable[[Suite], None]:
    def test(self: Suite) -> None:
        __tracebackhide__ = True
        finding = self.examination().finding(name)
        if finding.failed:
            raise ContractBroken(f"{finding.what} [{finding.outcome}: {means}]", finding.fix)
        if finding.outcome != "passed":
            raise SkipTest(finding.what)

    test.__name__ = test.__qualname__ = f"test_{name.replace(' ', '_')}"
    test.__doc__ = means
    return test


class Suite:
    """What all suites share; subclass that of a stage.

    Attributes:
        plugin: The name after ``use:``. The plugin must be installed.
        options: Its options; needed when some have no default.
        time_limit_s: How long one check may take, in seconds.
        fingerprint_file: Where its output is recorded; by default beside its declaration.
    """

    stage: ClassVar[Stage]
    plugin: ClassVar[str]
    options: ClassVar[Mapping[str, Any]] = {}
    time_limit_s: ClassVar[float] = TIME_LIMIT_S
    fingerprint_file: ClassVar[Path | None] = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "stage" in cls.__dict__:
            means = {check.name: check.means for check in checks_of(cls.stage)} | AROUND
            for name in check_names(cls.stage):
                test = _test_of(name, means[name])
                setattr(cls, test.__name__, test)

    def examination(self) -> Examination:
        """Examine the plugin; the second time, return what was found the first time."""
        options = json.dumps(dict(self.options), sort_keys=True, default=str)
        return _examine(self.stage, self.plugin, options, self.time_limit_s, self.fingerprint_file)


class WriterSuite(Suite):
    """The checks of a writer."""

    stage = "writer"


class DirectorSuite(Suite):
    """The checks of a director."""

    stage = "director"


class VoiceSuite(Suite):
    """The checks of a voice."""

    stage = "voice"


class PainterSuite(Suite):
    """The checks of a painter."""

    stage = "painter"


class CriticSuite(Suite):
    """The checks of a critic."""

    stage = "critic"


class AnimatorSuite(Suite):
    """The checks of an animator."""

    stage = "animator"


class MixerSuite(Suite):
    """The checks of a mixer."""

    stage = "mixer"


class CaptionerSuite(Suite):
    """The checks of a captioner."""

    stage = "captioner"


class CuratorSuite(Suite):
    """The checks of a curator."""

    stage = "curator"


class ExporterSuite(Suite):
    """The checks of an exporter."""

    stage = "exporter"


class HooksSuite(Suite):
    """The checks of an observer."""

    stage = "hooks"


@cache
def _examine(
    stage: Stage, plugin: str, options: str, time_limit_s: float, fingerprint_file: Path | None
) -> Examination:
    return examine(
        stage,
        plugin,
        options=json.loads(options),
        time_limit_s=time_limit_s,
        fingerprint_file=fingerprint_file,
    )
