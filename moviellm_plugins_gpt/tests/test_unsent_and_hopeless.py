"""What was not sent is not booked, and what asking again would not change is asked once."""

import gzip
import json
import ssl
import subprocess
import zlib

import pytest
from moviellm import InputError
from moviellm_plugins_gpt.calls import (
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    PictureWanted,
    user,
)
from moviellm_plugins_gpt.calls.connections import of_connection
from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.outcomes import Unsent
from moviellm_plugins_gpt.calls.settings import fault_of_key

JSON = {"content-type": "application/json"}
KEY = "sk-0123456789abcdef"


def ask(options, books, count=1):
    questions = [
        ModelQuestion(messages=(user(f"Scene {n}"),), label="scene 1") for n in range(count)
    ]
    return ModelClient(options).ask(books.context, questions)


def refused(status, **error):
    return status, JSON, json.dumps({"error": error}).encode()


def assert_nothing_is_booked(books):
    spend, totals = books.journal.spend(), books.budget.totals()
    assert spend.usd == spend.possible_usd == totals.possible_usd == totals.in_flight_usd == 0


@pytest.mark.parametrize("mode", ["sync", "batch"])
@pytest.mark.parametrize("api", ["chat", "messages"])
@pytest.mark.parametrize(
    ("key", "told"),
    [
        (f"“{KEY}”", "LEFT DOUBLE QUOTATION MARK"),
        (f"{KEY}\n{KEY}", "a line break"),
        (f"{KEY} # mine", "a space"),
        (f'"{KEY}"', "quotes around it"),
        (f"{KEY}\udc80", "U\\+DC80"),
    ],
)
def test_a_key_that_no_header_carries_is_told_by_its_variable(
    stub, stub_options, books, monkeypatch, api, mode, key, told
):
    monkeypatch.setenv("MY_KEY", key)
    with pytest.raises(InputError, match=f"MY_KEY holds .*{told}") as caught:
        ask(stub_options(api, key_env="MY_KEY", mode=mode), books, count=3)
    assert "MY_KEY" in caught.value.hint
    assert KEY not in str(caught.value)
    assert stub.asked == []
    assert set(books.states()) <= {"withdrawn"}
    assert_nothing_is_booked(books)


def test_a_key_is_looked_at_before_anything_is_reserved(stub_options, books, monkeypatch):
    monkeypatch.setenv("MY_KEY", f"“{KEY}”")
    with pytest.raises(InputError):
        ask(stub_options(key_env="MY_KEY"), books, count=3)
    assert books.states() == []


def test_the_keys_of_providers_and_of_local_servers_are_no_fault():
    for key in (KEY, "EMPTY", "", "sk-/with/slashes+and=signs", "a.b-c_d~e:f"):
        assert fault_of_key(key) == ""


