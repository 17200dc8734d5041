"""Which way a call goes: past proxies to this machine itself, through them elsewhere, by name."""

import pytest
from moviellm import InputError, RunError
from moviellm_plugins_gpt.calls import ModelAnswer, ModelClient, ModelQuestion, OpenAIOptions, user
from moviellm_plugins_gpt.calls.outcomes import Unsent
from moviellm_plugins_gpt.calls.proxies import proxy_for
from pydantic import ValidationError

QUESTION = ModelQuestion(messages=(user("A scene."),), label="scene 1")
GOOD = {"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}]}
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9", "nonsense://"])
def test_a_server_on_this_machine_is_asked_directly(
    stub, stub_options, books, monkeypatch, variable, proxy
):
    monkeypatch.setenv(variable, proxy)
    stub.answer(GOOD)
    (answer,) = ModelClient(stub_options()).ask(books.context, [QUESTION])
    assert isinstance(answer, ModelAnswer)


def test_another_server_is_asked_through_the_proxy(stub, stub_options, books, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", stub.root.replace("//", "//me:s3cret@"))
    stub.answer(GOOD)
    asked = stub_options(base_url="http://models.invalid/v1")
    (answer,) = ModelClient(asked).ask(books.context, [QUESTION])
    assert isinstance(answer, ModelAnswer)
    (request,) = stub.asked
    assert request["path"] == "http://models.invalid/v1/chat/completions"
    assert request["headers"]["proxy-authorization"] == "Basic bWU6czNjcmV0"


def test_a_proxy_that_is_not_there_is_named_without_its_password(stub_options, books, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://me:s3cret@127.0.0.1:9")
    asked = stub_options(base_url="http://a.invalid/v1", attempts=1)
    with pytest.raises((RunError, InputError), match=r"proxy http://127\.0\.0\.1:9") as caught:
        ModelClient(asked).ask(books.context, [QUESTION])
    assert "s3cret" not in str(caught.value)
    assert books.journal.spend().possible_usd == 0


def test_a_proxy_that_refuses_ends_the_run(stub, stub_options, books, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", stub.root)
    stub.answer((407, {}, b"Who are you?"))
    asked = stub_options(base_url="http://b.invalid/v1", concurrency=1)
    with pytest.raises(InputError, match="Nothing could be sent: the proxy") as caught:
        ModelClient(asked).ask(books.context, [QUESTION] * 3)
    assert "NO_PROXY" in caught.value.hint
    assert len(stub.asked) == 1


def test_a_proxy_of_another_kind_is_told_before_anything_is_booked(
    stub_options, books, monkeypatch
):
    monkeypatch.setenv("ALL_PROXY", "socks5://me:s3cret@proxy.invalid:1080")
    asked = stub_options(base_url="http://c.invalid/v1")
    with pytest.raises(InputError, match=r"ALL_PROXY names socks5://proxy\.invalid:1080"):
        ModelClient(asked).ask(books.context, [QUESTION])
    assert set(books.states()) == {"withdrawn"}
    assert books.journal.spend().possible_usd == books.budget.totals().in_flight_usd == 0


@pytest.mark.parametrize(
    ("variables", "address", "proxy"),
    [
        ({"HTTPS_PROXY": "http://p:1"}, "https://api.openai.com/v1", "http://p:1"),
        ({"HTTPS_PROXY": "p:1"}, "https://api.openai.com/v1", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "https://api.openai.com/v1", None),
        ({"ALL_PROXY": "https://p:1"}, "https://api.openai.com/v1", "https://p:1"),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "openai.com"}, "https://api.openai.com", None),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "*"}, "https://api.openai.com", None),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"}, "http://10.1.2.3/v1", None),
        ({"ALL_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"}, "http://11.1.2.3/v1", "http://p:1"),
        ({"ALL_PROXY": "http://p:1"}, "http://127.9.9.9:1/v1", None),
        ({"ALL_PROXY": "http://p:1"}, "http://[::1]:1/v1", None),
        ({"ALL_PROXY": "http://p:1"}, "http://models.localhost/v1", None),
        ({"ALL_PROXY": "http://p:1"}, "http://localhost.example/v1", "http://p:1"),
    ],
)  # fmt: skip
def test_which_proxy_is_on_the_way(monkeypatch, variables, address, proxy):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found = proxy_for(address)
    assert (str(found) if found else None) == proxy


@pytest.mark.parametrize("proxy", ["socks4://p:1", "http://", "http://p:99999", "ftp://p"])
def test_what_is_no_proxy_is_told(monkeypatch, proxy):
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(Unsent, match="HTTP_PROXY names"):
        proxy_for("http://models.invalid/v1")


def test_a_classic_address_of_azure_has_its_version_and_key_in_their_places(
    stub, stub_options, books, monkeypatch
):
    monkeypatch.setenv("HTTP_PROXY", stub.root)
    monkeypatch.setenv("AZURE_KEY", "azure-0123456789")
    stub.answer(GOOD)
    address = "http://me.openai.azure.com/openai/deployments/films"
    asked = stub_options(base_url=f"{address}?api-version=2024-10-21", key_env="AZURE_KEY")
    (answer,) = ModelClient(asked).ask(books.context, [QUESTION])
    assert isinstance(answer, ModelAnswer)
    (request,) = stub.asked
    assert request["path"] == f"{address}/chat/completions?api-version=2024-10-21"
    assert request["headers"]["api-key"] == "azure-0123456789"
    assert "authorization" not in request["headers"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://me.openai.azure.com/openai/deployments/films", "api-version"),
        ("https://me.openai.azure.com/openai/deployments/films?api-version=1&key=x", "pattern"),
    ],
)
def test_a_classic_address_without_its_version_is_refused(address, told):
    with pytest.raises(ValidationError, match=told):
        OpenAIOptions(model="m", base_url=address)
