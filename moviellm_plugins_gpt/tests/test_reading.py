"""What servers send is read as what it is, in every form that is met, and nothing looser."""

import json

import pytest
from moviellm import FilmError, InputError
from moviellm_plugins_gpt.calls import ModelAnswer, ModelClient, ModelQuestion, Refused, user
from moviellm_plugins_gpt.calls.json_text import json_in_answer, words_of_answer
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    KeyRejected,
    NotThere,
    Overloaded,
    QuotaSpent,
    RateLimited,
)
from moviellm_plugins_gpt.calls.statuses import of_error
from moviellm_plugins_gpt.calls.wire import events
from pydantic import BaseModel

STREAM = {"content-type": "text/event-stream"}
JSON = {"content-type": "application/json"}


class Scene(BaseModel):
    title: str


GOOD = '{"title": "The map"}'
SEPARATORS = "\u2028 \u2029 \u0085"
"""What Python also takes for ends of lines, and JSON need not escape."""


def ask(options, books, count=1, schema=Scene):
    questions = [
        ModelQuestion(messages=(user(f"Scene {n}"),), schema=schema, label="scene 1")
        for n in range(count)
    ]
    return ModelClient(options).ask(books.context, questions)


def chat(content, finish="stop", **more):
    return {"choices": [{"message": {"content": content, **more}, "finish_reason": finish}]}


def sse(*found, end="\n", done=True):
    """A stream as a server writes it that does not escape what JSON need not."""
    lines = [f"data: {json.dumps(one, ensure_ascii=False)}{end}{end}" for one in found]
    return 200, STREAM, "".join([*lines, f"data: [DONE]{end}{end}" if done else ""]).encode()


def chat_stream(text, finish="stop", **more):
    choices = [{"delta": {"content": text}, "finish_reason": None}]
    return sse({"choices": choices}, {"choices": [{"delta": {}, "finish_reason": finish}]}, **more)


def responses_stream(text, **more):
    part = {"type": "output_text", "text": text}
    output = [{"type": "message", "content": [part]}]
    whole = {"status": "completed", "output": output}
    return sse({"type": "response.completed", "response": whole}, done=False, **more)


def messages_stream(text, stop="end_turn", last=True, **more):
    found = [
        {"type": "message_start", "message": {"usage": {"input_tokens": 3}}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        {"type": "message_delta", "delta": {"stop_reason": stop}},
        *([{"type": "message_stop"}] if last else []),
    ]
    return sse(*found, done=False, **more)


STREAMS = {
    "chat-stream": chat_stream,
    "responses-stream": responses_stream,
    "messages-stream": messages_stream,
}


@pytest.mark.parametrize("api", STREAMS)
def test_only_ends_of_lines_end_the_lines_of_a_stream(stub, stub_options, books, api):
    stub.answer(STREAMS[api](f'{{"title": "a{SEPARATORS}b"}}'))
    (answer,) = ask(stub_options(api), books)
    assert answer.parsed == Scene(title=f"a{SEPARATORS}b")
    assert len(stub.asked) == 1


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=ascii)
@pytest.mark.parametrize("api", STREAMS)
def test_lines_of_a_stream_end_in_every_way_that_the_standard_has(
    stub, stub_options, books, api, end
):
    stub.answer(STREAMS[api](GOOD, end=end))
    assert ask(stub_options(api), books)[0].parsed == Scene(title="The map")


