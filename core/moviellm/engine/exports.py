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
from moviellm.errors import MovieLLMError

EXPORTS = "export"
_DRAFT, _OLD = ".draft-", ".old-"


def export(
    name: str,
    recipe: Recipe,
    journal: Journal,
    hands: Hands,
    *,
    seed: int,
) -> tuple[Path, bool]:
    """Write every finished film by one exporter, if what stands there is not of just these films.

    Args:
        name: The exporter.
        recipe: Of a crew that has the exporter.
        journal: Knows the films.
        hands: Who carries it out.
        seed: The run's.

    Returns:
        The export's folder, and whether it was made now.

    Raises:
        MovieLLMError: The exporter failed; what stood there before still stands.
    """
    films = [row for row in journal.films() if row.state == "done" and row.ordinal >= 0]
    inputs = recipe.export_key(name, _identities(films))
    folder = journal.folder / EXPORTS / name
    known = journal.export(name)
    if known is not None and known.inputs == inputs and folder.is_dir():
        return folder, False
    draft = folder.with_name(_DRAFT + name)
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
    facts = {**maker.facts, "films": len(films)}
    journal.set_export(ExportRow(name=name, inputs=inputs, manifest=seal, facts=facts))
    return folder, True


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
