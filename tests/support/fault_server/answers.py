"""What a well-behaved provider answers, in each protocol."""

import base64
import hashlib
import json

from good_model import png, tone


class Answers:
    """Answers in each protocol, of the smallest value that fits the schema; some with a fault.

    Args:
        script: Tells what they say.
    """

    def __init__(self, script):
        self.script = script
        self.calls = 0

    def key(self, body):
        """Which request it is, for the log and the bill."""
        text = json.dumps(body, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def words(self, body, schema):
        """What an answer says."""
        self.calls += 1
        if self.script.text is not None:
            return self.script.text
        if schema is not None:
            return json.dumps(instance(schema))
        nonce = f" {self.calls}" if self.script.nonce else ""
        return f"answer to {self.key(body)}{nonce}"

    def chat(self, body, fault=""):
        form = (body.get("response_format") or {}).get("json_schema") or {}
        text = "" if fault in {"refusal", "filter"} else self.words(body, form.get("schema"))
        if fault == "wrong-schema":
            text = '{"wrong": 1}'
        finish = {"length": "length", "filter": "content_filter"}.get(fault, "stop")
        message = {
            "role": "assistant",
            "content": text[: len(text) // 2] if fault == "length" else text,
        }
        if fault == "refusal":
            message = {"role": "assistant", "content": None, "refusal": "I cannot write that."}
        used = {
            "prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100,
            "prompt_tokens_details": {"cached_tokens": 400},
            "completion_tokens_details": {"reasoning_tokens": 20},
        }  # fmt: skip
        return {
            "id": f"chatcmpl-{self.calls}", "object": "chat.completion", "created": 1,
            "model": body.get("model"),
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            **({"usage": used} if self.script.usage else {}),
        }  # fmt: skip

    def responses(self, body, fault=""):
        form = (body.get("text") or {}).get("format") or {}
        part = {
            "type": "output_text",
            "text": self.words(body, form.get("schema")),
            "annotations": [],
        }
        if fault == "wrong-schema":
            part["text"] = '{"wrong": 1}'
        if fault == "refusal":
            part = {"type": "refusal", "refusal": "I cannot write that."}
        made = {
            "id": f"resp_{self.calls}", "object": "response", "created_at": 1,
            "model": body.get("model"), "status": "completed",
            "output": [{"type": "message", "role": "assistant", "id": "m", "content": [part]}],
            "usage": {
                "input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100,
                "input_tokens_details": {"cached_tokens": 400},
                "output_tokens_details": {"reasoning_tokens": 20},
            },
        }  # fmt: skip
        if fault in {"length", "filter"}:
            why = "max_output_tokens" if fault == "length" else "content_filter"
            made |= {"status": "incomplete", "incomplete_details": {"reason": why}}
        return made

    def messages(self, body, fault=""):
        form = (body.get("output_config") or {}).get("format") or {}
        tools = body.get("tools") or [{}]
        schema = form.get("schema") or tools[0].get("input_schema")
        text = '{"wrong": 1}' if fault == "wrong-schema" else self.words(body, schema)
        block = {"type": "text", "text": text[: len(text) // 2] if fault == "length" else text}
        if tools[0].get("name") and fault != "refusal":
            block = {
                "type": "tool_use",
                "id": "t",
                "name": tools[0]["name"],
                "input": json.loads(text),
            }
        made = {
            "id": f"msg_{self.calls}", "type": "message", "role": "assistant",
            "model": body.get("model"), "content": [block], "stop_sequence": None,
            "stop_reason": {"length": "max_tokens", "refusal": "refusal"}.get(fault, "end_turn"),
            "usage": {
                "input_tokens": 600, "cache_read_input_tokens": 400,
                "cache_creation_input_tokens": 0, "output_tokens": 100,
            },
        }  # fmt: skip
        if fault == "refusal":
            made["content"] = []
            made["stop_details"] = {"type": "refusal", "category": None, "explanation": "Not that."}
        return made

    def image(self, body, fault=""):
        self.calls += 1
        if fault == "filter":
            return None
        colour = hashlib.sha256(self.key(body).encode()).digest()[:3]
        return {
            "created": 1, "data": [{"b64_json": base64.b64encode(png(64, 64, colour)).decode()}],
            "usage": {
                "input_tokens": 50, "output_tokens": 1000, "total_tokens": 1050,
                "input_tokens_details": {"text_tokens": 50, "image_tokens": 0},
            },
        }  # fmt: skip

    def speech(self, body, fault=""):
        self.calls += 1
        return None if fault == "filter" else tone(body["input"])


def instance(schema, definitions=None, depth=0):
    """The smallest value that a JSON schema allows."""
    definitions = definitions or schema.get("$defs", {})
    if "$ref" in schema:
        return instance(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions, depth + 1)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        kinds = [one for one in schema["anyOf"] if one.get("type") != "null"]
        return instance(kinds[0], definitions, depth + 1)
    kind = schema.get("type")
    if kind == "object":
        return {
            name: instance(inner, definitions, depth + 1)
            for name, inner in schema.get("properties", {}).items()
        }
    if kind == "array":
        return [instance(schema["items"], definitions, depth + 1)] * schema.get("minItems", 1)
    if kind == "string":
        return "word" * max(1, schema.get("minLength", 1) // 4 + 1)
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    return {"number": 1.0, "boolean": True}.get(kind)
