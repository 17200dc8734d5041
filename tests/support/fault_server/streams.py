"""Whole answers as streams of events, in each protocol."""

import json


def chat(made):
    choice = made["choices"][0]
    text, finish = choice["message"].get("content") or "", choice["finish_reason"]
    refusal = choice["message"].get("refusal")
    half = len(text) // 2
    deltas = [{"content": text[:half]}, {"content": text[half:]}]
    if refusal:
        deltas = [{"refusal": refusal}]
    base = {
        "id": made["id"], "object": "chat.completion.chunk", "created": 1, "model": made["model"],
    }  # fmt: skip
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": finish})
    chunks = [{**base, "choices": [one]} for one in choices]
    chunks.append({**base, "choices": [], "usage": made.get("usage")})
    return [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks] + ["data: [DONE]\n\n"]


def responses(made):
    kind = "response.completed" if made["status"] == "completed" else "response.incomplete"
    begun = {**made, "status": "in_progress", "output": []}
    return _events(
        [
            {"type": "response.created", "response": begun},
            {"type": "response.output_text.delta", "delta": "x"},
            {"type": kind, "response": made},
        ]
    )


def messages(made):
    found = [{"type": "message_start", "message": {**made, "content": [], "stop_reason": None}}]
    for index, block in enumerate(made["content"]):
        empty, deltas = _in_two(block)
        found.append({"type": "content_block_start", "index": index, "content_block": empty})
        found += [
            {"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas
        ]
        found.append({"type": "content_block_stop", "index": index})
    stop = {"stop_reason": made["stop_reason"]}
    found.append({"type": "message_delta", "delta": stop, "usage": {"output_tokens": 100}})
    found.append({"type": "message_stop"})
    return _events(found)


def _in_two(block):
    """A block of Anthropic's as it begins, and the two parts that follow."""
    if block["type"] == "text":
        text, half = block["text"], len(block["text"]) // 2
        parts = [{"type": "text_delta", "text": part} for part in (text[:half], text[half:])]
        return {"type": "text", "text": ""}, parts
    text = json.dumps(block["input"])
    parts = [{"type": "input_json_delta", "partial_json": part} for part in (text[:5], text[5:])]
    return {**block, "input": {}}, parts


def _events(found):
    return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in found]
