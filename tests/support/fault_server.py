"""A provider on loopback that speaks OpenAI's and Anthropic's protocols and misbehaves on request.

    python server.py [--port 0] [--bill FILE]      prints its port

``POST /_script`` takes ``{"faults": [...], "always": "...", "delay": seconds, "rpm": n,
"minute": seconds, "share": probability, "seed": n, "nonce": true, "headers": {...}}``: each
request takes the next of ``faults``; then ``always`` holds, or a share of requests takes a random
one of ``some``.
``GET /_log`` tells what arrived. Each answer that a provider would bill is one line in FILE.
"""

import argparse
import asyncio
import base64
import email.utils
import hashlib
import json
import os
import random
import struct
import time
import zlib

from aiohttp import web


class Script:
    def __init__(self, bill):
        self.bill = os.open(bill, os.O_WRONLY | os.O_APPEND | os.O_CREAT) if bill else None
        self.log = []
        self.set({})

    def set(self, wanted):
        self.faults = list(wanted.get("faults", ()))
        self.always = wanted.get("always", "")
        self.delay = wanted.get("delay", 0.0)
        self.rpm = wanted.get("rpm", 0)
        self.minute = wanted.get("minute", 60.0)
        self.share = wanted.get("share", 0.0)
        self.some = wanted.get("some", [])
        self.chance = random.Random(wanted.get("seed", 0))
        self.nonce = wanted.get("nonce", False)
        self.headers = wanted.get("headers", {})
        self.text = wanted.get("text")
        self.usage = wanted.get("usage", True)
        self.batch_faults = list(wanted.get("batch_faults", ()))
        self.batch_delay = wanted.get("batch_delay", 0.0)
        self.batch_refused = wanted.get("batch_refused", "")
        self.batch_lost = wanted.get("batch_lost", False)
        self.window = []
        self.log.clear()

    def fault(self):
        if self.faults:
            return self.faults.pop(0)
        if self.rpm:
            now = time.monotonic()
            self.window = [at for at in self.window if now - at < self.minute]
            if len(self.window) >= self.rpm:
                return f"429:{self.minute - (now - self.window[0]):.3f}"
            self.window.append(now)
        if self.some and self.chance.random() < self.share:
            return self.chance.choice(self.some)
        return self.always

    def billed(self, key):
        if self.bill is not None:
            os.write(self.bill, key.encode() + b"\n")


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


