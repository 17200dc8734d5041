"""How the kit checks an exporter: two films, one, none, nasty texts, a lost picture."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from moviellm.component import Context
from moviellm.errors import InputError
from moviellm.film import Film
from moviellm.plugins.manager import PluginManager
from moviellm.testing.conformance.film_stream import Export, FilmStream, files_below
from moviellm.testing.conformance.findings import ContractBroken, NotApplicable
from moviellm.testing.conformance.stage_check import Check, HookCall, StageCheck, written
from moviellm.testing.context import make_context
from moviellm.testing.films.movie import longer_movie, moving_movie, nasty_movie, tiny_movie

_SAFE_NAME = re.compile(r"[A-Za-z0-9._=+@-]+")
_MARKUP = ("<script>alert(1)</script>", "</script><img")
_READ_BY_BROWSERS = {".html", ".htm", ".svg", ".xhtml"}


def one_film(stage_check: StageCheck) -> None:
    """Export one film."""
    assert isinstance(stage_check, ExporterCheck)
    stage_check.export([stage_check.films[0]])


def no_films(stage_check: StageCheck) -> None:
    """Export nothing."""
    assert isinstance(stage_check, ExporterCheck)
    stage_check.export([])


def odd_texts(stage_check: StageCheck) -> None:
    """Export a film of nasty texts and look at the names and at what a browser would run."""
    assert isinstance(stage_check, ExporterCheck)
    for name, data in stage_check.export([nasty_movie(stage_check.blobs)]).files().items():
        if not all(_SAFE_NAME.fullmatch(part) for part in name.split("/")):
            raise ContractBroken(
                f"It names a file {name!r}.", "Name files by ids, never by text that a model wrote."
            )
        browser = Path(name).suffix.lower() in _READ_BY_BROWSERS
        if browser and any(markup.encode() in data for markup in _MARKUP):
            raise ContractBroken(
                f"{name} holds a text of the film as markup, unescaped.",
                "Escape texts in HTML; in inline JSON write < as \\u003c.",
            )


def own_folder(stage_check: StageCheck) -> None:
    """Look at everything that was written since the start."""
    assert isinstance(stage_check, ExporterCheck)
    if stage_check.outside:
        raise ContractBroken(
            f"It wrote outside its folder: {', '.join(sorted(stage_check.outside)[:3])}.",
            "Write below `target` only; temporary files belong into tempfile's folder.",
        )


def moving_shots(stage_check: StageCheck) -> None:
    """Export a film whose shots move."""
    assert isinstance(stage_check, ExporterCheck)
    try:
        film = moving_movie(stage_check.blobs)
    except InputError as error:
        raise NotApplicable(f"PyAV is not here: {error.hint}") from error
    stage_check.export([film, longer_movie(stage_check.blobs)])


def lost_picture(stage_check: StageCheck) -> None:
    """Export a film whose last picture cannot be read."""
    assert isinstance(stage_check, ExporterCheck)
    film = longer_movie(stage_check.blobs)
    lost = film.footage.pictures[-1].digest
    assert stage_check.first
    if lost not in stage_check.blobs.reads:
        raise NotApplicable("it reads no pictures")
    data = stage_check.blobs.get(lost)
    stage_check.blobs.lose(lost)
    try:
        stage_check.must_fail(
            FilmStream([stage_check.films[0], film]), "a picture that cannot be read"
        )
    finally:
        stage_check.blobs.put(data)


def broken_films(stage_check: StageCheck) -> None:
    """Export films of which the second cannot be read."""
    assert isinstance(stage_check, ExporterCheck)
    stage_check.must_fail(
        FilmStream(stage_check.films[:1], breaks=True), "a film that cannot be read"
    )


def resumed(stage_check: StageCheck) -> None:
    """Go on from what a killed export leaves: after a film, after all films, and when whole."""
    assert isinstance(stage_check, ExporterCheck)
    if not stage_check.harness.component.capabilities.resumes:
        raise NotApplicable("it declares that it always starts anew")
    whole, left = stage_check.interrupted()
    for files in (*left, whole.files()):
        arguments = stage_check.arguments_in(FilmStream(stage_check.films), files)
        again = stage_check.ask(stage_check.harness.instance(), arguments=arguments)
        if stage_check.in_bytes(again) != stage_check.in_bytes(stage_check.first):
            raise ContractBroken(
                f"A killed export that had written {len(files)} files became another one.",
                "Begin anew whatever may be half-written, and write the rest as if from the start.",
            )


def _check(name: str, means: str, run: Callable[[StageCheck], None], *needs: str) -> Check:
    return Check(name=name, means=means, run=run, needs=needs or ("result type",))


class ExporterCheck(StageCheck):
    """Asks for an export of two films, one of them with sound."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        _check("one film", "One film is exported.", one_film),
        _check("no films", "An export of no films is made, and is empty or a frame.", no_films),
        _check(
            "nasty texts",
            "Texts of models end up in no file name and in no page as markup.",
            odd_texts,
        ),
        _check("moving shots", "A film with clips is exported.", moving_shots),
        _check(
            "lost picture",
            "When a picture cannot be read the failure comes through, and nothing half-written "
            "passes for whole.",
            lost_picture,
        ),
        _check(
            "broken film",
            "When a film cannot be read the failure comes through, and nothing half-written "
            "passes for whole.",
            broken_films,
        ),
        _check(
            "resumes",
            "An export that was killed is continued to the same bytes.",
            resumed,
            "same again",
        ),
        _check("own folder", "It writes below its folder and nowhere else.", own_folder, "starts"),
    )

    def __init__(self, harness: Any) -> None:
        super().__init__(harness)
        self.outside: set[str] = set()

    @cached_property
    def films(self) -> tuple[Film, ...]:
        """The films of most calls."""
        return tiny_movie(self.blobs), longer_movie(self.blobs)

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the films and an empty folder with a neighbour."""
        return self._arguments(FilmStream(self.films))

    def in_writing(self, arguments: dict[str, Any]) -> str:
        """Return the films in writing."""
        return repr(written(arguments["films"].films))

    def context(self, seed: int) -> Context:
        """Return a context without a film."""
        return make_context(seed=seed, film="", blobs=self.blobs, calls=self.calls, keep=self.keep)

    def call(self, roster: PluginManager, arguments: dict[str, Any], context: Context) -> Any:
        """Export, and note everything that was written elsewhere."""
        guard, target = self.harness.guard, arguments["target"]
        around = (target.parent, Path.cwd())
        before = [files_below(folder, but=target) for folder in around]
        guard.written.clear()
        guard.watching = True
        try:
            returned = super().call(roster, arguments, context)
        finally:
            guard.watching = False
            self._note_outside(target, around, before)
        return Export(returned, target)

    def expect(self, made: HookCall) -> None:
        """It returns True."""
        if made.result.returned is not True:
            raise ContractBroken(
                f"moviellm_export returned {made.result.returned!r} instead of True.",
                "Return True when everything is written, and raise when it is not.",
            )

    def judge(self, made: HookCall) -> None:
        """It wrote at least one file, and none of them is a link."""
        if not made.result.files():
            raise ContractBroken("It wrote no file.", "Write below `target`.")
        for path in made.result.target.rglob("*"):
            if path.is_symlink():
                raise ContractBroken(
                    f"{path.name} is a link.", "Copy: an export must survive being moved."
                )

    def in_bytes(self, made: HookCall) -> bytes:
        """Return names and hashes of all files."""
        rows = [
            f"{name}\x00{hashlib.sha256(data).hexdigest()}"
            for name, data in sorted(made.result.files().items())
        ]
        return "\n".join(rows).encode()

    def export(self, films: Sequence[Film]) -> Export:
        """Export films; they must be exported."""
        made = self.ask(arguments=self._arguments(FilmStream(films)))
        self.expect(made)
        export: Export = made.result
        return export

    def must_fail(self, stream: FilmStream, why: str) -> None:
        """Export films of which one cannot be exported."""
        arguments = self._arguments(stream)
        try:
            self.ask(arguments=arguments)
        except ContractBroken as broken:
            if isinstance(broken.__cause__, Exception):
                return
            raise
        files = Export(True, arguments["target"]).files()
        raise ContractBroken(
            f"It reported success after {why}; {len(files)} files pass for a whole export.",
            "Let the exception through: the engine removes the folder.",
        )

    def interrupted(self) -> tuple[Export, list[dict[str, bytes]]]:
        """Export; also return the files that stood there whenever a film was asked for."""
        left: list[dict[str, bytes]] = []
        arguments = self._arguments(
            FilmStream(self.films, watch=lambda: left.append(files_below(arguments["target"])))
        )
        export: Export = self.ask(arguments=arguments).result
        return export, left[1:]

    def arguments_in(self, stream: FilmStream, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Return arguments whose folder holds some files."""
        arguments = self._arguments(stream)
        for name, data in files.items():
            path = arguments["target"] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return arguments

    def _arguments(self, stream: FilmStream) -> dict[str, Any]:
        folder = self.harness.new_folder()
        (folder / "neighbour.txt").write_text("leave me alone")
        target = folder / "target"
        target.mkdir()
        return {"films": stream, "target": target}

    def _note_outside(
        self, target: Path, around: Sequence[Path], before: list[dict[str, bytes]]
    ) -> None:
        for folder, was in zip(around, before, strict=True):
            now = files_below(folder, but=target)
            self.outside.update(
                str(folder / name) for name in now.keys() | was if now.get(name) != was.get(name)
            )
        allowed = (target, Path(tempfile.gettempdir()), Path.home() / ".cache", Path("/dev"))
        self.outside.update(
            str(path)
            for path in self.harness.guard.written
            if not any(path.is_relative_to(place) for place in allowed)
            and "__pycache__" not in path.parts
        )
