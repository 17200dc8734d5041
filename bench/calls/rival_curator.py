"""bespokelabs-curator: one prompt a row, as many in flight as may be."""

import importlib.util
import os
import time
from pathlib import Path

from common import at_once, count, folder, line, told, url

TOKENIZERS = Path(importlib.util.find_spec("litellm").origin).parent
os.environ |= {
    "CURATOR_CACHE_DIR": f"{folder}/curator",
    "CURATOR_DISABLE_RICH_DISPLAY": "1",
    "HF_HUB_OFFLINE": "1",
    "TELEMETRY_ENABLED": "0",
    "TIKTOKEN_CACHE_DIR": str(TOKENIZERS / "litellm_core_utils" / "tokenizers"),
}

from bespokelabs import curator  # noqa: E402 - it reads its settings when it is imported


class Ask(curator.LLM):
    def prompt(self, row: dict) -> str:
        return row["text"]

    def parse(self, row: dict, response: str) -> dict:
        return {"answer": response}


if __name__ == "__main__":
    ask = Ask(
        model_name="m",
        backend="openai",
        backend_params={
            "base_url": url, "api_key": "none", "max_concurrent_requests": at_once,
            "max_requests_per_minute": 10**6, "max_tokens_per_minute": 10**9,
        },
    )  # fmt: skip
    cpu = time.process_time()
    made = ask([{"text": line(n)} for n in range(count)])
    assert len(made.dataset) == count
    told(0.0, time.process_time() - cpu)
