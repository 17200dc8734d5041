"""Whatever a server answers: a documented outcome, few attempts, bounded money, nothing else."""

import copy
import gzip
import itertools
import json
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm import BudgetError, FilmError, InputError, RunError
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm_plugins_gpt.calls import (
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    PictureMade,
    PictureWanted,
    Refused,
    user,
)
from moviellm_plugins_gpt.calls.retry import BackoffPolicy, RetryPolicy
from pydantic import BaseModel

APIS = ("chat", "responses", "messages", "chat-stream", "responses-stream", "messages-stream")
ATTEMPTS, STEPS, ASKED_AGAIN = 2, 8, 3
QUICK = RetryPolicy(first_delay=0.0, longest_delay=0.0, longest_wait=0.0, rate_limited=2)
DOCUMENTED = (FilmError, RunError, InputError, BudgetError)


NUMBERS = itertools.count()


def no_pauses(**_):
    return BackoffPolicy(first_pause=0.0, longest_pause=0.0, failures=1_000)


class Scene(BaseModel):
    title: str


GOOD = '{"title": "The map"}'
USAGE = {
    "prompt_tokens": 9, "completion_tokens": 7, "input_tokens": 9, "output_tokens": 7,
    "prompt_tokens_details": {"cached_tokens": 4},
}  # fmt: skip
ERROR = {"message": "No.", "code": 429, "type": "invalid_request_error", "param": "max_tokens"}
WHOLE = [
    {"choices": [{"message": {"content": GOOD}, "finish_reason": "stop"}], "usage": USAGE},
    {"status": "completed", "usage": USAGE, "output": [
        {"type": "message", "content": [{"type": "output_text", "text": GOOD}]}]},
    {"content": [{"type": "text", "text": GOOD}], "stop_reason": "end_turn", "usage": USAGE},
    {"data": [{"b64_json": "aGVsbG8="}], "usage": USAGE},
    {"choices": None, "error": ERROR}, {"error": ERROR}, [{"error": ERROR}], {"detail": [ERROR]},
]  # fmt: skip
CHUNKS = [
    {"choices": [{"delta": {"content": GOOD[:9]}, "finish_reason": None}]},
    {"choices": [{"delta": {"content": GOOD[9:]}, "finish_reason": "stop"}]},
    {"type": "message_start", "message": {"usage": USAGE}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": GOOD}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": USAGE},
    {"type": "message_stop"},
    {"type": "response.completed", "response": WHOLE[1]},
    {"type": "error", "error": ERROR},
]
WORDS = st.sampled_from([
    None, True, 0, -1, 1.5, 10**30, "", "x", "stop", "length", "MAX_TOKENS", "error", "\ud800",
    "<think>", "```", "max_tokens is unsupported", "response_format", "API key not valid",
    "minLength", [], {}, [None], {"a": 1}, {"message": ["x"]}, 429, 503, "401", GOOD, "\u2028",
]).map(copy.deepcopy)  # fmt: skip


def places(node, path=()):
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


@st.composite
def spoiled(draw, whole):
    """JSON of a protocol's form with something else in up to three places."""
    found = json.loads(json.dumps(draw(st.sampled_from(whole))))
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(list(places(found))))
        if not path:
            return draw(WORDS)
        inner = found
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = draw(WORDS)
    return found


@st.composite
def bodies(draw):
    """The bytes of an answer: JSON, a stream, a page, anything; perhaps cut, perhaps packed."""
    kind = draw(st.sampled_from(["json", "stream", "page", "bytes", "deep"]))
    if kind == "json":
        data = json.dumps(draw(spoiled(WHOLE))).encode()
    elif kind == "stream":
        end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
        lines = [json.dumps(draw(spoiled(CHUNKS))) for _ in range(draw(st.integers(0, 4)))]
        lines += ["[DONE]"] * draw(st.integers(0, 1))
        data = "".join(f"data: {line}{end}{end}" for line in lines).encode()
    elif kind == "page":
        data = b"<!doctype html><html>Hello</html>"
    elif kind == "bytes":
        data = draw(st.binary(max_size=40))
    else:
        data = b"[" * 100_000 + b"]" * draw(st.sampled_from([0, 100_000]))
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@st.composite
def answers(draw):
    """One answer: status, headers, body; or a connection that breaks."""
    if draw(st.integers(0, 9)) == 0:
        return None
    statuses = [200, 200, 200, 204, 302, 400, 401, 402, 403, 404, 407, 408, 413, 422, 429, 500, 529]
    status, data = draw(st.sampled_from(statuses)), draw(bodies())
    headers = {"content-type": draw(st.sampled_from(["application/json", "text/html", "x"]))}
    more = draw(st.sampled_from([
        {}, {}, {"retry-after": "0"}, {"retry-after": "9999"}, {"retry-after": "Thu, 99 Foo"},
        {"x-ratelimit-limit-tokens": "1"}, {"x-ratelimit-limit-requests": "99999999999999999"},
        {"content-encoding": "gzip"}, {"content-encoding": "br"}, {"content-length": "99999"},
    ]))  # fmt: skip
    if more.get("content-encoding") == "gzip" and draw(st.booleans()):
        data = gzip.compress(data)
    if status == 204:
        data = b""
    return status, {**headers, **more}, data


@pytest.fixture
def purse(open_books):
    """A run folder with a purse of its own for every try."""
    books = open_books()

    def fresh(number):
        budget = Budget(None)
        desk = CallBroker(books.journal, books.store, budget)
        calls = StepCalls(desk, stage="writer", component="test", film=f"f{number}")
        return budget, mock.Mock(wraps=books.context, calls=calls, cancelled=lambda: False)

    return fresh


@pytest.mark.parametrize("api", [*APIS, "picture"])
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_a_server_answers_the_outcome_is_a_documented_one(
    stub, stub_options, purse, monkeypatch, api, data
):
    monkeypatch.setattr("moviellm_plugins_gpt.calls.request_runner.SINGLE_CALL", QUICK)
    monkeypatch.setattr("moviellm_plugins_gpt.calls.rate_limiter.BackoffPolicy", no_pauses)
    stub.answer(*data.draw(st.lists(answers(), min_size=1, max_size=4)))
    budget, context = purse(next(NUMBERS))
    picture = api == "picture"
    asked = stub_options(
        "chat" if picture else api, attempts=ATTEMPTS, concurrency=1, max_output_tokens=100
    )
    client, label = ModelClient(asked), "scene 1"
    question = ModelQuestion(messages=(user("A scene."),), schema=Scene, label=label)
    wanted = PictureWanted(prompt="A quay.", quality="low")
    try:
        (found,) = client.paint(context, [wanted]) if picture else client.ask(context, [question])
    except DOCUMENTED as error:
        told = bool(error.message and error.hint)
    else:
        told = isinstance(found, (PictureMade if picture else ModelAnswer, Refused))
    assert told
    totals = budget.totals()
    most = (2 * ATTEMPTS + ATTEMPTS * QUICK.rate_limited) * ASKED_AGAIN + STEPS
    assert len(stub.asked) <= most
    assert totals.in_flight == 0
    worst = 2 * client.worst(calls=1, input_tokens=4_000, output_tokens=4_000)
    assert totals.usd + totals.possible_usd <= len(stub.asked) * worst
