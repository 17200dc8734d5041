"""What a server does not take is not asked for again: one step down, told once and remembered."""

import json
import logging

import pytest
from moviellm import InputError
from moviellm_plugins_gpt.calls import (
    AnthropicOptions,
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    OpenAIOptions,
    PictureMade,
    PictureWanted,
    Refused,
    user,
)
from moviellm_plugins_gpt.calls.capabilities import shipped, wanted, written
from pydantic import BaseModel, Field, ValidationError

JSON = {"content-type": "application/json"}


class Scene(BaseModel):
    title: str = Field(min_length=1, max_length=40)
    frames: int = Field(ge=1, le=11)


GOOD = '{"title": "The map", "frames": 2}'
TOOL = {"type": "function", "function": {"name": "answer", "arguments": GOOD}}


def ask(options, books, count=1, schema=Scene):
    questions = [
        ModelQuestion(
            system="Write.", messages=(user(f"Scene {n}"),), schema=schema, label="scene 1"
        )
        for n in range(count)
    ]
    return ModelClient(options).ask(books.context, questions)


def refusal(message, status=400, **more):
    return status, JSON, json.dumps({"error": {"message": message, **more}}).encode()


def good(api, body):
    """A right answer in the form that was asked for."""
    if api == "messages":
        block = {"type": "tool_use", "input": json.loads(GOOD)} if "tools" in body else None
        text = {"type": "text", "text": GOOD}
        return {"content": [block or text], "stop_reason": "end_turn"}
    if api == "responses":
        item = {"type": "message", "content": [{"type": "output_text", "text": GOOD}]}
        if "tools" in body:
            item = {"type": "function_call", "name": "answer", "arguments": GOOD}
        return {"status": "completed", "output": [{"type": "reasoning"}, item]}
    message = {"content": None, "tool_calls": [TOOL]} if "tools" in body else {"content": GOOD}
    return {"choices": [{"message": message, "finish_reason": "stop"}]}


def picky(api, refuse):
    """A server that refuses some requests, and answers the others."""
    return lambda body: refuse(body) or good(api, body)


def unsupported(name, instead):
    def refuse(body):
        if name in body:
            said = f"Unsupported parameter: '{name}' is not supported. Use '{instead}' instead."
            return refusal(said, code="unsupported_parameter", param=name)
        return None

    return refuse


@pytest.mark.parametrize("concurrency", [1, 8])
def test_the_name_of_a_parameter_is_learned_once_and_told_once(
    stub, stub_options, books, caplog, concurrency
):
    stub.answer(picky("chat", unsupported("max_tokens", "max_completion_tokens")))
    asked = stub_options(concurrency=concurrency)
    caplog.set_level(logging.WARNING)
    for _ in range(2):
        found = ask(asked, books, count=8)
        assert all(isinstance(one, ModelAnswer) for one in found)
    refused = [one for one in stub.asked if "max_tokens" in one["body"]]
    assert len(refused) <= concurrency * 9 // 8
    assert len(stub.asked) == 8 + len(refused)
    (told,) = caplog.records
    assert "does not take `max_tokens`" in told.getMessage()
    assert "`length_parameter: max_completion_tokens`" in told.getMessage()


def test_another_run_finds_what_is_stored_though_the_server_is_asked_in_another_way(
    stub, stub_options, open_books
):
    stub.answer(picky("chat", unsupported("max_tokens", "max_completion_tokens")))
    asked = stub_options()
    ask(asked, open_books())
    stub.answer(refusal("no", 500))
    told = {"length_parameter": "max_completion_tokens", "schema_dialect": "openai"}
    again = type(asked)(**{**asked.model_dump(exclude_unset=True), **told, "structure": "prompt"})
    for options in (asked, again):
        (answer,) = ask(options, open_books())
        assert isinstance(answer, ModelAnswer)
    assert stub.asked == []