def test_a_stream_is_read_by_the_standard_for_server_sent_events():
    assert events(b'\xef\xbb\xbf: hi\nid: 1\ndata: {"a":\ndata: 1}\n\ndata:{"b": 2}') == [
        {"a": 1},
        {"b": 2},
    ]
    assert events(b'data: {"a": 1}\ndata: {"b": 2}\ndata: [DONE]\n') == [{"a": 1}, {"b": 2}, {}]


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```\n",
        f"  ```JSON\r\n{GOOD}\r\n```",
        f"<think>First {{a}} scene.\n</think>\n\n{GOOD}",
        f"<thinking>So.</thinking>{GOOD}",
        f"The template opened the thought.</think>\n{GOOD}",
        f"<think>So.</think>\n```json\n{GOOD}\n```",
        f"\ufeff{GOOD}",
        [{"type": "thinking", "thinking": [{"type": "text", "text": "So."}]},
         {"type": "text", "text": GOOD}],
        [{"type": "text", "text": GOOD[:9]}, {"type": "text", "text": GOOD[9:]}],
        [GOOD],
    ],
    ids=lambda content: ascii(content)[:24],
)  # fmt: skip
@pytest.mark.parametrize("finish", ["stop", "STOP", "eos", None])
def test_a_right_answer_is_read_from_what_is_around_it(stub, stub_options, books, content, finish):
    stub.answer(chat(content, finish))
    (answer,) = ask(stub_options(), books)
    assert isinstance(answer, ModelAnswer)
    assert answer.parsed == Scene(title="The map")
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    "content",
    [f"Here it is: {GOOD}", f"{GOOD} Good?", f"```json\n{GOOD}", f"{GOOD}{GOOD}", "<think>So."],
)
def test_nothing_looser_is_an_answer(stub, stub_options, books, content):
    stub.answer(chat(content))
    (found,) = ask(stub_options(), books)
    assert isinstance(found, Refused)
    assert found.kind == "malformed"
    assert len(stub.asked) == 2


def test_a_whole_answer_with_the_byte_order_mark_before_it_is_read(stub, stub_options, books):
    for api, found in (
        ("chat", chat(GOOD)),
        ("messages", {"content": [{"type": "text", "text": GOOD}], "stop_reason": "end_turn"}),
    ):
        stub.answer((200, JSON, b"\xef\xbb\xbf" + json.dumps(found).encode()))
        assert ask(stub_options(api), books)[0].parsed == Scene(title="The map")


def test_what_looks_like_a_thought_inside_json_stays():
    text = '{"title": "</think>"}'
    assert Scene.model_validate_json(json_in_answer(text)).title == "</think>"
    assert words_of_answer("No thought here.") == "No thought here."


@pytest.mark.parametrize("finish", ["MAX_TOKENS", "max_tokens", "length", "model_length"])
@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_at_its_greatest_length_is_cut_by_whatever_name(
    stub, stub_options, books, finish, stream
):
    made = chat_stream(GOOD[:9], finish) if stream else chat(GOOD[:9], finish)
    stub.answer(made, chat(GOOD))
    (answer,) = ask(stub_options("chat-stream" if stream else "chat"), books)
    assert isinstance(answer, ModelAnswer)
    asked = [request["body"]["max_tokens"] for request in stub.asked]
    assert asked[1] == 2 * asked[0]


@pytest.mark.parametrize("finish", ["SAFETY", "content_filter", "PROHIBITED_CONTENT"])
def test_an_answer_that_was_filtered_is_told_by_whatever_name(stub, stub_options, books, finish):
    stub.answer(chat("", finish))
    assert ask(stub_options(), books)[0].kind == "filtered"


@pytest.mark.parametrize("error", [None, {"code": 502, "message": "Provider failed"}])
def test_an_answer_that_ends_in_an_error_failed_and_is_not_booked(stub, stub_options, books, error):
    failed = chat("The ", "error")
    failed["choices"][0]["error"] = error
    good = {**chat(GOOD), "usage": {"completion_tokens": 9}}
    stub.answer(failed, good)
    assert isinstance(ask(stub_options(), books)[0], ModelAnswer)
    assert books.states()[0] == "failed"
    assert books.journal.spend().possible_usd == 0


@pytest.mark.parametrize(
    ("api", "reply"),
    [
        ("chat", chat(GOOD, None)),
        ("chat", chat(GOOD, "STOP")),
        ("chat-stream", chat_stream(GOOD, "stop", done=False)),
        ("chat-stream", chat_stream(GOOD, None, done=True)),
        ("messages-stream", messages_stream(GOOD, last=False)),
        ("messages", {"content": [{"type": "text", "text": GOOD}], "stop_reason": None}),
    ],
)
def test_an_answer_is_whole_when_anything_says_so(stub, stub_options, books, api, reply):
    stub.answer(reply)
    assert ask(stub_options(api), books)[0].parsed == Scene(title="The map")
    assert len(stub.asked) == 1


