"""The audition of an exporter: two films, one, none, nasty texts, a lost picture, a broken reel."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from moviellm.component import Context
from moviellm.film import Film
from moviellm.plugins.roster import Roster
from moviellm.testing.auditions.audition import Audition, Check, Take, written
from moviellm.testing.auditions.reel import Export, Reel, files_below
from moviellm.testing.context import make_context
from moviellm.testing.findings import ContractBroken, NotApplicable
from moviellm.testing.movie import longer_movie, nasty_movie, tiny_movie

_SAFE_NAME = re.compile(r"[A-Za-z0-9._=+@-]+")
_MARKUP = ("<script>alert(1)</script>", "</script><img")
_READ_BY_BROWSERS = {".html", ".htm", ".svg", ".xhtml"}


def one_film(audition: Audition) -> None:
    """Export one film."""
    assert isinstance(audition, ExporterAudition)
    audition.export([audition.films[0]])


def no_films(audition: Audition) -> None:
    """Export nothing."""
    assert isinstance(audition, ExporterAudition)
    audition.export([])


def nasty_texts(audition: Audition) -> None:
    """Export a film of nasty texts and look at the names and at what a browser would run."""
    assert isinstance(audition, ExporterAudition)
    for name, data in audition.export([nasty_movie(audition.blobs)]).files().items():
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


def own_folder(audition: Audition) -> None:
    """Look at everything that was written since the start."""
    assert isinstance(audition, ExporterAudition)
    if audition.outside:
        raise ContractBroken(
            f"It wrote outside its folder: {', '.join(sorted(audition.outside)[:3])}.",
            "Write below `target` only; temporary files belong into tempfile's folder.",
        )


def lost_picture(audition: Audition) -> None:
    """Export a film whose last picture cannot be read."""
    assert isinstance(audition, ExporterAudition)
    film = longer_movie(audition.blobs)
    lost = film.footage.pictures[-1].digest
    assert audition.first
    if lost not in audition.blobs.reads:
        raise NotApplicable("it reads no pictures")
    data = audition.blobs.get(lost)
    audition.blobs.lose(lost)
    try:
        audition.must_fail(Reel([audition.films[0], film]), "a picture that cannot be read")
    finally:
        audition.blobs.put(data)


def broken_reel(audition: Audition) -> None:
    """Export films of which the second cannot be read."""
    assert isinstance(audition, ExporterAudition)
    audition.must_fail(Reel(audition.films[:1], breaks=True), "a film that cannot be read")


def resumed(audition: Audition) -> None:
    """Go on from what a killed export leaves: after a film, after all films, and when whole."""
    assert isinstance(audition, ExporterAudition)
    if not audition.rig.component.capabilities.resumes:
        raise NotApplicable("it declares that it always starts anew")
    whole, left = audition.interrupted()
    for files in (*left, whole.files()):
        arguments = audition.arguments_in(Reel(audition.films), files)
        again = audition.take(audition.rig.instance(), arguments=arguments)
        if audition.in_bytes(again) != audition.in_bytes(audition.first):
            raise ContractBroken(
                f"A killed export that had written {len(files)} files became another one.",
                "Begin anew whatever may be half-written, and write the rest as if from the start.",
            )


def _check(name: str, means: str, run: Callable[[Audition], None], *needs: str) -> Check:
    return Check(name=name, means=means, run=run, needs=needs or ("result type",))


class ExporterAudition(Audition):
    """Asks for an export of two films, one of them with sound."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        _check("one film", "One film is exported.", one_film),
        _check("no films", "An export of no films is made, and is empty or a frame.", no_films),
        _check(
            "nasty texts",
            "Texts of models end up in no file name and in no page as markup.",
            nasty_texts,
        ),
        _check(
            "lost picture",
            "When a picture cannot be read the failure comes through, and nothing half-written "
            "passes for whole.",
            lost_picture,
        ),
        _check(
            "broken reel",
            "When a film cannot be read the failure comes through, and nothing half-written "
            "passes for whole.",
            broken_reel,
        ),
        _check(
            "resumes",
            "An export that was killed is continued to the same bytes.",
            resumed,
            "same again",
        ),
        _check("own folder", "It writes below its folder and nowhere else.", own_folder, "starts"),
    )

    def __init__(self, rig: Any) -> None:
        super().__init__(rig)
        self.outside: set[str] = set()

    @cached_property
    def films(self) -> tuple[Film, ...]:
        """The films of most takes."""
        return tiny_movie(self.blobs), longer_movie(self.blobs)

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the films and an empty folder with a neighbour."""
        return self._arguments(Reel(self.films))

    def in_writing(self, arguments: dict[str, Any]) -> str:
        """Return the films in writing."""
        return repr(written(arguments["films"].films))

    def context(self, seed: int) -> Context:
        """Return a context without a film."""
        return make_context(seed=seed, film="", blobs=self.blobs, calls=self.calls, keep=self.keep)

    def call(self, roster: Roster, arguments: dict[str, Any], context: Context) -> Any:
        """Export, and note everything that was written elsewhere."""
        guard, target = self.rig.guard, arguments["target"]
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

    def expect(self, take: Take) -> None:
        """It returns True."""
        if take.result.returned is not True:
            raise ContractBroken(
                f"moviellm_export returned {take.result.returned!r} instead of True.",
                "Return True when everything is written, and raise when it is not.",
            )

    def judge(self, take: Take) -> None:
        """It wrote at least one file, and none of them is a link."""
        if not take.result.files():
            raise ContractBroken("It wrote no file.", "Write below `target`.")
        for path in take.result.target.rglob("*"):
            if path.is_symlink():
                raise ContractBroken(
                    f"{path.name} is a link.", "Copy: an export must survive being moved."
                )

    def in_bytes(self, take: Take) -> bytes:
        """Return names and hashes of all files."""
        rows = [
            f"{name}\x00{hashlib.sha256(data).hexdigest()}"
            for name, data in sorted(take.result.files().items())
        ]
        return "\n".join(rows).encode()

    def export(self, films: Sequence[Film]) -> Export:
        """Export films; they must be exported."""
        take = self.take(arguments=self._arguments(Reel(films)))
        self.expect(take)
        export: Export = take.result
        return export

    def must_fail(self, reel: Reel, why: str) -> None:
        """Export films of which one cannot be exported."""
        arguments = self._arguments(reel)
        try:
            self.take(arguments=arguments)
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
            Reel(self.films, watch=lambda: left.append(files_below(arguments["target"])))
        )
        export: Export = self.take(arguments=arguments).result
        return export, left[1:]

    def arguments_in(self, reel: Reel, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Return arguments whose folder holds some files."""
        arguments = self._arguments(reel)
        for name, data in files.items():
            path = arguments["target"] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return arguments

    def _arguments(self, reel: Reel) -> dict[str, Any]:
        folder = self.rig.new_folder()
        (folder / "neighbour.txt").write_text("leave me alone")
        target = folder / "target"
        target.mkdir()
        return {"films": reel, "target": target}

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
            for path in self.rig.guard.written
            if not any(path.is_relative_to(place) for place in allowed)
            and "__pycache__" not in path.parts
        )
