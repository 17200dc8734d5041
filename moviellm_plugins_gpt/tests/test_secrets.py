"""A key goes to the configured host, and nowhere else."""

import json
import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from command_line import moviellm
from moviellm import FilmError, InputError, MovieLLMError
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.store.store import StoreReader
from moviellm_plugins_gpt.calls import (
    AnthropicOptions,
    ModelClient,
    ModelQuestion,
    OpenAIOptions,
    user,
)
from moviellm_plugins_gpt.calls.connections import of_connection
from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.settings import key_name
from places import CAST

CANARY = "sk-canary-5f2d8c1b9e7a4036"
CASTS = [CAST, Path(__file__).with_name("cast")]
QUESTION = ModelQuestion(messages=(user("A scene."),))


@pytest.fixture
def _canary(monkeypatch):
    monkeypatch.setenv("CANARY_KEY", CANARY)


@pytest.mark.usefixtures("_canary")
@pytest.mark.parametrize("api", ["chat", "responses", "messages"])
def test_the_key_is_sent_to_the_configured_host(server, books, options, api):
    ModelClient(options(api, key_env="CANARY_KEY")).ask(books.context, [QUESTION])
    (entry,) = server.log()
    assert CANARY in entry["authorization"] + entry["x-api-key"]


@pytest.mark.parametrize("api", ["chat", "messages"])
def test_a_server_of_your_own_never_gets_the_providers_key(
    server, books, options, api, monkeypatch
):
    for name in ("API_KEY", "ADMIN_KEY", "AUTH_TOKEN", "ORG_ID", "PROJECT_ID"):
        monkeypatch.setenv(f"OPENAI_{name}", CANARY)
        monkeypatch.setenv(f"ANTHROPIC_{name}", CANARY)
    for name in ("OPENAI_CUSTOM_HEADERS", "ANTHROPIC_CUSTOM_HEADERS"):
        monkeypatch.setenv(name, f"X-Gateway-Key: {CANARY}")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
    ModelClient(options(api)).ask(books.context, [QUESTION])
    (entry,) = server.log()
    assert CANARY not in json.dumps(entry)


@pytest.mark.parametrize(
    "asked", [OpenAIOptions(model="gpt-6.1-terra"), AnthropicOptions(model="claude-haiku-5-5")]
)
def test_a_missing_key_stops_before_anything_is_sent(books, asked, monkeypatch):
    monkeypatch.delenv(key_name(asked), raising=False)
    with pytest.raises(InputError, match="There is no key") as caught:
        ModelClient(asked).ask(books.context, [QUESTION])
    assert key_name(asked) in caught.value.message
    assert key_name(asked) in caught.value.hint
    assert books.states() == []
    assert books.journal.spend().usd == books.journal.spend().possible_usd == 0


def test_a_key_that_is_missing_is_told_as_soon_as_a_component_is_made(options, monkeypatch, caplog):
    monkeypatch.delenv("NO_KEY_HERE", raising=False)
    for _ in range(2):
        ModelClient(options("chat", key_env="NO_KEY_HERE"))
        ModelClient(options("chat"))  # a server of one's own needs none
    (told,) = caplog.records
    assert told.levelname == "WARNING"
    assert told.getMessage().startswith("NO_KEY_HERE is not set")


def test_a_run_tells_of_a_missing_key_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_KEY_HERE", raising=False)
    pipeline = {
        "moviellm": 1,
        "films": {"themes": ["a"], "shape": {"chapters": 1, "scenes": 1, "frames": 2}},
        "writer": "tale", "director": "plain-board", "painter": "flat",
        "captioner": {"use": "openai", "model": "gpt-6.1-terra", "key_env": "NO_KEY_HERE"},
        "exporters": ["list"],
    }  # fmt: skip
    file = tmp_path / "pipeline.json"
    file.write_text(json.dumps(pipeline))
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", "run", file],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, CASTS))},
        capture_output=True,
        text=True,
        check=False,
    )
    first, *_, problem, _, hint = done.stderr.splitlines()
    assert first.startswith("Warning: openai: NO_KEY_HERE is not set")
    assert "the environment variable NO_KEY_HERE is not set" in problem
    assert "Set NO_KEY_HERE to your key" in hint
    assert done.returncode == 2


