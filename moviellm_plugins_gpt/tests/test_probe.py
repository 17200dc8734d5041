"""`moviellm plugins probe`: what a server can do, told with the options to use."""

import json

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli

JSON = {"content-type": "application/json"}
SCENE = '{"title": "Fog", "people": ["Ada"], "minutes": 3}'


def probe(plugin, root, *more):
    options = {"base_url": f"{root}/v1", "model": "m", "price": '{"input": 2, "output": 10}'}
    given = [f"--set={name}={value}" for name, value in options.items()]
    return CliRunner().invoke(cli, ["plugins", "probe", plugin, *given, *more])


def said(done):
    return " ".join(done.output.split())


def refusal(name):
    error = {"message": f"Unsupported parameter: '{name}'", "code": "unsupported_parameter"}
    return 400, JSON, json.dumps({"error": error}).encode()


@pytest.fixture
def gateway(stub):
    """It knows no schema, calls the length by its new name, and tells its models' ends."""

    def answer(body):
        if "max_tokens" in body:
            return refusal("max_tokens")
        if body.get("response_format", {}).get("type") == "json_schema":
            return refusal("response_format")
        usage = {"prompt_tokens": 90, "completion_tokens": 9}
        message = {"content": SCENE}
        if body.get("stream"):
            chunk = {"choices": [{"delta": message, "finish_reason": "stop"}], "usage": usage}
            data = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n"
            return 200, {"content-type": "text/event-stream"}, data.encode()
        return {"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}

    stub.answer(answer)
    stub.models = {"data": [{"id": "m", "shutdown_date": "2026-01-01"}, {"id": "n"}]}
    return stub


@pytest.mark.parametrize("plugin", ["writer/openai", "captioner/openai"])
def test_a_probe_tells_the_cost_first_and_the_options_last(gateway, plugin):
    done = probe(plugin, gateway.root)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0].startswith(f"The model `m` at {gateway.root}/v1 is asked up to 6 times, at")
    told = said(done)
    assert "at most $0." in told
    assert "`m` is among the 2 that it lists" in told
    assert "the model `m` was shut on 2026-01-01" in told
    assert "an answer keeps to a schema" in told
    assert "stream: whole, with usage" in told
    assert lines[-2:] == [
        "options: structure: json", "options: length_parameter: max_completion_tokens",
    ]  # fmt: skip
    assert len(gateway.asked) <= 6


def test_the_options_that_a_probe_prints_need_no_step(gateway):
    told = ["--set=structure=json", "--set=length_parameter=max_completion_tokens"]
    done = probe("writer/openai", gateway.root, *told, "--json")
    assert done.exit_code == 0, done.output
    assert len(gateway.asked) == 2
    assert json.loads(done.output)["plugin"] == "writer/openai"


def test_a_server_that_knows_everything_needs_no_options(stub):
    stub.answer({"choices": [{"message": {"content": SCENE}, "finish_reason": "stop"}]})
    told = said(probe("writer/openai", stub.root))
    assert "models: it lists none" in told
    assert "usage: not told" in told
    assert told.endswith("options: none are needed")


def test_a_probe_of_a_painter_asks_for_one_picture(stub):
    stub.answer({"data": [{"b64_json": "aGVsbG8="}]})
    done = probe("painter/openai-image", stub.root)
    assert "pictures: 5 bytes came" in said(done)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("plugin", "more", "told"),
    [
        ("wroter/openai", (), "There is no stage `wroter`"),
        ("writer/openai", ("--set=temprature=1",), "temprature"),
        ("writer/openai", ("--set=key_env=NO_KEY_TO_PROBE",), "NO_KEY_TO_PROBE is not set"),
    ],
)
def test_a_probe_that_cannot_be_is_told(stub, monkeypatch, plugin, more, told):
    monkeypatch.delenv("NO_KEY_TO_PROBE", raising=False)
    done = probe(plugin, stub.root, *more)
    assert done.exit_code == 2
    assert told in said(done)
    assert stub.asked == []


def test_a_plugin_that_asks_no_server_is_not_probed():
    done = CliRunner().invoke(cli, ["plugins", "probe", "writer/fable"])
    assert done.exit_code == 2
    assert "asks no server" in said(done)


def test_a_probe_tells_what_would_end_a_run(stub):
    stub.answer((401, JSON, b'{"error": {"message": "No."}}'))
    done = probe("writer/openai", stub.root)
    assert done.exit_code == 2
    assert "wants a key, and none was sent" in said(done)
