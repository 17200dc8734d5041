"""New plugins: a distribution that installs, passes its tests and works as it stands.

The code of a stage's plugin is that of the stage's fake, so that what authors start from is run by
MovieLLM's own tests.
"""

from __future__ import annotations

import importlib.resources
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template

from moviellm.errors import InputError, StorageError
from moviellm.stages import ROWS
from moviellm.testing.fakes import plugin as fakes
from moviellm.testing.installed import plugins_installed
from moviellm.testing.runner.examination import examine

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 40
_WORKER = {"hooks": "observer"}
_COMMAND_DOES = "Tell how long films are."
_NEEDS = {
    "animator": ("numpy>=1.26", "simplejpeg>=1.8"),
    "mixer": ("numpy>=1.26",),
    "painter": ("numpy>=1.26", "simplejpeg>=1.8"),
    "command": ("click>=8.2",),
}
_CORE = dict.fromkeys(("animator", "mixer"), "moviellm[motion]>=0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlugin:
    """A plugin that was made.

    Attributes:
        folder: The distribution's folder.
        stage: Its stage, or ``"command"``.
        worker: What one calls it: the stage, or ``"observer"``.
        name: Its name in pipelines, or on the command line.
        code: The file to write on.
        example: A pipeline that uses it; None for a command.
    """

    folder: Path
    stage: str
    worker: str
    name: str
    code: Path
    example: Path | None


def make_plugin(
    stage: str, name: str, parent: Path, *, taken: Mapping[str, str] | None = None
) -> NewPlugin:
    """Make ``moviellm-plugin-<name>`` below ``parent``, and record what it puts out.

    Args:
        stage: One of `moviellm.STAGES`, or ``"command"``.
        name: Lower-case words with ``-`` between them.
        parent: The folder that gets the distribution's folder.
        taken: Names that are in use, and by whom.

    Raises:
        InputError: The name is not one, is taken, or the folder is there already.
        StorageError: The files cannot be written.
    """
    _check_name(stage, name, taken or {})
    words = _words(stage, name)
    folder = parent / words["distribution"]
    if folder.exists():
        raise InputError(f"{folder} is there already.", hint="Choose another name or --out.")
    files = dict(_command_files(words) if stage == "command" else _stage_files(stage, words))
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be written: {error.strerror}.", hint="Choose another folder."
        ) from error
    if (row := ROWS.get(stage)) and row.hook:
        with _installed(folder, words):
            examine(row.name, name, record=True)
    code = folder / "src" / words["module"] / ("command.py" if stage == "command" else "impl.py")
    example = None if stage == "command" else folder / "pipeline.yaml"
    return NewPlugin(
        folder=folder, stage=stage, worker=words["worker"], name=name, code=code, example=example
    )


def _check_name(stage: str, name: str, taken: Mapping[str, str]) -> None:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise InputError(
            f"{name!r} is no name for a plugin.",
            hint="Use lower-case letters and digits with single `-` between, such as my-format.",
        )
    if name in taken:
        raise InputError(
            f"The {stage} `{name}` is there already ({taken[name]}).", hint="Choose another name."
        )


def _words(stage: str, name: str) -> dict[str, str]:
    """Return what the templates say ``$word`` for."""
    module = f"moviellm_plugin_{name.replace('-', '_')}"
    worker = _WORKER.get(stage, stage)
    row, fake = ROWS.get(stage), getattr(fakes, stage, None)
    needs = (_CORE.get(stage, "moviellm>=0.1"), *_NEEDS.get(stage, ()))
    return {
        "name": name,
        "stage": stage,
        "worker": worker,
        "module": module,
        "distribution": f"moviellm-plugin-{name}",
        "class_name": "".join(word.capitalize() for word in (*name.split("-"), worker)),
        "summary": fake.summary if fake else _COMMAND_DOES,
        "judges": ", judges=True" if fake and fake.capabilities.judges else "",
        "suite": f"{stage.capitalize()}Suite",
        "group": "commands" if stage == "command" else stage,
        "entry": "command:command" if stage == "command" else "plugin:component",
        "dependencies": ", ".join(f'"{need}"' for need in needs),
        "key": row.key if row else "",
        "choice": f"[{name}]" if row and row.plural else name,
    }