@pytest.mark.usefixtures("_canary")
@pytest.mark.parametrize("fault", ["auth", "quota", "bad-request", "empty", "drop", "redirect"])
def test_no_error_log_or_record_shows_the_key(server, books, options, caplog, fault):
    server.script(always=fault)
    caplog.set_level(logging.DEBUG)
    client = ModelClient(options("chat", key_env="CANARY_KEY", attempts=2))
    try:
        told = repr(client.ask(books.context, [QUESTION]))
    except MovieLLMError as error:
        told = "".join(traceback.format_exception(error)) + repr(vars(error))
    assert told
    assert CANARY not in told + caplog.text
    assert CANARY not in repr(books.journal.calls())


@pytest.mark.usefixtures("_canary")
@pytest.mark.parametrize("mode", ["sync", "batch"])
@pytest.mark.parametrize("api", ["chat", "responses", "messages", "responses-stream"])
def test_a_key_that_an_answer_repeats_is_masked_before_it_is_written_down(
    server, books, options, api, mode
):
    server.script(text=f"You sent {CANARY}.")
    asked = options(api, key_env="CANARY_KEY", mode=mode)
    (answer,) = ModelClient(asked).ask(books.context, [QUESTION])
    assert answer.text == "You sent [the key]."
    assert_nowhere(CANARY, books)


@pytest.mark.usefixtures("_canary")
@pytest.mark.parametrize("api", ["chat-stream", "messages-stream"])
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ({"always": f"stream-error:No such key {CANARY}."}, r"No such key \[the key\]"),
        ({"text": CANARY}, "repeats the key, in pieces"),
    ],
)
def test_a_stream_that_repeats_the_key_is_told_without_it(
    server, books, options, api, script, told
):
    server.script(**script)
    with pytest.raises(FilmError, match=told) as caught:
        ModelClient(options(api, key_env="CANARY_KEY", attempts=1)).ask(books.context, [QUESTION])
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert_nowhere(CANARY, books)


@pytest.mark.parametrize("before", [0, 270])
def test_what_the_network_says_of_a_header_is_told_without_the_key(before):
    error = OSError(f"{'.' * before} header b'Bearer {CANARY}' is not taken")
    said = of_connection(error, KeyMask(CANARY)).said
    assert "Bearer [the key]" in said
    assert CANARY[:8] not in said


@pytest.mark.parametrize(
    "key", ["sk-/with/slashes+and=signs", 'sk-"quoted"-and-\\-back', "sk-clé-à-moi"]
)
def test_a_key_is_masked_as_json_spells_it_too(key):
    mask = KeyMask(key)
    for spelled in (json.dumps({"k": key}), json.dumps({"k": key}).replace("/", "\\/")):
        assert json.loads(mask.in_bytes(spelled.encode())) == {"k": "[the key]"}
        assert json.loads(mask.in_text(spelled)) == {"k": "[the key]"}
    assert mask.in_text(f"<{key}>") == "<[the key]>"


@pytest.mark.parametrize("key", ["hunter2", "a1b2", "s3cr3t-key", "xY/z", "aBcDeFg", "p4ss+9"])
def test_a_short_key_is_masked_where_it_stands_by_itself(key):
    mask = KeyMask(key)
    for text in (key, f"No such key: {key}.", f"header b'Bearer {key}'", f"api_key={key}&n=1"):
        assert mask.in_text(text) == text.replace(key, "[the key]")
        assert mask.in_bytes(text.encode()) == text.replace(key, "[the key]").encode()
    for spelled in (json.dumps({"k": f"\n{key}\t"}), json.dumps({"k": f"ä{key}"})):
        assert key not in mask.in_text(spelled)
        assert key.encode() not in mask.in_bytes(spelled.replace("/", "\\/").encode())
    assert mask.is_in(f"You sent {key}.")
    part = f"un{key}ed"
    assert mask.in_text(part) == part
    assert mask.in_bytes(part.encode()) == part.encode()
    assert not mask.is_in(part)


