"""Plugins that are there for the length of a test, without pip."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from moviellm.stages import STAGES


@contextmanager
def plugins_installed(
    entry_points: Mapping[str, Mapping[str, str]],
    *,
    distribution: str = "moviellm-plugins-under-test",
    version: str = "1.0",
    summary: str = "Plugins of a test.",
) -> Iterator[None]:
    """Make entry points known to this process and to those that it starts.

    The metadata of a distribution is written to a temporary folder on ``sys.path`` and in
    ``PYTHONPATH``, so that everything finds them as it finds an installed package. Modules that
    worker processes are to import must be on ``PYTHONPATH`` or installed themselves.

    Args:
        entry_points: ``{"exporter": {"my-format": "my_module:component"}}``, by stage
            (or ``"commands"``).
        distribution: Who brings them.
        version: The distribution's version.
        summary: The distribution's summary.
    """
    with tempfile.TemporaryDirectory(prefix="moviellm-plugins-") as place:
        info = Path(place) / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        head = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (info / "METADATA").write_text(f"{head}Summary: {summary}\n", encoding="utf-8")
        groups = [
            "\n".join([f"[moviellm.{stage}]", *(f"{k} = {v}" for k, v in names.items()), ""])
            for stage, names in entry_points.items()
        ]
        (info / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
        sys.path.append(place)
        inherited = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [inherited, place]))
        importlib.invalidate_caches()
        try:
            yield
        finally:
            sys.path.remove(place)
            if inherited is None:
                del os.environ["PYTHONPATH"]
            else:
                os.environ["PYTHONPATH"] = inherited
            importlib.invalidate_caches()


@contextmanager
def fakes_installed() -> Iterator[None]:
    """Let pipelines say ``fake`` for every stage: ``writer: fake``, ``painter: fake``, ..."""
    entry_points: dict[str, dict[str, str]] = {
        stage: {"fake": f"moviellm.testing.fakes.plugin:{stage}"} for stage in STAGES
    }
    with plugins_installed(entry_points, distribution="moviellm-fakes", summary="Fakes for tests."):
        yield
