"""Both providers' batch endpoints."""

import json

from aiohttp import web

from fault_server.faults import refuse


class Batches:
    """What the endpoints of both have in common: they are asked, refuse, and hold batches back.

    Args:
        provider: Makes the answers.
    """

    def __init__(self, provider):
        self.script = provider.script
        self.answers = provider.answers
        self.batches = {}
        self.held = set()

    def note(self, request, **more):
        """Write down what is asked."""
        key = request.headers.get("authorization", "")
        self.script.log.append(
            {"path": request.path, "method": request.method, "authorization": key, **more}
        )

    async def refusal(self, request):
        """Note a request; what it is refused with, or None."""
        fault = self.script.fault()
        self.note(request, fault=fault)
        return await refuse(request, fault)

    def at_work(self, name):
        """Whether a batch is held back."""
        if not self.script.batch_hold:
            self.held.discard(name)
        return name in self.held

    def keep(self, name, batch):
        """Keep a new batch; it is held back where the script says so."""
        if self.script.batch_hold:
            self.held.add(name)
        self.batches[name] = batch
        return batch

    def billed(self, body, make, fault):
        """The answer to a line of a batch, which is billed."""
        self.script.billed(self.answers.key(body))
        return make(body, fault)


class OpenAIBatches(Batches):
    """A file of requests goes in, files of answers and of errors come out."""

    def __init__(self, provider):
        super().__init__(provider)
        self.files = {}

    async def upload(self, request):
        form = await request.post()
        if (refusal := await self.refusal(request)) is not None:
            return refusal
        name = f"file-{len(self.files)}"
        self.files[name] = form["file"].file.read()
        return web.json_response({"id": name, "object": "file", "purpose": form["purpose"]})

    async def content(self, request):
        self.note(request)
        return web.Response(body=self.files[request.match_info["id"]])

    async def create(self, request):
        wanted = await request.json()
        if (refusal := await self.refusal(request)) is not None:
            return refusal
        name = f"batch_{len(self.batches)}"
        lines = map(json.loads, self.files[wanted["input_file_id"]].splitlines())
        results = [one for line in lines if (one := self._result(line)) is not None]
        batch = {
            "id": name, "object": "batch", "metadata": wanted.get("metadata"),
            "failed": self.script.batch_refused,
            "output_file_id": self._file(f"file-out-{name}", results, failed=False),
            "error_file_id": self._file(f"file-err-{name}", results, failed=True),
        }  # fmt: skip
        self.keep(name, batch)
        if self.script.batch_lost:
            request.transport.abort()
        return web.json_response(self._shown(batch))

    def _result(self, line):
        """What comes of one line; None for nothing."""
        fault = self.script.batch_fault()
        result = {"custom_id": line["custom_id"], "response": None, "error": None}
        if fault == "missing":
            return None
        if fault == "expired":
            return {**result, "error": {"code": "batch_expired", "message": "late"}}
        if fault[:3] in {"500", "400"}:
            said = {"type": "server_error", "code": "e", "message": fault[4:] or "failed"}
            told = {"status_code": int(fault[:3]), "body": {"error": said}}
            return {**result, "response": told}
        make = {
            "/v1/chat/completions": self.answers.chat, "/v1/responses": self.answers.responses,
        }[line["url"]]  # fmt: skip
        answer = self.billed(line["body"], make, fault)
        return {**result, "response": {"status_code": 200, "body": answer}}

    def _file(self, name, results, *, failed):
        """The name of a file with those results that failed, or did not; None without any."""
        lines = [one for one in results if failed is not _answered(one)]
        if not lines:
            return None
        self.files[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        return name

    def _shown(self, batch):
        if batch["failed"]:
            errors = {"data": [{"code": batch["failed"], "message": "not taken"}]}
            return {**batch, "status": "failed", "errors": errors, "output_file_id": None}
        return {**batch, "status": "in_progress" if self.at_work(batch["id"]) else "completed"}

    async def get(self, request):
        if (refusal := await self.refusal(request)) is not None:
            return refusal
        return web.json_response(self._shown(self.batches[request.match_info["id"]]))

    async def list(self, request):
        self.note(request)
        return web.json_response({"data": [self._shown(one) for one in self.batches.values()]})


def _answered(result):
    return (result["response"] or {}).get("status_code") == 200


class MessageBatches(Batches):
    """Anthropic's batches of messages."""

    async def create(self, request):
        wanted = await request.json()
        if (refusal := await self.refusal(request)) is not None:
            return refusal
        results = ((one["custom_id"], self._result(one["params"])) for one in wanted["requests"])
        lines = [
            {"custom_id": key, "result": result} for key, result in results if result is not None
        ]
        name = f"msgbatch_{len(self.batches)}"
        return web.json_response(self._shown(self.keep(name, {"id": name, "lines": lines})))

    def _result(self, params):
        """What comes of one call; None for nothing."""
        fault = self.script.batch_fault()
        if fault == "missing":
            return None
        if fault in {"expired", "canceled"}:
            return {"type": fault}
        if fault in {"500", "400"}:
            kind = "api_error" if fault == "500" else "invalid_request_error"
            told = {"type": "error", "error": {"type": kind, "message": "failed"}}
            return {"type": "errored", "error": told}
        message = self.billed(params, self.answers.messages, fault)
        return {"type": "succeeded", "message": message}

    def _shown(self, batch):
        return {
            "id": batch["id"], "type": "message_batch",
            "processing_status": "in_progress" if self.at_work(batch["id"]) else "ended",
            "results_url": "http://elsewhere.invalid/results",
        }  # fmt: skip

    async def get(self, request):
        if (refusal := await self.refusal(request)) is not None:
            return refusal
        return web.json_response(self._shown(self.batches[request.match_info["id"]]))

    async def results(self, request):
        self.note(request)
        lines = self.batches[request.match_info["id"]]["lines"]
        return web.Response(body=b"".join(json.dumps(line).encode() + b"\n" for line in lines))