@pytest.mark.parametrize("key", ["EMPTY", "model", "secret"])
def test_a_word_that_stands_for_a_key_is_masked_where_a_message_tells_it(key):
    mask = KeyMask(key)
    for text in ("Incorrect API key provided: {}.", "header b'Bearer {}'", 'No key "{}"', "key={}"):
        assert mask.in_text(text.format(key)) == text.format("[the key]")
    for text in (f"An {key} room.", f"The {key} is not there.", f"un{key}ed"):
        assert mask.in_text(text) == text
    answer = json.dumps({"title": key})
    assert mask.in_bytes(answer.encode()) == answer.encode()
    assert not mask.is_in(key)


@pytest.mark.parametrize("key", ["", "a", "EMP", "x1"])
def test_what_is_shorter_than_four_characters_is_no_secret(key):
    assert KeyMask(key).in_bytes(b"x1 EMP ab") == b"x1 EMP ab"
    assert KeyMask(key).in_text("key=x1 EMP ab") == "key=x1 EMP ab"
    assert not KeyMask(key).is_in("x1 EMP ab")


@pytest.mark.parametrize("key", ["hunter2", "swordfish"])
@pytest.mark.parametrize("fault", ["auth", "bad-request"])
def test_an_error_that_repeats_a_short_key_is_told_without_it(
    stub, stub_options, books, monkeypatch, key, fault
):
    monkeypatch.setenv("SHORT_KEY", key)
    said = json.dumps({"error": {"message": f"Incorrect API key provided: {key}."}}).encode()
    status = {"auth": 401, "bad-request": 400}[fault]
    stub.answer((status, {"content-type": "application/json"}, said))
    try:
        told = repr(ModelClient(stub_options(key_env="SHORT_KEY")).ask(books.context, [QUESTION]))
    except MovieLLMError as error:
        told = "".join(traceback.format_exception(error)) + repr(vars(error))
    assert "provided: [the key]" in told
    assert key not in told + repr(books.journal.calls())


def assert_nowhere(secret, books):
    """No file of the run folder, and nothing that its journal names, holds a secret."""
    for path in books.folder.rglob("*"):
        assert path.is_dir() or secret.encode() not in path.read_bytes(), path
    for digest, _ in books.journal.blobs():
        assert secret.encode() not in books.store.get(digest)


def test_a_run_folder_its_exports_and_its_output_do_not_hold_the_key(server, tmp_path, monkeypatch):
    writer = {
        "use": "asking", "model": "m", "base_url": f"{server.root}/v1", "key_env": "CANARY_KEY",
        "price": {"input": 2.0, "output": 10.0}, "lines": 6,
    }  # fmt: skip
    shape = {"chapters": 1, "scenes": 1, "frames": 2}
    pipeline = {
        "moviellm": 1, "films": {"themes": ["a", "b"], "seed": 7, "shape": shape},
        "writer": writer, "director": "plain-board", "painter": "flat", "captioner": "plain",
        "exporters": ["list"], "limits": {"usd": 5},
    }  # fmt: skip
    file, folder = tmp_path / "pipeline.json", tmp_path / "run"
    file.write_text(json.dumps(pipeline))
    monkeypatch.setenv("CANARY_KEY", CANARY)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, CASTS)))
    for cast in CASTS:
        monkeypatch.syspath_prepend(cast)
    said = b""
    for faults in (["429:0.1", "empty", "", "auth"], []):
        server.script(faults=faults)
        command = [sys.executable, "-m", "moviellm", "--debug", "run", file, "--out", folder]
        done = subprocess.run(command, capture_output=True, check=False)
        said += done.stdout + done.stderr
    assert done.returncode == 0, said.decode()
    assert any(CANARY in entry["authorization"] for entry in server.log())
    for name in ("show", "explain", "verify", "plan"):
        what = file if name == "plan" else folder
        more = moviellm(name, what)
        said += (more.stdout + more.stderr).encode()
    assert CANARY.encode() not in said
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path
    with JournalReader(folder) as reader:
        store = StoreReader(reader)
        assert all(CANARY.encode() not in store.get(digest) for digest, _ in reader.blobs())