def png(colour):
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + bytes(colour) * 64 for _ in range(64))
    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Provider:
    def __init__(self, script):
        self.script = script
        self.calls = 0

    # what an answer says

    def key(self, body):
        text = json.dumps(body, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def words(self, body, schema):
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
            "created": 1, "data": [{"b64_json": base64.b64encode(png(colour)).decode()}],
            "usage": {
                "input_tokens": 50, "output_tokens": 1000, "total_tokens": 1050,
                "input_tokens_details": {"text_tokens": 50, "image_tokens": 0},
            },
        }  # fmt: skip

    # how it is sent

    async def answer(self, request, make, stream):
        script = self.script
        if request.content_type == "multipart/form-data":
            body = {
                name: value if isinstance(value, str) else value.filename
                for name, value in (await request.post()).items()
            }
        else:
            body = await request.json()
        fault = script.fault()
        key = self.key(body)
        script.log.append({
            "path": request.path, "fault": fault, "key": key, "at": time.monotonic(),
            "authorization": request.headers.get("authorization", ""),
            "x-api-key": request.headers.get("x-api-key", ""), "body": body,
            "headers": dict(request.headers),
        })  # fmt: skip
        if script.delay:
            await asyncio.sleep(script.delay)
        refusal = await self.refuse(request, fault)
        if refusal is not None:
            return refusal
        made = make(body, fault)
        if made is None:
            return error(
                400, "moderation_blocked", "Your request was rejected by the safety system."
            )
        script.billed(key)
        if body.get("stream"):
            return await self.streamed(request, stream(made), fault)
        data = json.dumps(made).encode()
        return await self.whole(request, data, fault)

    async def refuse(self, request, fault):
        """Answer as a fault wants, or None where there is an answer."""
        name, _, value = fault.partition(":")
        if name == "hang":
            await asyncio.sleep(3600)
        if name == "drop":
            request.transport.abort()
            return web.Response()
        given = request.headers.get("authorization", "") + request.headers.get("x-api-key", "")
        if value == "date":
            value = email.utils.formatdate(time.time() + 2, usegmt=True)
        headers = {"retry-after": value} if value else {}
        known = {
            "429": lambda: error(429, "rate_limit_exceeded", "Slow down.", headers),
            "500": lambda: error(500, "server_error", "Too busy.", headers),
            "503": lambda: error(503, "overloaded_error", "Too busy.", headers),
            "529": lambda: error(529, "overloaded_error", "Too busy.", headers),
            "quota": lambda: error(429, "insufficient_quota", "You exceeded your quota."),
            "auth": lambda: error(401, "invalid_api_key", f"Incorrect API key: {given}."),
            "bad-request": lambda: error(400, "invalid_request_error", "Unknown parameter."),
            "not-found": lambda: error(404, "model_not_found", "The model `m` does not exist."),
            "blocked": lambda: error(400, "content_filter", "The prompt was filtered."),
            "redirect": lambda: web.Response(
                status=307, headers={"location": value or "http://127.0.0.1:9/v1/x"}
            ),
            "html": lambda: web.Response(
                text="<html><body>502 Bad Gateway</body></html>", content_type="text/html"
            ),
            "empty": lambda: web.json_response({}),
        }
        return known[name]() if name in known else None

    async def whole(self, request, data, fault):
        if fault == "truncated-json":
            return web.Response(body=data[: len(data) // 2], content_type="application/json")
        if fault not in {"cut", "drip"}:
            return web.Response(
                body=data, content_type="application/json", headers=self.script.headers
            )
        response = web.StreamResponse(headers={"content-type": "application/json"})
        response.content_length = len(data)
        await response.prepare(request)
        if fault == "cut":
            await response.write(data[: len(data) // 2])
            await asyncio.sleep(0.05)
            request.transport.abort()
            return response
        for byte in data:
            await response.write(bytes([byte]))
            await asyncio.sleep(0.05)
        return response

    async def streamed(self, request, lines, fault):
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        if fault == "stream-cut":
            lines = lines[: max(1, len(lines) // 2)]
        if fault == "stream-malformed":
            lines = [*lines[:1], 'data: {"half": \n\n', *lines[1:]]
        name, _, said = fault.partition(":")
        if name == "stream-error":
            told = json.dumps({"type": "error", "error": {"message": said or "Overloaded"}})
            lines = [*lines[:1], f"event: error\ndata: {told}\n\n"]
        for line in lines:
            await response.write(line.encode())
            if fault == "drip":
                await asyncio.sleep(1.0)
        if fault == "cut":
            request.transport.abort()
        await response.write_eof()
        return response


class BatchDesk:
    """Both providers' batch endpoints. ``batch_faults`` of the script are one a line."""

    def __init__(self, provider):
        self.provider = provider
        self.script = provider.script
        self.files = {}
        self.batches = {}
        self.message_batches = {}

    def fault(self):
        return self.script.batch_faults.pop(0) if self.script.batch_faults else ""

    def note(self, request, **more):
        key = request.headers.get("authorization", "")
        self.script.log.append(
            {"path": request.path, "method": request.method, "authorization": key, **more}
        )

    async def early(self, request):
        fault = self.script.fault()
        self.note(request, fault=fault)
        return await self.provider.refuse(request, fault)

    async def upload(self, request):
        form = await request.post()
        if (refusal := await self.early(request)) is not None:
            return refusal
        name = f"file-{len(self.files)}"
        self.files[name] = form["file"].file.read()
        return web.json_response({"id": name, "object": "file", "purpose": form["purpose"]})

    async def content(self, request):
        self.note(request)
        return web.Response(body=self.files[request.match_info["id"]])

    async def create(self, request):
        wanted = await request.json()
        if (refusal := await self.early(request)) is not None:
            return refusal
        lines = [json.loads(line) for line in self.files[wanted["input_file_id"]].splitlines()]
        name = f"batch_{len(self.batches)}"
        make = {
            "/v1/chat/completions": self.provider.chat,
            "/v1/responses": self.provider.responses,
        }
        done, failed = [], []
        for line in lines:
            self.line(line["custom_id"], line["body"], make[line["url"]], done, failed)
        output, errors = f"file-out-{name}", f"file-err-{name}"
        self.files[output] = b"".join(json.dumps(one).encode() + b"\n" for one in done)
        self.files[errors] = b"".join(json.dumps(one).encode() + b"\n" for one in failed)
        self.batches[name] = {
            "id": name, "object": "batch", "metadata": wanted.get("metadata"),
            "created": time.monotonic(), "failed": self.script.batch_refused,
            "output_file_id": output if done else None, "error_file_id": errors if failed else None,
        }  # fmt: skip
        if self.script.batch_lost:
            request.transport.abort()
        return web.json_response(self.shown(self.batches[name]))

    def line(self, key, body, make, done, failed):
        fault = self.fault()
        if fault == "missing":
            return
        if fault == "expired":
            failed.append(
                {
                    "custom_id": key,
                    "response": None,
                    "error": {"code": "batch_expired", "message": "late"},
                }
            )
        elif fault[:3] in {"500", "400"}:
            said = fault[4:] or "failed"
            told = {"error": {"type": "server_error", "code": "e", "message": said}}
            failed.append(
                {
                    "custom_id": key,
                    "response": {"status_code": int(fault[:3]), "body": told},
                    "error": None,
                }
            )
        else:
            self.script.billed(self.provider.key(body))
            answer = {"status_code": 200, "body": make(body, fault)}
            done.append({"custom_id": key, "response": answer, "error": None})

    def shown(self, batch):
        if batch["failed"]:
            errors = {"data": [{"code": batch["failed"], "message": "not taken"}]}
            return {**batch, "status": "failed", "errors": errors, "output_file_id": None}
        late = time.monotonic() - batch["created"] < self.script.batch_delay
        return {**batch, "status": "in_progress" if late else "completed"}

    async def get(self, request):
        if (refusal := await self.early(request)) is not None:
            return refusal
        return web.json_response(self.shown(self.batches[request.match_info["id"]]))

    async def list(self, request):
        self.note(request)
        return web.json_response({"data": [self.shown(one) for one in self.batches.values()]})

    # Anthropic

    async def create_messages(self, request):
        wanted = await request.json()
        if (refusal := await self.early(request)) is not None:
            return refusal
        lines = []
        for one in wanted["requests"]:
            fault = self.fault()
            if fault == "missing":
                continue
            if fault in {"expired", "canceled"}:
                result = {"type": fault}
            elif fault in {"500", "400"}:
                kind = "api_error" if fault == "500" else "invalid_request_error"
                told = {"type": "error", "error": {"type": kind, "message": "failed"}}
                result = {"type": "errored", "error": told}
            else:
                self.script.billed(self.provider.key(one["params"]))
                result = {
                    "type": "succeeded",
                    "message": self.provider.messages(one["params"], fault),
                }
            lines.append({"custom_id": one["custom_id"], "result": result})
        name = f"msgbatch_{len(self.message_batches)}"
        self.message_batches[name] = {"id": name, "created": time.monotonic(), "lines": lines}
        return web.json_response(self.shown_messages(self.message_batches[name]))

    def shown_messages(self, batch):
        late = time.monotonic() - batch["created"] < self.script.batch_delay
        state = "in_progress" if late else "ended"
        url = "http://elsewhere.invalid/results"
        return {
            "id": batch["id"],
            "type": "message_batch",
            "processing_status": state,
            "results_url": url,
        }

    async def get_messages(self, request):
        if (refusal := await self.early(request)) is not None:
            return refusal
        return web.json_response(
            self.shown_messages(self.message_batches[request.match_info["id"]])
        )

    async def results(self, request):
        self.note(request)
        lines = self.message_batches[request.match_info["id"]]["lines"]
        return web.Response(body=b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def error(status, code, message, headers=None):
    body = {
        "type": "error",
        "error": {"type": code, "code": code, "message": message, "param": None},
    }
    return web.json_response(body, status=status, headers=headers)


def chat_stream(made):
    choice = made["choices"][0]
    text, finish = choice["message"].get("content") or "", choice["finish_reason"]
    refusal = choice["message"].get("refusal")
    half = len(text) // 2
    deltas = [{"content": text[:half]}, {"content": text[half:]}]
    if refusal:
        deltas = [{"refusal": refusal}]
    base = {
        "id": made["id"],
        "object": "chat.completion.chunk",
        "created": 1,
        "model": made["model"],
    }
    chunks = [
        {**base, "choices": [{"index": 0, "delta": d, "finish_reason": None}]} for d in deltas
    ]
    chunks.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    chunks.append({**base, "choices": [], "usage": made.get("usage")})
    return [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks] + ["data: [DONE]\n\n"]


def responses_stream(made):
    kind = "response.completed" if made["status"] == "completed" else "response.incomplete"
    found = [
        {"type": "response.created", "response": {**made, "status": "in_progress", "output": []}}
    ]
    found.append({"type": "response.output_text.delta", "delta": "x"})
    found.append({"type": kind, "response": made})
    return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in found]


def messages_stream(made):
    found = [{"type": "message_start", "message": {**made, "content": [], "stop_reason": None}}]
    for index, block in enumerate(made["content"]):
        if block["type"] == "text":
            text, half = block["text"], len(block["text"]) // 2
            found.append(
                {
                    "type": "content_block_start",
                    "index": index,
                    "content_block": {"type": "text", "text": ""},
                }
            )
            deltas = [{"type": "text_delta", "text": part} for part in (text[:half], text[half:])]
        else:
            text = json.dumps(block["input"])
            found.append(
                {
                    "type": "content_block_start",
                    "index": index,
                    "content_block": {**block, "input": {}},
                }
            )
            deltas = [
                {"type": "input_json_delta", "partial_json": part} for part in (text[:5], text[5:])
            ]
        found += [
            {"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas
        ]
        found.append({"type": "content_block_stop", "index": index})
    found.append(
        {
            "type": "message_delta",
            "delta": {"stop_reason": made["stop_reason"]},
            "usage": {"output_tokens": 100},
        }
    )
    found.append({"type": "message_stop"})
    return [f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in found]


def application(provider):
    script = provider.script

    def endpoint(make, stream):
        return lambda request: provider.answer(request, make, stream)

    async def set_script(request):
        script.set(await request.json())
        return web.json_response({})

    async def log(request):
        return web.json_response(script.log)

    app = web.Application(client_max_size=256 << 20)
    app.router.add_post("/_script", set_script)
    app.router.add_get("/_log", log)
    app.router.add_post("/v1/chat/completions", endpoint(provider.chat, chat_stream))
    app.router.add_post("/v1/responses", endpoint(provider.responses, responses_stream))
    app.router.add_post("/v1/messages", endpoint(provider.messages, messages_stream))
    app.router.add_post("/v1/images/generations", endpoint(provider.image, chat_stream))
    app.router.add_post("/v1/images/edits", endpoint(provider.image, chat_stream))
    desk = BatchDesk(provider)
    app.router.add_post("/v1/files", desk.upload)
    app.router.add_get("/v1/files/{id}/content", desk.content)
    app.router.add_post("/v1/batches", desk.create)
    app.router.add_get("/v1/batches", desk.list)
    app.router.add_get("/v1/batches/{id}", desk.get)
    app.router.add_post("/v1/messages/batches", desk.create_messages)
    app.router.add_get("/v1/messages/batches/{id}", desk.get_messages)
    app.router.add_get("/v1/messages/batches/{id}/results", desk.results)
    return app


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--bill", default="")
    given = options.parse_args()
    runner = web.AppRunner(application(Provider(Script(given.bill))), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", given.port, backlog=1024)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
