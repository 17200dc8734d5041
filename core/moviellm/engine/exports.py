"""Exports: a pure function of the journal, visible under their final names only when whole."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from moviellm.engine.faults import storage_error
from moviellm.engine.hands import Hands, result_of
from moviellm.engine.journal import Journal
from moviellm.engine.keys import digest
from moviellm.engine.orders import Order
from moviellm.engine.recipe import Recipe
from moviellm.engine.records import ExportRow, FilmRow
from moviellm.errors import InputError, MovieLLMError

EXPORTS = "export"
_DRAFT, _OLD = ".draft-", ".old-"
_FOLDER = "folder"


def export(
    name: str,
    recipe: Recipe,
    journal: Journal,
    hands: Hands,
    *,
    seed: int,
    target: Path | None = None,
    overwrite: bool = True,
) -> tuple[Path, bool]:
    """Write every finished film by one exporter, if what stands there is not of just these films.

    Args:
        name: The exporter.
        recipe: Of a crew that has the exporter.
        journal: Knows the films.
        hands: Who carries it out.
        seed: The run's.
        target: Where to; by default ``export/<name>`` in the run's folder.
        overwrite: Whether something else that stands there may be replaced.

    Returns:
        The export's folder, and whether it was made now.

    Raises:
        InputError: Something else stands there, and it may not be replaced.
        MovieLLMError: The exporter failed; what stood there before still stands.
    """
    films = [row for row in journal.films() if row.state == "done" and row.ordinal >= 0]
    inputs = recipe.export_key(name, _identities(films))
    folder = target.resolve() if target else journal.folder / EXPORTS / name
    known = journal.export(str(folder) if target else name)
    if known is not None and known.inputs == inputs and folder.is_dir():
        return folder, False
    if not overwrite:
        _refuse_to_replace(folder)
    draft = folder.with_name(_DRAFT + folder.name)
    try:
        _empty(draft)
        order = Order(stage="exporter", name=name, seed=seed, target=draft)
        result_of(hands.submit(order).result())
        _publish(draft, folder)
    except MovieLLMError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise storage_error(error, folder) from error
    manifest = folder / "MANIFEST.json"
    seal = digest(manifest.read_bytes()) if manifest.is_file() else ""
    maker = recipe.maker("exporter", name)
    elsewhere = {_FOLDER: str(folder)} if target else {}
    facts = {**maker.facts, "exporter": name, "films": len(films), **elsewhere}
    row = ExportRow(name=elsewhere.get(_FOLDER, name), inputs=inputs, manifest=seal, facts=facts)
    journal.set_export(row)
    return folder, True


def folder_of(export: ExportRow, run: Path) -> Path:
    """Where an export of a run stands."""
    elsewhere = export.facts.get(_FOLDER)
    return Path(str(elsewhere)) if elsewhere else run / EXPORTS / export.name


def drafts(run: Path) -> list[Path]:
    """What interrupted exports left in a run's folder."""
    return [path for mark in (_DRAFT, _OLD) for path in (run / EXPORTS).glob(f"{mark}*")]


def _refuse_to_replace(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise storage_error(error, folder) from error
    if taken:
        raise InputError(
            f"{folder} holds something else than this export.",
            hint="Add --overwrite to replace it, or give another folder with --out.",
        )


def _identities(films: Sequence[FilmRow]) -> list[tuple[str, str]]:
    return [(row.film, row.result) for row in films]


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _publish(draft: Path, folder: Path) -> None:
    """Put a whole export in the place of the old one."""
    old = folder.with_name(_OLD + folder.name)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