@pytest.mark.parametrize(
    ("message", "more"),
    [
        ("Invalid schema for response_format 'answer': 'minLength' is not permitted.",
         {"param": "response_format"}),
        ("Invalid JSON payload received. Unknown name \"maxLength\" at 'schema': no field.", {}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("api", ["chat", "responses", "messages"])
def test_keywords_of_a_schema_that_are_refused_are_told_in_words(
    stub, stub_options, books, api, message, more
):
    def refuse(body):
        return refusal(message, **more) if '"minLength"' in json.dumps(body) else None

    stub.answer(picky(api, refuse))
    assert isinstance(ask(stub_options(api), books)[0], ModelAnswer)
    assert len(stub.asked) == 2
    sent = json.dumps(stub.asked[1]["body"])
    assert '"minLength"' not in sent
    assert "minLength 1" in sent
    assert '"minimum": 1' in sent


MODES = {
    "json": lambda body: body["response_format"] == {"type": "json_object"},
    "tool": lambda body: body["tool_choice"]["function"]["name"] == "answer",
    "prompt": lambda body: not {"tools", "response_format", "tool_choice"} & body.keys(),
}


@pytest.mark.parametrize(
    ("knows", "messages"),
    [
        ("json", {"native": "This response_format type is unavailable now"}),
        ("json", {"native": "[{'loc': ('body', 'response_format', 'type'), "
                            "'msg': \"Input should be 'text' or 'json_object'\"}]"}),
        ("tool", {"native": "Unknown parameter: `response_format`",
                  "json": "Unknown parameter: `response_format`"}),
        ("prompt", {"native": "response_format is not supported",
                    "json": "response_format is not supported",
                    "tool": "tool_choice: extra inputs are not permitted"}),
    ],
)  # fmt: skip
def test_a_form_is_enforced_as_the_server_can(stub, stub_options, books, knows, messages):
    def refuse(body):
        kind = body.get("response_format", {}).get("type", "")
        mode = {"json_schema": "native", "json_object": "json"}.get(kind)
        mode = mode or ("tool" if "tools" in body else "prompt")
        return None if mode == knows else refusal(messages[mode], code="invalid_request_error")

    stub.answer(picky("chat", refuse))
    assert isinstance(ask(stub_options(), books)[0], ModelAnswer)
    last = stub.asked[-1]["body"]
    assert MODES[knows](last)
    assert ("JSON schema" in last["messages"][0]["content"]) is (knows != "tool")
    assert len(stub.asked) == len(messages) + 1


@pytest.mark.parametrize(
    ("api", "structure", "field"),
    [
        ("chat", "json", "response_format"), ("chat", "tool", "tools"),
        ("chat", "prompt", "messages"), ("responses", "json", "text"),
        ("responses", "tool", "tools"), ("responses", "prompt", "instructions"),
        ("messages", "tool", "tools"), ("messages", "prompt", "system"),
    ],
)  # fmt: skip
def test_an_option_says_from_the_start_how_a_form_is_enforced(
    stub, stub_options, books, api, structure, field
):
    stub.answer(picky(api, lambda body: None))
    assert isinstance(ask(stub_options(api, structure=structure), books)[0], ModelAnswer)
    (request,) = stub.asked
    assert field in request["body"]
    assert not {"output_config"} & request["body"].keys()


def test_a_stream_of_a_tools_arguments_is_read(stub, stub_options, books):
    chunks = [
        {"choices": [{"delta": {"tool_calls": [
            {"index": 0, "function": {"arguments": part}}]}, "finish_reason": None}]}
        for part in (GOOD[:9], GOOD[9:])
    ]  # fmt: skip
    chunks.append({"choices": [{"delta": {}, "finish_reason": "tool_calls"}]})
    data = "".join(f"data: {json.dumps(one)}\n\n" for one in chunks).encode()
    stub.answer((200, {"content-type": "text/event-stream"}, data))
    (answer,) = ask(stub_options("chat-stream", structure="tool"), books)
    assert answer.parsed.title == "The map"


def test_an_option_is_not_stepped_over(stub, stub_options, books):
    stub.answer(refusal("response_format is not supported", param="response_format"))
    with pytest.raises(InputError, match="does not take `response_format`") as caught:
        ask(stub_options(structure="json", concurrency=1), books, count=3)
    assert "`structure`" in caught.value.hint
    assert len(stub.asked) == 1


def test_a_server_that_refuses_everything_is_left_after_the_last_step(stub, stub_options, books):
    stub.answer(refusal("Unsupported: response_format, max_tokens, minLength, tools, schema"))
    with pytest.raises(InputError, match="does not take"):
        ask(stub_options(), books)
    assert len(stub.asked) <= 16


@pytest.mark.parametrize(
    ("api", "option", "message", "more"),
    [
        ("chat", {"temperature": 0.2}, "Unsupported value: 'temperature' does not support 0.2.",
         {"code": "unsupported_value", "param": "temperature"}),
        ("messages", {"temperature": 0.2}, "`temperature` is deprecated for this model.", {}),
        ("chat", {"top_p": 0.5}, "Unrecognized request argument supplied: top_p", {}),
        ("chat", {"reasoning_effort": "low"}, "Unknown name \"reasoning_effort\"", {}),
        ("responses", {"reasoning_effort": "low"}, "Unsupported parameter: 'reasoning.effort'",
         {"code": "unsupported_parameter", "param": "reasoning.effort"}),
        ("chat", {"seed": 3}, "seed: Extra inputs are not permitted", {}),
        ("chat", {"extra_body": {"chat_template_kwargs": {"enable_thinking": False}}},
         "Unknown parameter: 'chat_template_kwargs'", {"code": "unknown_parameter"}),
        ("chat", {}, "That value is not for this model.", {"code": "unsupported_value"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [400, 422])
def test_what_every_call_would_be_answered_ends_the_run_with_what_to_leave_out(
    stub, stub_options, books, api, option, message, more, status
):
    stub.answer(refusal(message, status, **more))
    with pytest.raises(InputError, match="The server does not take") as caught:
        ask(stub_options(api, concurrency=1, **option), books, count=4)
    assert next(iter(option), "option that it names") in caught.value.hint
    assert len(stub.asked) == 1
    spend = books.journal.spend()
    assert spend.usd == spend.possible_usd == 0


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 4096 tokens, you asked for 9000 in the messages",
        "max_tokens is too large: 8192",
        "The input holds an unsupported image",
        "This model does not support images in the messages",
        "Unknown parameter.",
    ],
)
def test_what_belongs_to_one_question_is_a_result(stub, stub_options, books, message):
    stub.answer(refusal(message, type="invalid_request_error"))
    (found,) = ask(stub_options(), books)
    assert isinstance(found, Refused)
    assert found.kind == "bad request"
    assert len(stub.asked) == 1


def test_a_batch_steps_down_too(server, books, options, caplog):
    caplog.set_level(logging.WARNING)
    server.script(batch_faults=["400:Unsupported parameter: 'max_tokens'"] * 2)
    found = ask(options("chat", mode="batch"), books, count=2)
    assert all(isinstance(one, ModelAnswer) for one in found)
    handed_in = [one for one in server.log() if one["path"] == "/v1/batches" and "fault" in one]
    assert len(handed_in) == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_batch_that_every_call_would_spoil_ends_the_run(server, books, options):
    server.script(batch_faults=["400:Unsupported value: 'temperature'"] * 2)
    with pytest.raises(InputError, match="does not take `temperature`"):
        ask(options("chat", mode="batch", temperature=0.2), books, count=2)


def test_an_image_endpoint_that_knows_no_format_is_asked_without(stub, stub_options, books):
    def answer(body):
        if "response_format" in body:
            return refusal("Unknown parameter: 'response_format'.", code="unknown_parameter")
        return {"data": [{"b64_json": "aGVsbG8="}]}

    stub.answer(answer)
    wanted_ = [PictureWanted(prompt=f"A quay {n}") for n in range(3)]
    found = ModelClient(stub_options(concurrency=1)).paint(books.context, wanted_)
    assert all(isinstance(one, PictureMade) for one in found)
    assert len(stub.asked) == 4


MORE = {
    "extra_body": {"chat_template_kwargs": {"enable_thinking": False}, "top_k": 20},
    "reasoning_effort": "low", "seed": 3, "top_p": 0.5, "headers": {"X-Team": "films"},
}  # fmt: skip


@pytest.mark.parametrize("name", MORE)
def test_options_are_passed_on_and_part_of_the_key(stub, stub_options, books, name):
    stub.answer(picky("chat", lambda body: None))
    asked = stub_options()
    other = asked.model_copy(update={name: MORE[name]})
    for options in (asked, other, other):
        ask(options, books)
    assert len(stub.asked) == 2
    if name == "headers":
        assert stub.asked[1]["headers"]["x-team"] == "films"
        return
    sent = {k: v for k, v in stub.asked[1]["body"].items() if k not in stub.asked[0]["body"]}
    assert sent == (MORE[name] if name == "extra_body" else {name: MORE[name]})


def test_options_are_passed_on_in_the_words_of_each_endpoint(stub, stub_options, books):
    stub.answer(picky("responses", lambda body: None))
    ask(stub_options("responses", reasoning_effort="low", top_p=0.5), books)
    assert stub.asked[0]["body"]["reasoning"] == {"effort": "low"}
    stub.answer(picky("messages", lambda body: None))
    effort = {"output_config": {"effort": "low"}}
    ask(stub_options("messages", top_p=0.5, extra_body=effort), books)
    body = stub.asked[0]["body"]
    assert body["top_p"] == 0.5
    assert body["output_config"].keys() == {"format", "effort"}


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({"extra_body": {"messages": []}}, "`messages` is set by the plugin"),
        ({"extra_body": {"n": 4}}, "`n` is set by the plugin"),
        ({"headers": {"Authorization": "Bearer s3cret"}}, "`key_env`"),
        ({"headers": {"X-Team": "a\nb"}}, "pattern"),
        ({"headers": {"X Team": "a"}}, "pattern"),
        ({"api": "responses", "seed": 1}, "takes no seed"),
    ],
)
def test_options_that_cannot_be_passed_on_are_refused(option, told):
    with pytest.raises(ValidationError, match=told) as caught:
        OpenAIOptions(model="m", **option)
    assert "s3cret" not in caught.value.errors()[0]["msg"]


def test_known_servers_have_their_row():
    assert shipped(OpenAIOptions(model="m")).length_parameter == "max_completion_tokens"
    azure = OpenAIOptions(model="m", base_url="https://me.openai.azure.com/openai/v1")
    assert shipped(azure) == shipped(OpenAIOptions(model="m"))
    deepseek = OpenAIOptions(model="m", base_url="https://api.deepseek.com/v1")
    assert shipped(deepseek).structure == "json"
    assert wanted(deepseek.model_copy(update={"structure": "tool"})).structure == "tool"
    assert shipped(OpenAIOptions(model="m", base_url="https://notopenai.com/v1")) == shipped(
        OpenAIOptions(model="m", base_url="http://127.0.0.1:1/v1")
    )
    assert shipped(AnthropicOptions(model="m")).schema_dialect == "anthropic"
    assert written(deepseek).structure == "native"
