import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm_plugins_gpt.calls import (
    AnthropicOptions,
    Image,
    ModelClient,
    ModelQuestion,
    OpenAIOptions,
    Price,
    most_image_tokens,
    user,
)
from moviellm_plugins_gpt.calls.anthropic_wire import messages_usage
from moviellm_plugins_gpt.calls.api_request import api_request_of, reply_of
from moviellm_plugins_gpt.calls.openai_wire import ChatWire, chat_usage, responses_usage
from moviellm_plugins_gpt.calls.prices import rates_of, table_date, told_rates

MILLION = 1_000_000


def test_the_table_knows_the_usual_models_by_class():
    rates = rates_of(OpenAIOptions(model="gpt-6.1-terra"))
    assert rates.usd({"input_tokens": MILLION}) == pytest.approx(2.0)
    assert rates.usd({"input_tokens": 200_000}) == pytest.approx(0.2)
    assert rates.usd({"cached_tokens": 200_000}) == pytest.approx(0.01)
    assert rates.usd({"output_tokens": MILLION}) == pytest.approx(5.0)
    claude = rates_of(AnthropicOptions(model="claude-sonnet-5-5"))
    assert claude.usd({"input_tokens": MILLION}) == pytest.approx(2.0)
    assert claude.usd({"cached_tokens": MILLION}) == pytest.approx(0.1)
    assert claude.usd({"cache_write_tokens": MILLION}) == pytest.approx(2.5)
    assert claude.usd({"output_tokens": MILLION}) == pytest.approx(10.0)
    assert table_date().startswith("genai-prices ")


@pytest.mark.parametrize(
    "options",
    [
        OpenAIOptions(model="gpt-of-nobody"),
        OpenAIOptions(model="gpt-6.1-terra", base_url="http://localhost:8000/v1"),
        AnthropicOptions(model="claude-sonnet-5-5", base_url="http://localhost:8000"),
    ],
)
def test_an_unknown_model_or_server_has_no_price(options):
    assert rates_of(options) is None
    assert ModelClient(options).worst(calls=1, input_tokens=1, output_tokens=1) is None
    assert ModelClient(options).worst_of([ModelQuestion(messages=(user("?"),))]) is None


def test_the_pipeline_s_price_comes_before_the_table_s():
    given = OpenAIOptions(model="gpt-6.1-terra", price=Price(input=1, output=2))
    assert rates_of(given).usd({"input_tokens": MILLION, "cached_tokens": MILLION}) == 2.0
    assert rates_of(given).usd({"output_tokens": MILLION}) == 2.0


def test_a_record_of_prices_tells_where_they_come_from():
    known = told_rates(OpenAIOptions(model="gpt-6.1-terra"))
    assert known.startswith("US dollars a million tokens: input 1, cached 0.05, ")
    assert known.endswith(f"output 5; above 272000 tokens dearer ({table_date()})")
    assert told_rates(OpenAIOptions(model="nobody-s")) == f"unknown ({table_date()})"


@pytest.mark.parametrize(
    "options",
    [
        OpenAIOptions(model="gpt-6.1-terra", mode="batch"),
        AnthropicOptions(model="claude-sonnet-5-5", mode="batch"),
        OpenAIOptions(model="x", price=Price(input=1, output=2), mode="batch"),
    ],
)
def test_a_batch_costs_half(options):
    usage = {"input_tokens": MILLION, "output_tokens": MILLION}
    plain = rates_of(options, batch=False).usd(usage)
    assert rates_of(options).usd(usage) == pytest.approx(plain / 2)


def test_long_calls_cost_what_the_table_says_of_long_calls():
    rates = rates_of(AnthropicOptions(model="claude-haiku-5-5"))
    assert rates.usd({"input_tokens": 90_000}) == pytest.approx(0.009)
    assert rates.usd({"input_tokens": 300_000}) == pytest.approx(0.15)
    assert rates.worst(300_000, 0) >= 0.15


@given(st.integers(0, 400_000), st.integers(0, 50_000), st.integers(0, 100), st.integers(0, 100))
def test_nothing_costs_more_than_its_worst_price(tokens, output, cached, written):
    rates = rates_of(AnthropicOptions(model="claude-haiku-5-5"))
    cached, written = tokens * cached // 200, tokens * written // 200
    usage = {
        "input_tokens": tokens - cached - written, "cached_tokens": cached,
        "cache_write_tokens": written, "output_tokens": output,
    }  # fmt: skip
    assert rates.usd(usage) <= rates.worst(tokens, output) * (1 + 1e-9)


@given(st.text(max_size=300))
def test_a_question_is_never_taken_for_fewer_tokens_than_its_bytes(text):
    options = OpenAIOptions(model="m", price=Price(input=1, output=1))
    request = api_request_of(ModelQuestion(messages=(user(text),)), ChatWire(options), options)
    assert request.input_tokens >= len(text.encode("utf-8", "surrogatepass"))
    assert request.output_tokens == options.max_output_tokens


def test_pictures_are_bounded_by_the_dearest_rule():
    assert most_image_tokens(Image(b"", 512, 512)) == 2_833 + 5_667
    assert most_image_tokens(Image(b"", 4096, 4096)) >= 4096 * 4096 / 750


def test_usage_is_read_by_class_without_counting_twice():
    assert chat_usage(
        {
            "usage": {
                "prompt_tokens": 10,
                "completion_tokens": 7,
                "prompt_tokens_details": {"cached_tokens": 4},
                "completion_tokens_details": {"reasoning_tokens": 3},
            }
        }
    ) == {"input_tokens": 6, "cached_tokens": 4, "output_tokens": 7, "reasoning_tokens": 3}
    assert responses_usage({"usage": {"input_tokens": 5, "output_tokens": 2}})["input_tokens"] == 5
    found = messages_usage({"usage": {"input_tokens": 5, "cache_read_input_tokens": 9}})
    assert (found["input_tokens"], found["cached_tokens"]) == (5, 9)


@pytest.mark.parametrize("usage", [None, [], "much", {"prompt_tokens": "x"}, {"prompt_tokens": -1}])
def test_usage_that_means_nothing_is_no_price(usage):
    rates = rates_of(OpenAIOptions(model="m", price=Price(input=1, output=1)))
    assert reply_of(b"", chat_usage({"usage": usage}), rates).usd is None


@pytest.mark.parametrize("mode", ["sync", "batch"])
def test_an_answer_without_usage_has_an_unknown_price(server, books, options, mode):
    server.script(usage=False)
    (answer,) = ModelClient(options("chat", mode=mode)).ask(
        books.context, [ModelQuestion(messages=(user("?"),))]
    )
    assert answer.usd is None
    spend = books.journal.spend()
    assert (spend.usd, spend.done) == (0, 1)
    assert spend.possible_usd == books.budget.totals().possible_usd > 0


def test_cost_can_be_computed_again_from_what_is_stored(server, books, options):
    asked = options("messages")
    ModelClient(asked).ask(books.context, [ModelQuestion(messages=(user("?"),))])
    (call,) = books.journal.calls()
    assert rates_of(asked).usd(call.usage) == pytest.approx(call.usd)
