"""This plugin with journal and budget, without a run around it."""

import logging
import time
from collections.abc import Iterable
from pathlib import Path

from common import at_once, count, folder, line, told, url
from moviellm import Context
from moviellm.engine.journal.writer import Journal
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.store.store import Store
from moviellm.testing import MemoryBlobs
from moviellm_plugins_gpt.calls import ModelClient, ModelQuestion, OpenAIOptions, Price, user

price = Price(input=1, output=2)
client = ModelClient(OpenAIOptions(model="m", base_url=url, concurrency=at_once, price=price))
with Journal(Path(folder)) as journal:
    broker = CallBroker(journal, Store(journal), Budget(1_000.0))
    calls = StepCalls(broker, stage="writer", component="bench", film="f")
    context = Context(
        seed=1, film="f", log=logging.getLogger("bench"), blobs=MemoryBlobs(), calls=calls
    )

    def ask(numbers: Iterable[int]) -> None:
        client.ask(
            context, [ModelQuestion(system="Write.", messages=(user(line(n)),)) for n in numbers]
        )

    ask([-1])
    begun, cpu = time.perf_counter(), time.process_time()
    ask(range(count))
    told(time.perf_counter() - begun, time.process_time() - cpu)