def _stage_files(stage: str, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    source = f"src/{words['module']}"
    rows = (
        f"| `{source}/plugin.py` | what it promises; imports nothing heavy |\n"
        f"| `{source}/config.py` | its options, as a pydantic model; "
        "`WithoutEffect[...]` marks those that do not change the output |\n"
        f"| `{source}/impl.py` | the work |\n"
        f"| `{source}/moviellm-fingerprints.json` | its output, so that a change is noticed |\n"
        "| `pipeline.yaml` | a run that uses it |"
    )
    text = {
        **words,
        "files": rows if stage != "hooks" else re.sub(r"\|[^\n]*fingerprints[^\n]*\n", "", rows),
        "use": f"In a pipeline: `{words['key']}: {words['choice']}`. "
        "Try it: `moviellm run pipeline.yaml`.",
        "check": f"`moviellm plugins check {words['name']} --stage {stage}` says whether it keeps "
        "the contract of its stage.",
    }
    in_test = {**words, "choice": repr(words["name"])}
    if words["choice"].startswith("["):
        in_test["choice"] = repr([words["name"]])
    in_test["choice"] = in_test["choice"].replace("'", '"')
    yield from _common_files(text)
    yield f"{source}/plugin.py", _filled("plugin.py", words)
    for part in ("config.py", "impl.py"):
        yield f"{source}/{part}", _from_fake(stage, part, words)
    yield f"tests/test_{words['module']}.py", _filled("test.py", in_test)
    yield "pipeline.yaml", _filled("pipeline.yaml", words)


def _command_files(words: dict[str, str]) -> Iterator[tuple[str, str]]:
    source = f"src/{words['module']}"
    text = {
        **words,
        "files": f"| `{source}/command.py` | the command; imported when it is called |",
        "use": f"Then: `moviellm {words['name']} --help`.",
        "check": "Its summary in pyproject.toml is what `moviellm --help` says of it.",
    }
    yield from _common_files(text)
    yield f"{source}/command.py", _filled("command.py", words)
    yield f"tests/test_{words['module']}.py", _filled("test_command.py", words)


def _common_files(words: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "pyproject.toml", _filled("pyproject.toml", words)
    yield "README.md", _filled("README.md", words)
    yield f"src/{words['module']}/__init__.py", ""
    yield f"src/{words['module']}/py.typed", ""


def _filled(template: str, words: Mapping[str, str]) -> str:
    place = importlib.resources.files("moviellm.testing") / "scaffold" / f"{template}.tmpl"
    return Template(place.read_text(encoding="utf-8")).substitute(words)


def _from_fake(stage: str, part: str, words: Mapping[str, str]) -> str:
    place = importlib.resources.files("moviellm.testing.fakes") / stage / part
    text = place.read_text(encoding="utf-8")
    home = f"from moviellm.testing.fakes.{stage}."
    text = text.replace(home, f"\nfrom {words['module']}.")
    text = text.replace(f"Fake{stage.capitalize()}", words["class_name"])
    text = text.replace('"moviellm.testing"', f'"{words["distribution"]}"')
    return re.sub(r"([Tt]he) fake (\w+)", rf"\1 \2 `{words['name']}`", text)


@contextmanager
def _installed(folder: Path, words: Mapping[str, str]) -> Iterator[None]:
    """Let the new plugin be found before anybody installed it."""
    source = str((folder / "src").absolute())
    entry_points = {words["group"]: {words["name"]: f"{words['module']}.{words['entry']}"}}
    sys.path.append(source)
    try:
        with plugins_installed(entry_points, distribution=words["distribution"]):
            yield
    finally:
        sys.path.remove(source)
