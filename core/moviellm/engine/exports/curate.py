"""Curating: which questions of the finished films the exports get, chosen before them."""

from __future__ import annotations

import json

from moviellm.engine.films.recipe import Recipe
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import step_seed
from moviellm.engine.store.curation import CURATION, require_writable, seal_of_left_out
from moviellm.engine.store.export_folder import drafted
from moviellm.engine.workers.executor import Executor, result_of
from moviellm.engine.workers.tasks import Task, Told, untold

_INPUTS, _SEAL = "inputs", "seal"


def curate(
    recipe: Recipe,
    journal: JournalReader,
    executor: Executor,
    *,
    run_seed: int,
    progress: Told = untold,
) -> str:
    """Let the curator choose from all finished films, if it has not chosen from just these.

    Args:
        recipe: Of components that have the curator, if the pipeline names one.
        journal: Knows the films; what is left out stands in its folder.
        executor: Who carries it out.
        run_seed: The run's.
        progress: Told (done, total) of the films.

    Returns:
        The key of the choice; empty without a curator.

    Raises:
        MovieLLMError: The curator failed; what it has chosen before still stands.
        StorageError: The run's folder cannot be written, and the curator would have to work.
    """
    films = ((row.film, row.result) for row in journal.finished())
    inputs = recipe.curation_key(run_seed, films)
    if not inputs or stands(journal, inputs):
        return inputs
    if not isinstance(journal, Journal):
        raise require_writable(journal)
    name = recipe.name("curator")
    with drafted(journal.folder / CURATION, inputs, resumes=False) as draft:
        seed = step_seed(run_seed, "curator")
        task = Task(stage="curator", name=name, seed=seed, target=draft)
        made = result_of(executor.submit(task, progress).result())
    found = {_INPUTS: inputs, _SEAL: seal_of_left_out(journal.folder), "curator": name}
    journal.set_header({CURATION: {**found, **json.loads(made.document)}})
    return inputs


def stands(journal: JournalReader, inputs: str) -> bool:
    """Whether the curator has chosen from just these films, and what it left out is unchanged."""
    known = journal.header().get(CURATION, {})
    made = (known.get(_INPUTS), known.get(_SEAL))
    return made == (inputs, seal_of_left_out(journal.folder))