@pytest.fixture
def untrusted(tmp_path, stub):
    """The stub behind a certificate that nobody has signed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run(
        [*command, "-keyout", key, "-out", certificate, "-days", "2"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    stub.socket = context.wrap_socket(stub.socket, server_side=True)
    return f"https://127.0.0.1:{stub.server_port}/v1"


@pytest.mark.parametrize("mode", ["sync", "batch"])
def test_a_certificate_that_is_not_trusted_costs_nothing(
    untrusted, stub, stub_options, books, mode
):
    with pytest.raises(InputError, match=r"Nothing could be sent: .*certificate") as caught:
        ask(stub_options(base_url=untrusted, mode=mode, concurrency=1), books, count=4)
    assert "SSL_CERT_FILE" in caught.value.hint
    assert stub.asked == []
    assert len(books.states()) <= 4
    assert set(books.states()) == {"withdrawn"}
    assert_nothing_is_booked(books)


def test_https_where_plain_http_is_spoken_costs_nothing(stub, stub_options, books):
    stub.answer({})
    asked = stub_options(base_url=f"https://127.0.0.1:{stub.server_port}/v1")
    with pytest.raises(InputError, match="Nothing could be sent") as caught:
        ask(asked, books)
    assert "http://" in caught.value.hint
    assert_nothing_is_booked(books)


@pytest.mark.parametrize(
    "error",
    [
        "\ud800".encode,
        lambda: "é".encode("ascii"),
        lambda: (_ for _ in ()).throw(ValueError("Newline or null byte detected in headers")),
    ],
)
def test_what_cannot_be_written_down_was_not_sent(error):
    try:
        next(iter(error()))
    except ValueError as inner:
        outer = RuntimeError("Connection error.")
        outer.__cause__ = inner
    outcome = of_connection(outer, KeyMask(""))
    assert isinstance(outcome, Unsent)
    assert outcome.sent is False


@pytest.mark.parametrize("api", ["chat", "responses", "messages", "chat-stream"])
def test_a_page_for_people_is_another_address_at_the_first_answer(stub, stub_options, books, api):
    page = b"\n<!DOCTYPE html>\n<html><body>Welcome to my server</body></html>"
    stub.answer((200, {"content-type": "text/html"}, page))
    with pytest.raises(InputError, match="at another address: the answer is a web page") as caught:
        ask(stub_options(api, concurrency=1), books, count=4)
    assert "/v1" in caught.value.hint
    assert len(stub.asked) == 1
    assert_nothing_is_booked(books)


@pytest.mark.parametrize("api", ["chat", "messages"])
def test_a_page_where_batches_are_handed_in_is_another_address(stub, stub_options, books, api):
    page = 200, {"content-type": "text/html"}, b"<html>Welcome</html>"
    stub.answer(page)
    stub.models = page
    with pytest.raises(InputError, match="the answer is a web page") as caught:
        ask(stub_options(api, mode="batch"), books, count=4)
    assert "`mode`" in caught.value.hint
    assert len(stub.asked) <= 1


@pytest.mark.parametrize(
    ("api", "answer", "spoken"),
    [
        ("chat", {"type": "message", "content": [], "stop_reason": "end_turn"}, "Anthropic"),
        ("messages", {"choices": [{"message": {"content": "x"}}]}, "OpenAI's chat"),
        ("responses", {"choices": [{"message": {"content": "x"}}]}, "OpenAI's chat"),
        ("chat", {"object": "response", "output": []}, "OpenAI's responses"),
        ("chat", {"created_at": "now", "message": {"content": "x"}, "done": True}, "Ollama"),
    ],
)
def test_an_answer_in_another_protocols_words_ends_the_run_at_the_first(
    stub, stub_options, books, api, answer, spoken
):
    stub.answer(answer)
    with pytest.raises(InputError, match=f"in the words of {spoken}"):
        ask(stub_options(api, concurrency=1), books, count=4)
    assert len(stub.asked) == 1


def test_an_image_endpoint_that_answers_by_an_address_is_asked_once(stub, stub_options, books):
    stub.answer(
        {"data": [{"url": "https://pictures.invalid/1.png"}], "usage": {"output_tokens": 9}}
    )
    wanted = [PictureWanted(prompt=f"A quay {n}", label="a frame") for n in range(4)]
    with pytest.raises(InputError, match="address of the picture") as caught:
        ModelClient(stub_options(concurrency=1)).paint(books.context, wanted)
    assert "b64_json" in caught.value.hint
    assert len(stub.asked) == 1
    assert stub.asked[0]["body"]["response_format"] == "b64_json"
    assert books.states() == ["unrecorded", "withdrawn"]


@pytest.mark.parametrize(
    ("variable", "status", "told"),
    [
        (None, 401, "wants a key, and none was sent"),
        ("MY_KEY", 401, "does not accept the key in MY_KEY"),
        ("MY_KEY", 403, "does not accept the key in MY_KEY"),
    ],
)
def test_a_key_that_is_refused_is_named_by_the_variable_that_was_read(
    stub, stub_options, books, monkeypatch, variable, status, told
):
    monkeypatch.setenv("MY_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    stub.answer(refused(status, message="No.", code="invalid_api_key"))
    with pytest.raises(InputError, match=told) as caught:
        ask(stub_options(key_env=variable, concurrency=1), books, count=3)
    assert "OPENAI_API_KEY" not in str(caught.value)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        [{"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.",
                    "status": "INVALID_ARGUMENT", "details": [{"reason": "API_KEY_INVALID"}]}}],
        {"error": {"message": "Invalid API Key", "type": "invalid_request_error"}},
        {"error": {"message": "Bad.", "details": [{"reason": "API_KEY_INVALID"}]}},
    ],
)  # fmt: skip
def test_a_wrong_key_told_by_400_is_a_wrong_key(stub, stub_options, books, monkeypatch, body):
    monkeypatch.setenv("MY_KEY", KEY)
    stub.answer((400, JSON, json.dumps(body).encode()))
    with pytest.raises(InputError, match="does not accept the key in MY_KEY") as caught:
        ask(stub_options(key_env="MY_KEY", concurrency=1), books, count=3)
    assert "{" not in caught.value.message
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, {"message": "Your input was flagged by moderation", "metadata": {"reasons": ["x"]}}),
        (400, {"message": "Bad.", "innererror": {"code": "ResponsibleAIPolicyViolation"}}),
    ],
)
def test_moderation_that_looks_like_another_error_is_a_filter(
    stub, stub_options, books, status, error
):
    stub.answer(refused(status, **error))
    (found,) = ask(stub_options(), books)
    assert found.kind == "filtered"


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_that_unpacks_to_more_than_any_model_says_is_not_kept(
    stub, stub_options, books, monkeypatch, status
):
    monkeypatch.setattr("moviellm_plugins_gpt.calls.bounded.MOST_BYTES", 1 << 20)
    packed = gzip.compress(b" " * (8 << 20))
    stub.answer((status, {**JSON, "content-encoding": "gzip"}, packed))
    with pytest.raises(InputError, match="larger than 1 MiB"):
        ask(stub_options(concurrency=1), books, count=3)
    assert len(stub.asked) == 1


def test_an_answer_that_is_packed_is_read(stub, stub_options, books):
    whole = json.dumps({"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}]})
    for encoding, pack in (("gzip", gzip.compress), ("deflate", zlib.compress)):
        stub.answer((200, {**JSON, "content-encoding": encoding}, pack(whole.encode())))
        (answer,) = ask(stub_options(), books)
        assert isinstance(answer, ModelAnswer)
        assert answer.text == "Hello"
