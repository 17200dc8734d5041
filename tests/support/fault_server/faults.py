"""How answers are sent, and what goes wrong with them on the way."""

import asyncio
import email.utils
import json
import time

from aiohttp import web


class FaultyProvider:
    """Answers requests as the script wants.

    Args:
        script: Tells the faults.
        answers: Makes what is sent where there is none.
    """

    def __init__(self, script, answers):
        self.script = script
        self.answers = answers

    def endpoint(self, make, stream):
        """What answers requests to a path: by an answer, or by its stream where that is asked."""

        async def handle(request):
            return await self.answer(request, make, stream)

        return handle

    async def answer(self, request, make, stream):
        script, body = self.script, await _body(request)
        fault, key = script.fault(), self.answers.key(body)
        script.log.append({
            "path": request.path, "fault": fault, "key": key,
            "authorization": request.headers.get("authorization", ""),
            "x-api-key": request.headers.get("x-api-key", ""), "body": body,
            "headers": dict(request.headers),
        })  # fmt: skip
        await script.turn()
        if (refusal := await refuse(request, fault)) is not None:
            return refusal
        made = make(body, fault)
        if made is None:
            said = "Your request was rejected by the safety system."
            return error(400, "moderation_blocked", said)
        script.billed(key)
        if body.get("stream"):
            return await streamed(request, stream(made), fault)
        data = made if isinstance(made, bytes) else json.dumps(made).encode()
        return await whole(request, data, fault, script.headers)


async def _body(request):
    if request.content_type != "multipart/form-data":
        return await request.json()
    fields = (await request.post()).items()
    return {
        name: value if isinstance(value, str) else value.filename for name, value in fields
    }  # fmt: skip


REFUSALS = {
    "429": (429, "rate_limit_exceeded", "Slow down."),
    "500": (500, "server_error", "Too busy."),
    "503": (503, "overloaded_error", "Too busy."),
    "529": (529, "overloaded_error", "Too busy."),
    "quota": (429, "insufficient_quota", "You exceeded your quota."),
    "bad-request": (400, "invalid_request_error", "Unknown parameter."),
    "not-found": (404, "model_not_found", "The model `m` does not exist."),
    "blocked": (400, "content_filter", "The prompt was filtered."),
}
"""Faults that are a status, its code and what is said; ``429:7`` asks to wait for 7 seconds."""


async def refuse(request, fault):
    """Answer as a fault wants, or None where there is an answer."""
    name, _, value = fault.partition(":")
    if name in REFUSALS:
        if value == "date":
            value = email.utils.formatdate(time.time() + 2, usegmt=True)
        return error(*REFUSALS[name], {"retry-after": value} if value else {})
    match name:
        case "hang":
            await asyncio.sleep(3600)
        case "drop":
            request.transport.abort()
            return web.Response()
        case "auth":
            given = request.headers.get("authorization", "") + request.headers.get("x-api-key", "")
            return error(401, "invalid_api_key", f"Incorrect API key: {given}.")
        case "redirect":
            headers = {"location": value or "http://127.0.0.1:9/v1/x"}
            return web.Response(status=307, headers=headers)
        case "html":
            page = "<html><body>502 Bad Gateway</body></html>"
            return web.Response(text=page, content_type="text/html")
        case "empty":
            return web.json_response({})
    return None


def error(status, code, message, headers=None):
    told = {"type": code, "code": code, "message": message, "param": None}
    return web.json_response({"type": "error", "error": told}, status=status, headers=headers)


async def whole(request, data, fault, headers):
    """Send an answer at once; or half of it, or drop by drop."""
    if fault == "truncated-json":
        return web.Response(body=data[: len(data) // 2], content_type="application/json")
    if fault not in {"cut", "drip"}:
        return web.Response(body=data, content_type="application/json", headers=headers)
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


async def streamed(request, lines, fault):
    """Send an answer's events; or half of them, or something among them that is none."""
    response = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await response.prepare(request)
    name, _, said = fault.partition(":")
    if name == "stream-cut":
        lines = lines[: max(1, len(lines) // 2)]
    if name == "stream-malformed":
        lines = [*lines[:1], 'data: {"half": \n\n', *lines[1:]]
    if name == "stream-error":
        told = json.dumps({"type": "error", "error": {"message": said or "Overloaded"}})
        lines = [*lines[:1], f"event: error\ndata: {told}\n\n"]
    for line in lines:
        await response.write(line.encode())
        if name == "drip":
            await asyncio.sleep(1.0)
    if name == "cut":
        request.transport.abort()
    await response.write_eof()
    return response
