"""Asking a judge outside of a run: its paid calls are written down in a folder of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moviellm.component import Context
from moviellm.engine.journal.writer import Journal
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget, Totals
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.store.store import Store
from moviellm.engine.workers.blobs import NoCalls, WorkerBlobs
from moviellm.engine.workers.environment import MeteredCalls
from moviellm.engine.workers.tasks import Task
from moviellm.film import Comparison, Preference
from moviellm.pipeline.read import select_component
from moviellm.plugins.components import Components
from moviellm.stages import Stage

JUDGE = "judge"
"""Name of the header's entry that tells that a folder keeps a judge's answers, and whose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a judge said.

    Attributes:
        preferences: One a comparison, in order.
        judge: Stage, name, distribution and version of the judge.
        settings: Its options that change what it says, as JSON values after defaults.
        spend: What the folder's calls have cost, in US dollars, those of earlier runs included.
    """

    preferences: tuple[Preference, ...]
    judge: str
    settings: Mapping[str, Any]
    spend: Totals


def judge_with(
    name: str,
    comparisons: Sequence[Comparison],
    *,
    folder: Path,
    stage: Stage = "critic",
    settings: Sequence[str] = (),
    usd: float | None = None,
    stop: threading.Event | None = None,
) -> Judged:
    """Have a component judge comparisons; answers it has paid for are never bought again.

    Args:
        name: The component.
        comparisons: What is compared, in the order to be read in.
        folder: Where its calls and their answers are kept; made if it is missing.
        stage: The component's stage.
        settings: ``KEY=VALUE`` pairs for its options.
        usd: The most that all calls of the folder may cost, in US dollars; None for no cap.
        stop: Set it to stop.

    Raises:
        BudgetError: The cap could be passed; what was answered is kept.
        Cancelled: It was asked to stop; what was answered is kept.
        InputError: An option is wrong, or the component is no judge.
        LockedError: Another process writes the folder.
        PluginError: The component is missing or broken.
        StorageError: The folder cannot be written.
    """
    components = Components((select_component(stage, name, settings),))
    components.require_judge(stage)
    cancelled = (stop or threading.Event()).is_set
    with Journal(folder) as journal:
        journal.set_header({JUDGE: components.plugin(stage).record.title})
        store = Store(journal)
        budget = Budget(usd, journal.spend())
        broker = CallBroker(journal, store, budget, cancelled=cancelled)
        context = Context(
            seed=0,
            film="",
            log=logging.getLogger(f"moviellm.{stage}.{name}"),
            calls=_gate(components, stage, name, broker),
            blobs=WorkerBlobs(store, store.pack),
            cancelled=cancelled,
        )
        preferences = components.judge(stage, comparisons, context)
        return Judged(
            preferences=preferences,
            judge=components.plugin(stage).record.title,
            settings=components.settings(stage),
            spend=budget.totals(),
        )


def _gate(components: Components, stage: Stage, name: str, broker: CallBroker) -> MeteredCalls:
    if not components.component(stage).capabilities.paid:
        return NoCalls(Task(stage=stage, name=name))
    return StepCalls(broker, stage=stage, component=name, film="")
