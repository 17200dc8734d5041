"""Another export from a finished run: nothing but the exporter works, and a curator before it."""

from __future__ import annotations

import contextlib
import functools
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from pathlib import Path

from pydantic import ValidationError

from moviellm.disk import require_text
from moviellm.engine.exports.curate import curate
from moviellm.engine.exports.export import export
from moviellm.engine.films.progress import Progress, ProgressCounter
from moviellm.engine.films.recipe import Recipe
from moviellm.engine.journal.schema import JOURNAL_FILE, require_journal
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import step_seed
from moviellm.engine.store.finished import forget_damage, require_films
from moviellm.engine.store.store import Store, StoreReader
from moviellm.engine.workers.executor import LocalExecutor, wait_for
from moviellm.engine.workers.threads import in_thread
from moviellm.engine.working_folder import as_given, steady_working_folder
from moviellm.errors import Cancelled, DamageError, StorageError
from moviellm.pipeline.config import Pipeline
from moviellm.pipeline.read import LoadedPipeline, select_curator, select_exporter
from moviellm.plugins.components import Components

_LAST_SECONDS = 5.0


def export_again(
    folder: Path,
    name: str,
    settings: Sequence[str] = (),
    *,
    target: Path | None = None,
    overwrite: bool = False,
    stop: threading.Event | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> tuple[Path, bool]:
    """Export the finished films of a run by an exporter that its pipeline need not name.

    Args:
        folder: The run's folder.
        name: The exporter.
        settings: ``KEY=VALUE`` pairs for its options.
        target: Where to; by default ``export/<name>`` in the run's folder.
        overwrite: Whether another export that stands there may be replaced.
        stop: Set it to stop.
        watch: Called about ten times a second in the calling thread.

    Returns:
        The export's folder, and whether it was made now: an equal one is left alone.

    Raises:
        DamageError: A film cannot be read; the next run of the pipeline makes it again.
        InputError: An option is wrong, or something else stands there.
        LockedError: Another process writes the run's folder.
        PluginError: The exporter is missing or broken.
        RunError: The run has no finished film.
        StorageError: The folder is no run folder, or it cannot be written and neither can
            ``target``.
    """
    require_text((target or folder).resolve())
    require_journal(folder / JOURNAL_FILE)
    target = target.absolute() if target else None
    stop = stop or threading.Event()
    with steady_working_folder(), _opened(folder.absolute(), target) as (journal, store):
        loaded = _loaded(journal, name, settings)
        recipe = Recipe(loaded, Components(loaded.selected))
        executor = _executor(recipe, loaded, journal, store, stop)
        make = functools.partial(
            _curated_export,
            name,
            recipe,
            journal,
            executor,
            loaded.pipeline.films.seed,
            target=target,
            overwrite=overwrite,
        )
        with _damage_forgotten(journal, store):
            made_in, made = _watched(name, make, executor, stop, watch)
    return as_given(made_in, folder), made


def _curated_export(
    name: str,
    recipe: Recipe,
    journal: JournalReader,
    executor: LocalExecutor,
    run_seed: int,
    progress: ProgressCounter,
    *,
    target: Path | None,
    overwrite: bool,
) -> tuple[Path, bool]:
    """Let the curator choose, if there is one, and the exporter work on what it chose."""
    curation = curate(recipe, journal, executor, run_seed=run_seed, progress=progress.curating)
    return export(
        name,
        recipe,
        journal,
        executor,
        seed=step_seed(run_seed, "exporter"),
        curation=curation,
        target=target,
        overwrite=overwrite,
        progress=functools.partial(progress.exporting, name),
    )


def _loaded(journal: JournalReader, name: str, settings: Sequence[str]) -> LoadedPipeline:
    """The pipeline of a run, of which nothing but an exporter and its curator are selected."""
    pipeline = pipeline_of(journal)
    selected = (*select_curator(pipeline), select_exporter(pipeline, name, settings))
    require_films(journal)
    return LoadedPipeline(journal.folder, pipeline, (), selected)


def _executor(
    recipe: Recipe,
    loaded: LoadedPipeline,
    journal: JournalReader,
    store: StoreReader,
    stop: threading.Event,
) -> LocalExecutor:
    """Who carries out the exporter's work."""
    return LocalExecutor(
        recipe.components,
        journal,
        store,
        selected=loaded.selected,
        pipeline=loaded.pipeline,
        workers=1,
        usd=loaded.usd,
        cancelled=stop.is_set,
    )


@contextlib.contextmanager
def _damage_forgotten(journal: JournalReader, store: StoreReader) -> Iterator[None]:
    """Forget what is found damaged inside: a run makes only what is not done."""
    try:
        yield
    except DamageError:
        if isinstance(journal, Journal) and isinstance(store, Store):
            forget_damage(journal, store)
        raise


@contextlib.contextmanager
def _opened(folder: Path, target: Path | None) -> Iterator[tuple[JournalReader, StoreReader]]:
    """Open a run for an export; for one that goes elsewhere, the run need not be writable.

    Raises:
        LockedError: Another process writes the run's folder.
        StorageError: The folder is no run folder or cannot be written.
    """
    with contextlib.ExitStack() as opened:
        try:
            journal = opened.enter_context(Journal(folder))
            found: tuple[JournalReader, StoreReader] = journal, Store(journal)
        except StorageError:
            opened.close()
            if target is None:
                raise
            reader = opened.enter_context(JournalReader(folder))
            found = reader, StoreReader(reader)
        yield found


def _watched(
    name: str,
    make: Callable[[ProgressCounter], tuple[Path, bool]],
    executor: LocalExecutor,
    stop: threading.Event,
    watch: Callable[[Progress], None],
) -> tuple[Path, bool]:
    """Let an export be made in a thread, and tell in this one how far it is."""
    progress = ProgressCounter({}, 0)
    made = in_thread(functools.partial(make, progress), f"moviellm-export-{name}")
    try:
        wait_for([made], executor, stop.is_set, _LAST_SECONDS, lambda: watch(progress.progress()))
    finally:
        executor.close(_LAST_SECONDS)
    if wait([made], _LAST_SECONDS).not_done:  # the disk hangs
        raise Cancelled("The run was asked to stop.")
    progress.exported(name)
    watch(progress.progress())
    return made.result()


def left_out(folder: Path) -> int:
    """Return how many films of a run are not finished, and so in no export."""
    with JournalReader(folder) as journal:
        return sum(row.ordinal >= 0 and row.state != "done" for row in journal.films())


def pipeline_of(journal: JournalReader) -> Pipeline:
    """The pipeline that a run was last made by.

    Raises:
        StorageError: The journal does not tell, or another version wrote it.
    """
    try:
        return Pipeline.model_validate_json(json.dumps(journal.header()["pipeline"]))
    except (KeyError, ValidationError) as error:
        raise StorageError(
            f"The journal in {journal.folder} does not tell by which pipeline it was made.",
            hint="Run the pipeline in this folder again.",
        ) from error
