"""What is found on this machine, for `moviellm doctor`. Nothing heavy and no plugin is imported."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from moviellm.cli.machine_disk import disk_findings
from moviellm.cli.printing import how_many, size

KEYS = ("ANTHROPIC_API_KEY", "HF_TOKEN", "OPENAI_API_KEY")
"""The variables that components read where their options name no other."""

_ASK_SECONDS = 30
_LEAST_MEMORY = 4e9
"""A worker of the studio takes some 300 MB, a language model or painter on the processor more."""

_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at.

    Attributes:
        topic: What was looked at.
        state: A note is something that only some pipelines need.
        found: What there is, in words.
        hint: What to do; empty where there is nothing to do.
    """

    topic: str
    state: Literal["ok", "note", "fault"]
    found: str
    hint: str = ""


def examine_machine(folder: Path) -> list[Examined]:
    """Look at everything, in the order in which a run would need it.

    Args:
        folder: Where runs will lie.
    """
    return [
        Examined(*found)
        for part in (
            _python(), _libraries(), _processors(), _gpus(), disk_findings(folder), _encoders(),
            _fonts(), _keys(), _plugins(),
        )
        for found in part
    ]  # fmt: skip


_Found = tuple[str, Literal["ok", "note", "fault"], str, str]


def _python() -> Iterator[_Found]:
    from packaging.specifiers import SpecifierSet

    told = f"{platform.python_version()} at {sys.executable}, {platform.platform(terse=True)}"
    wanted = importlib.metadata.metadata("moviellm")["Requires-Python"]
    if SpecifierSet(wanted).contains(platform.python_version(), prereleases=True):
        yield "python", "ok", told, ""
    else:
        yield "python", "fault", told, f"MovieLLM needs Python {wanted}."


def _libraries() -> Iterator[_Found]:
    from moviellm.plugins.inspection import unmet_requirements

    core = importlib.metadata.distribution("moviellm")
    lacking = list(unmet_requirements(core))
    for problem in lacking:
        hint = "`pip install --upgrade moviellm` brings what it declares."
        yield "libraries", "fault", f"moviellm {core.version}: {problem}", hint
    if not lacking:
        yield "libraries", "ok", f"moviellm {core.version} has all that it declares", ""
    for extra in core.metadata.get_all("Provides-Extra") or ():
        if problems := list(unmet_requirements(core, extra)):
            hint = f"Where a command or pipeline asks for it: pip install 'moviellm[{extra}]'"
            yield f"extra {extra}", "note", "; ".join(problems), hint
        else:
            yield f"extra {extra}", "ok", "installed", ""


def _processors() -> Iterator[_Found]:
    from moviellm.engine.run import default_workers

    workers = how_many(default_workers(), "processor")
    yield "processors", "ok", f"{workers}, so a run has as many workers by default", ""
    total = _memory()
    if total is None:
        yield "memory", "note", "this system does not tell", ""
    elif total < _LEAST_MEMORY:
        hint = "Ask for few workers: moviellm run PIPELINE --workers 2"
        yield "memory", "note", size(total), hint
    else:
        yield "memory", "ok", size(total), ""


def _memory() -> int | None:
    """The memory that this process may use, in bytes: the machine's, or its container's."""
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
    for file in _LIMITS:
        try:
            total = min(total, int(file.read_text(encoding="ascii")))
        except (OSError, ValueError):  # there is no limit
            continue
    return total


def _gpus() -> Iterator[_Found]:
    from moviellm.engine.workers.gpus import VISIBLE_GPUS, visible_gpus

    program = shutil.which("nvidia-smi")
    if program is None:
        hint = "Painters that need one say so in a plan; the studio paints without."
        yield "gpus", "note", "none: there is no nvidia-smi", hint
        return
    columns = "index,name,memory.total,memory.free,driver_version"
    try:
        done = subprocess.run(  # noqa: S603 - the driver's own program, without our words
            [program, f"--query-gpu={columns}", "--format=csv,noheader"],
            capture_output=True, text=True, errors="replace", timeout=_ASK_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        yield "gpus", "note", f"nvidia-smi gives no answer: {error}", "Look at the driver."
        return
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode or not lines:
        said = (done.stderr or done.stdout).strip() or "nothing"
        yield "gpus", "note", f"nvidia-smi says: {said[:200]}", "Look at the driver."
        return
    for line in lines:
        yield "gpu", "ok", f"{line} (number, name, memory, free memory, driver)", ""
    if VISIBLE_GPUS in os.environ:
        shown = ", ".join(visible_gpus()) or "none"
        hint = f"Unset {VISIBLE_GPUS} for all of them."
        yield "gpus", "note", f"{VISIBLE_GPUS} shows a run: {shown}", hint


def _encoders() -> Iterator[_Found]:
    if find_spec("av") is None:
        hint = "For videos and moving shots: pip install 'moviellm[motion]'"
        yield "encoders", "note", "PyAV is not installed", hint
        return
    try:
        import av
    except ImportError as error:
        yield "encoders", "fault", f"PyAV cannot be imported: {error}", "Install `av` again."
        return
    lacking = [name for name in ("libx264", "aac") if name not in av.codecs_available]
    if lacking:
        hint = "`pip install av` from a wheel has them."
        yield "encoders", "note", f"PyAV {av.__version__} lacks {', '.join(lacking)}", hint
    else:
        yield "encoders", "ok", f"PyAV {av.__version__} with H.264 and AAC", ""


def _fonts() -> Iterator[_Found]:
    import skia

    if families := skia.FontMgr().countFamilies():
        yield "fonts", "ok", how_many(families, "family").replace("familys", "families"), ""
    else:
        hint = "Only painters that write in pictures need one, such as fonts-dejavu-core."
        yield "fonts", "note", "none", hint


def _keys() -> Iterator[_Found]:
    for name in KEYS:
        if os.environ.get(name, "").strip():
            yield f"key {name}", "ok", "set (what it is, is shown nowhere)", ""
        else:
            found = "set, but empty" if name in os.environ else "not set"
            hint = "Only models of its provider need it, or gated ones of the hub."
            yield f"key {name}", "note", found, hint


def _plugins() -> Iterator[_Found]:
    from moviellm.plugins import list_plugins

    records = list_plugins()
    for record in records:
        told = f"{record.distribution} {record.version} is {record.state}: {record.cause}"
        if record.state == "disabled":
            hint = "To have it again, take it out of MOVIELLM_DISABLED_PLUGINS."
            yield f"{record.stage} {record.name}", "note", told, hint
        elif record.state != "ok":
            hint = f"Install it again or remove it: pip install --upgrade {record.distribution}"
            yield f"{record.stage} {record.name}", "fault", told, hint
    well = [record for record in records if record.state == "ok"]
    origins = {f"{record.distribution} {record.version}" for record in well}
    told = f"{how_many(len(well), 'plugin')} ready, of {', '.join(sorted(origins))}"
    yield "plugins", "ok", told, ""
