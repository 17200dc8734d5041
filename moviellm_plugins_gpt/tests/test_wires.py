"""Raw answers of any shape: each is read, or told as broken, and nothing else."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm_plugins_gpt.calls.anthropic_wire import MessagesWire
from moviellm_plugins_gpt.calls.batches import anthropic_result, openai_result
from moviellm_plugins_gpt.calls.openai_wire import ChatWire, ResponsesWire
from moviellm_plugins_gpt.calls.outcomes import Broken, CallFailed
from moviellm_plugins_gpt.calls.pictures import PictureWanted, picture_request
from moviellm_plugins_gpt.calls.settings import AnthropicOptions, OpenAIOptions
from moviellm_plugins_gpt.calls.statuses import of_status
from moviellm_plugins_gpt.calls.wire import Reading

USAGE = {
    "prompt_tokens": 9, "completion_tokens": 7, "input_tokens": 9, "output_tokens": 7,
    "prompt_tokens_details": {"cached_tokens": 4}, "input_tokens_details": {"image_tokens": 4},
}  # fmt: skip
CHAT = {
    "choices": [{"message": {"content": "Hello", "refusal": None}, "finish_reason": "stop"}],
    "usage": USAGE,
}
RESPONSE = {
    "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}, "usage": USAGE,
    "output": [{"type": "message", "content": [
        {"type": "output_text", "text": "Hello"}, {"type": "refusal", "refusal": "No."},
    ]}],
}  # fmt: skip
MESSAGE = {
    "content": [{"type": "text", "text": "Hello"}, {"type": "tool_use", "input": {"a": 1}}],
    "stop_reason": "refusal", "stop_details": {"explanation": "No."}, "usage": USAGE,
}  # fmt: skip
CHAT_STREAM = [
    {"choices": [{"delta": {"content": "He"}, "finish_reason": None}]},
    {"choices": [{"delta": {"content": "llo"}, "finish_reason": "stop"}]},
    {"choices": [], "usage": USAGE},
    {},
]
RESPONSE_STREAM = [
    {"type": "response.created"},
    {"type": "response.completed", "response": RESPONSE},
]
MESSAGE_STREAM = [
    {"type": "message_start", "message": {"usage": USAGE}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
    {"type": "content_block_start", "index": 1, "content_block": {"type": "tool_use"}},
    {
        "type": "content_block_delta", "index": 1,
        "delta": {"type": "input_json_delta", "partial_json": "{}"},
    },
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": USAGE},
    {"type": "message_stop"},
]  # fmt: skip
PICTURE = {"data": [{"b64_json": "aGVsbG8="}], "usage": USAGE}

chat = ChatWire(OpenAIOptions(model="m")).read
responses = ResponsesWire(OpenAIOptions(model="m")).read
messages = MessagesWire(AnthropicOptions(model="m")).read
read_picture = picture_request(PictureWanted(prompt="x"), OpenAIOptions(model="m")).read
READERS = [
    (chat, CHAT), (responses, RESPONSE), (messages, MESSAGE), (read_picture, PICTURE),
    (chat, CHAT_STREAM), (responses, RESPONSE_STREAM), (messages, MESSAGE_STREAM),
]  # fmt: skip
JUNK = st.sampled_from([None, True, 0, -1, 1.5, "x", "", [], {}, [None], ["x"], {"a": 1}, [[{}]]])


def places(node, path=()):
    """Every place inside nested JSON."""
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


def spoiled(whole, path, junk):
    """The same with something else in one place."""
    if not path:
        return junk
    found = copy.deepcopy(whole)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = junk
    return found


def sent(whole):
    if not isinstance(whole, list):
        return json.dumps(whole).encode()
    lines = ["[DONE]" if event == {} else json.dumps(event) for event in whole]
    return "".join(f"data: {line}\n\n" for line in lines).encode()


@pytest.mark.parametrize(("read", "whole"), READERS)
def test_a_whole_answer_is_read(read, whole):
    reading = read(sent(whole))
    assert reading.text in {"Hello", "aGVsbG8=", "{}", '{"a": 1}'}
    assert reading.usage["output_tokens"] == 7


@pytest.mark.parametrize(("read", "whole"), READERS)
@given(data=st.data())
def test_an_answer_with_anything_in_any_place_is_read_or_broken(read, whole, data):
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(list(places(whole) if whole else [()])))
        whole = spoiled(whole, path, data.draw(JUNK))
        if not isinstance(whole, dict | list):
            break
    try:
        reading = read(sent(whole))
    except Broken:
        return
    assert isinstance(reading, Reading)
    assert isinstance(reading.text, str)
    assert isinstance(reading.reason, str)
    assert all(type(count) is int and count >= 0 for count in reading.usage.values())


@given(st.binary(max_size=60), st.sampled_from([chat, responses, messages, read_picture]))
def test_any_bytes_are_broken(data, read):
    with pytest.raises(Broken):
        read(data)
    with pytest.raises(Broken):
        read(b"data: " + data)


RESULTS = [
    (openai_result, {"custom_id": "k", "response": {"status_code": 400, "body": {"error": {
        "message": "No.", "code": "bad"}}}, "error": {"code": "expired"}}),
    (anthropic_result, {"custom_id": "k", "result": {"type": "errored", "error": {
        "type": "error", "error": {"type": "invalid_request_error", "message": "No."}}}}),
]  # fmt: skip


@pytest.mark.parametrize(("read", "line"), RESULTS)
@given(data=st.data())
def test_a_line_of_a_batch_with_anything_in_any_place_is_an_outcome(read, line, data):
    path = data.draw(st.sampled_from([path for path in places(line) if path]))
    assert isinstance(read(spoiled(line, path, data.draw(JUNK))), bytes | CallFailed)


@given(st.sampled_from([302, 400, 401, 404, 429, 500, 529]), JUNK, st.data())
def test_any_body_of_an_error_is_an_outcome(status, junk, data):
    body = {"error": {"message": "No.", "code": "bad", "type": "x"}}
    path = data.draw(st.sampled_from(list(places(body))))
    told = of_status(status, {}, json.dumps(spoiled(body, path, junk)), now=0.0)
    assert told.said.startswith(f"HTTP {status}")


def test_a_count_that_a_stream_leaves_open_stays_as_it_was_told_first():
    stream = copy.deepcopy(MESSAGE_STREAM)
    stream[-2]["usage"] = {"output_tokens": 8, "input_tokens": None}
    assert messages(sent(stream)).usage["input_tokens"] == 9
    assert messages(sent(stream)).usage["output_tokens"] == 8
