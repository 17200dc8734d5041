"""The batch endpoints of a model on loopback: handed in together, answered after some looks."""

from __future__ import annotations

import json
import re
import threading

LOOKS = 0
"""How often a new batch is looked at in vain."""


class BatchDesk:
    """OpenAI's files and batches, and Anthropic's message batches.

    Attributes:
        made: The number of calls of every batch that was handed in.
        looks: How often a new batch is looked at before it is done.
    """

    def __init__(self, answer):
        self.made = []
        self.looks = LOOKS
        self._answer = answer
        self._files = {}
        self._batches = {}
        self._naming = threading.Lock()  # or two films at once would get one name for two batches

    def finish(self):
        """Answer every batch that was handed in at the next look."""
        for batch in self._batches.values():
            batch["left"] = 0

    def post(self, path, data):
        """Take a file of calls in, or make a batch."""
        if path.endswith("/files"):
            calls = re.search(rb'filename="calls.jsonl".*?\r\n\r\n(.*?)\r\n--', data, re.DOTALL)[1]
            with self._naming:
                name = f"file_{len(self._files)}"
                self._files[name] = calls
            return {"id": name, "object": "file"}
        wanted = json.loads(data)
        if "requests" in wanted:
            return self._keep(
                "msgbatch",
                [
                    {"custom_id": one["custom_id"], "result": self._message(one["params"])}
                    for one in wanted["requests"]
                ],
            )
        calls = [json.loads(line) for line in self._files[wanted["input_file_id"]].splitlines()]
        lines = [
            {
                "custom_id": one["custom_id"],
                "error": None,
                "response": {"status_code": 200, "body": self._answer(one["url"], one["body"])},
            }
            for one in calls
        ]
        return self._keep("batch", lines, metadata=wanted["metadata"])

    def get(self, path):
        """Look at a batch, at all of them, or at what came of one: JSON, or lines of it."""
        name = re.search(r"((?:msg)?batch_\d+|output_(?:msg)?batch_\d+)", path)
        if name is None:
            return {"data": list(self._batches.values())}
        if "/content" in path or "/results" in path:
            return self._files[f"output_{name[1].removeprefix('output_')}"]
        batch = self._batches[name[1]]
        batch["left"] -= 1
        if batch["left"] < 0:
            batch |= {"status": "completed", "processing_status": "ended"}
        return batch

    def _keep(self, kind, lines, **more):
        with self._naming:
            return self._named(f"{kind}_{len(self.made)}", lines, more)

    def _named(self, name, lines, more):
        self.made.append(len(lines))
        self._files[f"output_{name}"] = b"".join(json.dumps(one).encode() + b"\n" for one in lines)
        self._batches[name] = {
            "id": name, "status": "in_progress", "processing_status": "in_progress",
            "output_file_id": f"output_{name}", "left": self.looks, **more,
        }  # fmt: skip
        return self._batches[name]

    def _message(self, params):
        return {"type": "succeeded", "message": self._answer("/v1/messages", params)}
