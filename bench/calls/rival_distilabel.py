"""distilabel: a pipeline of one task, in batches of as many rows as may be in flight."""

import time

from common import at_once, count, line, told, url
from distilabel.models import OpenAILLM
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration

if __name__ == "__main__":
    with Pipeline() as pipeline:
        rows = [{"instruction": line(n)} for n in range(count)]
        load = LoadDataFromDicts(data=rows, batch_size=at_once)
        llm = OpenAILLM(model="m", base_url=url, api_key="none")
        load >> TextGeneration(llm=llm, input_batch_size=at_once)
    cpu = time.process_time()
    made = pipeline.run(use_cache=False)
    assert len(made["default"]["train"]) == count
    told(0.0, time.process_time() - cpu)
