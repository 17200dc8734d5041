"""Exports: a pure function of the journal, visible under their final names only when whole."""

from __future__ import annotations

from pathlib import Path

from moviellm.disk import write_error
from moviellm.engine.films.recipe import Recipe
from moviellm.engine.journal.records import ExportRow
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import digest
from moviellm.engine.store.export_folder import EXPORTS, drafted
from moviellm.engine.workers.executor import Executor, result_of
from moviellm.engine.workers.tasks import Task, Told, untold
from moviellm.errors import DamageError, InputError, StorageError
from moviellm.manifest import MANIFEST, unlisted_files

_FOLDER = "folder"


def export(
    name: str,
    recipe: Recipe,
    journal: JournalReader,
    executor: Executor,
    *,
    seed: int,
    curation: str = "",
    target: Path | None = None,
    overwrite: bool = True,
    progress: Told = untold,
) -> tuple[Path, bool]:
    """Write every finished film by one exporter, if what stands there is not of just these films.

    Args:
        name: The exporter.
        recipe: Of a crew that has the exporter.
        journal: Knows the films; the export is written down in it where it can be written.
        executor: Who carries it out.
        seed: The run's.
        curation: The key of what the curator chose from the films, if there is one.
        target: Where to; by default ``export/<name>`` in the run's folder.
        overwrite: Whether something else that stands there may be replaced.
        progress: Told (done, total) of the films, or of a single film in the exporter's own units;
            first (0, 0) when it begins.

    Returns:
        The export's folder, and whether it was made now.

    Raises:
        InputError: Something else stands there, and it may not be replaced; what is no export
            never is.
        MovieLLMError: The exporter failed; what stood there before still stands.
    """
    films = ((row.film, row.result) for row in journal.finished())
    inputs = recipe.export_key(name, films, curation)
    folder = target.resolve() if target else journal.folder / EXPORTS / name
    known = journal.export(str(folder) if target else name)
    if known is not None and known.inputs == inputs and stands(known, folder):
        return folder, False
    ours = target is None or (known is not None and not known.manifest)
    _require_free(folder, overwrite=overwrite, ours=ours)
    resumes = recipe.components.component("exporter", name).capabilities.resumes
    with drafted(folder, inputs, resumes=resumes) as draft:
        task = Task(stage="exporter", name=name, seed=seed, target=draft)
        progress(0, 0)
        result_of(executor.submit(task, progress).result())
    elsewhere = {_FOLDER: str(folder)} if target else {}
    facts = {"exporter": name, "films": journal.count_finished(), **elsewhere}
    if isinstance(journal, Journal):
        journal.set_export(
            ExportRow(
                name=elsewhere.get(_FOLDER, name),
                inputs=inputs,
                manifest=_seal(folder),
                facts={**recipe.maker("exporter", name).facts, **facts},
            )
        )
    return folder, True


def folder_of(export: ExportRow, run: Path) -> Path:
    """Where an export of a run stands."""
    elsewhere = export.facts.get(_FOLDER)
    return Path(str(elsewhere)) if elsewhere else run / EXPORTS / export.name


def stands(known: ExportRow, folder: Path) -> bool:
    """Whether what stands in a folder is a known export, and not another that took its place."""
    return folder.is_dir() and _seal(folder) == known.manifest


def _seal(folder: Path) -> str:
    """The digest of an export's manifest; empty when it has none."""
    manifest = folder / MANIFEST
    try:
        return digest(manifest.read_bytes()) if manifest.is_file() else ""
    except FileNotFoundError:
        return ""  # another export is just taking its place


def _require_free(folder: Path, *, overwrite: bool, ours: bool) -> None:
    """Refuse a place where something else stands; what no export wrote is never removed.

    Args:
        folder: The place.
        overwrite: Whether another export may be replaced.
        ours: Whether all that stands there is this run's, although it may have no manifest.
    """
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        kept = "" if not taken or ours else _no_export(folder)
    except OSError as error:
        raise write_error(error, folder) from error
    if kept:
        raise InputError(
            f"{folder} is not replaced: {kept}.",
            hint="Move it away yourself, or give another folder with --out.",
        )
    if taken and not overwrite:
        raise InputError(
            f"{folder} holds something else than this export.",
            hint="Add --overwrite to replace it, or give another folder with --out.",
        )


def _no_export(folder: Path) -> str:
    """Why what stands at a place must stay, as a clause; empty when all of it is an export."""
    try:
        unlisted = unlisted_files(folder)
    except (DamageError, NotADirectoryError):
        return "what stands there is no export"
    except StorageError as error:
        return error.message.removesuffix(".")
    return f"no export wrote {unlisted[0]}, which lies in it" if unlisted else ""
