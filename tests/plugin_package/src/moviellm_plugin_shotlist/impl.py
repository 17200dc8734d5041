"""The exporter and the observer."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from moviellm import Context, hookimpl
from moviellm.film import Film, clock
from moviellm.run_reports import FilmReport, RunReport, RunStart

from moviellm_plugin_shotlist.config import ShotlistConfig


class Shotlist:
    """Writes ``<film>.csv`` and ``index.txt``."""

    def __init__(self, config: ShotlistConfig) -> None:
        self._delimiter = config.delimiter

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        """Write one list a film."""
        names = []
        for film in films:
            context.check()
            names.append(film.id)
            with (target / f"{film.id}.csv").open("w", encoding="utf-8", newline="") as out:
                rows = csv.writer(out, delimiter=self._delimiter)
                rows.writerow(["shot", "scene", "start", "end", "size", "caption", "synthetic"])
                rows.writerows(_rows(film))
        (target / "index.txt").write_text("".join(f"{name}\n" for name in names))
        return True


def _rows(film: Film) -> Iterable[list[str]]:
    captions = {c.target: c.text for c in film.annotations.captions if c.level == "shot"}
    for shot in film.storyboard.shots:
        yield [
            shot.id,
            shot.scene,
            clock(shot.span.start_ms),
            clock(shot.span.end_ms),
            shot.camera.size,
            captions.get(shot.id, ""),
            "true",
        ]


class Logbook:
    """Writes one line a notification; frames are left out."""

    def __init__(self) -> None:
        self._file: Path | None = None

    @hookimpl
    def moviellm_run_started(self, start: RunStart) -> None:
        """Open the book."""
        self._file = start.folder / "logbook.txt"
        self._write(f"started: {start.films} films")

    @hookimpl
    def moviellm_film_finished(self, film: FilmReport) -> None:
        """Write down how it went."""
        self._write(f"{film.film}: {film.state} {film.reason}".strip())

    @hookimpl
    def moviellm_run_finished(self, run: RunReport) -> None:
        """Close the book."""
        self._write(f"ended: {run.state}")

    def _write(self, line: str) -> None:
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(line + "\n")