@pytest.mark.slow
@pytest.mark.parametrize("api", ["chat", "messages", "chat-stream", "messages-stream"])
def test_an_error_that_is_sent_as_a_success_is_treated_as_its_code(stub, stub_options, books, api):
    error = {"choices": None, "error": {"message": "overloaded", "code": 429}}
    stub.answer(sse(error) if "stream" in api else error)
    with pytest.raises(FilmError, match="HTTP 429: overloaded"):
        ask(stub_options(api, attempts=1), books)
    assert set(books.states()) == {"failed"}
    assert books.journal.spend().possible_usd == 0


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ({"code": 429, "message": "slow"}, RateLimited),
        ({"code": "429", "message": "slow"}, RateLimited),
        ({"type": "rate_limit_error", "message": "slow"}, RateLimited),
        ({"type": "overloaded_error", "message": "busy"}, Overloaded),
        ({"code": 401, "message": "No."}, KeyRejected),
        ({"type": "authentication_error", "message": "No."}, KeyRejected),
        ({"code": "insufficient_quota", "message": "No money."}, QuotaSpent),
        ({"type": "not_found_error", "message": "No model."}, NotThere),
        ({"type": "invalid_request_error", "message": "No."}, BadRequest),
        ({"message": "?"}, Overloaded),
        ("?", Overloaded),
        ({"code": None, "message": {"a": [1]}}, Overloaded),
        ([], Overloaded),
    ],
)
def test_codes_of_errors_without_a_status(error, outcome):
    assert type(of_error(error)) is outcome


def test_a_wrong_key_in_a_success_ends_the_run(stub, stub_options, books):
    stub.answer({"error": {"code": 401, "message": "No auth credentials found"}})
    with pytest.raises(InputError, match="wants a key"):
        ask(stub_options(concurrency=1), books, count=3)
    assert len(stub.asked) == 1


@pytest.mark.parametrize("half", ["\\ud83d", "\\udc00 and \\ud83d", "\\ud83d\\ud83d"])
@pytest.mark.parametrize("schema", [Scene, None])
def test_half_a_character_is_replaced(stub, stub_options, books, half, schema):
    body = json.dumps(chat("X")).replace("X", f'{{\\"title\\": \\"a {half}\\"}}')
    inner = json.dumps(chat("X")).replace(
        "X", f'{{\\"title\\": \\"a {half}\\"}}'.replace("\\u", "\\\\u")
    )
    for whole in (body, inner):
        stub.answer((200, JSON, whole.encode()))
        (answer,) = ask(stub_options(), books, schema=schema)
        assert isinstance(answer, ModelAnswer)
        (answer.parsed.title if schema else answer.text).encode()


def test_a_question_with_half_a_character_can_be_asked(stub, stub_options, books):
    stub.answer(chat("Yes."))
    question = ModelQuestion(system="a\ud800", messages=(user("b\udfff"),), label="\ud800")
    for api in ("chat", "responses"):
        if api == "responses":
            stub.answer({"status": "completed", "output": []})
        ModelClient(stub_options(api)).ask(books.context, [question])
    assert "\ud800" not in json.dumps(stub.asked[0]["body"], ensure_ascii=False)


@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize("api", ["chat", "responses", "messages", "chat-stream"])
def test_json_that_is_nested_without_end_is_no_answer(stub, stub_options, books, api, status):
    stub.answer((status, JSON, b'{"a":' * 200_000 + b"1" + b"}" * 200_000))
    try:
        (found,) = ask(stub_options(api, attempts=1), books)
        assert found.kind == "bad request"
    except FilmError:
        assert status != 400


@pytest.mark.parametrize("number", ["1" + "0" * 400, "1e999", "-5", "true", '"9"', "NaN"])
def test_a_count_that_is_none_leaves_the_price_unknown(stub, stub_options, books, number):
    body = json.dumps({**chat(GOOD), "usage": {"completion_tokens": 0}})
    stub.answer((200, JSON, body.replace(": 0}", f": {number}}}").encode()))
    (answer,) = ask(stub_options(), books)
    assert answer.usd is None
