"""What a call costs: at most, before it is sent, and exactly, from its usage.

Prices come from the dated table of the package ``genai-prices``, or from the pipeline. A model
that neither knows has no price; it is never taken for free.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from moviellm_plugins_gpt.calls.settings import ModelOptions, Price, address_of

_MILLION = 1_000_000
_BATCH = 0.5
"""What OpenAI and Anthropic both ask for a batch, where the table has no row for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Prices of one model, in US dollars for a million tokens of each class.

    Attributes:
        input: Fresh input tokens.
        cached: Input tokens read from the cache.
        cache_write: Input tokens written to the cache.
        image_input: Tokens of pictures put in.
        output: Output tokens, those of reasoning and of pictures too.
        long_from: Above so many input tokens ``long`` counts for the whole call; 0 for never.
        long: The prices of long calls.
    """

    input: float
    cached: float
    cache_write: float
    image_input: float
    output: float
    long_from: int = 0
    long: Rates | None = None

    def usd(self, usage: Mapping[str, int]) -> float:
        """Return what a call with this usage cost, in US dollars."""
        fresh, cached = usage.get("input_tokens", 0), usage.get("cached_tokens", 0)
        written, images = usage.get("cache_write_tokens", 0), usage.get("image_tokens", 0)
        if self.long is not None and fresh + cached + written + images > self.long_from:
            return self.long.usd(usage)
        return (
            fresh * self.input
            + cached * self.cached
            + written * self.cache_write
            + images * self.image_input
            + usage.get("output_tokens", 0) * self.output
        ) / _MILLION

    def worst(self, input_tokens: int, output_tokens: int) -> float:
        """Return the most that a call of so many tokens can cost, in US dollars."""
        dearest = max(self.input, self.cached, self.cache_write, self.image_input)
        short = (input_tokens * dearest + output_tokens * self.output) / _MILLION
        if self.long is None or input_tokens <= self.long_from:
            return short
        return max(short, self.long.worst(input_tokens, output_tokens))


def rates_of(options: ModelOptions, *, batch: bool | None = None) -> Rates | None:
    """Return the prices of the model that ``options`` name; None when they are unknown.

    Args:
        options: Their own price comes before the table's.
        batch: Whether prices of batches are wanted; by default as the options' mode says.
    """
    batch = options.mode == "batch" if batch is None else batch
    if options.price is not None:
        return _given(options.price, batch=batch)
    return _from_table(options.model, address_of(options), batch)


def told_rates(options: ModelOptions) -> str:
    """Return what calls are priced by, and where that comes from, for a run's record."""
    where = "given" if options.price is not None else table_date()
    rates = rates_of(options)
    if rates is None:
        return f"unknown ({where})"
    told = ", ".join(
        f"{name.replace('_', ' ')} {getattr(rates, name):g}"
        for name in ("input", "cached", "cache_write", "image_input", "output")
    )
    above = f"; above {rates.long_from} tokens dearer" if rates.long else ""
    return f"US dollars a million tokens: {told}{above} ({where})"


def table_date() -> str:
    """Return which table of prices is used, for people."""
    return f"genai-prices {version('genai-prices')}"


def _given(price: Price, *, batch: bool) -> Rates:
    factor = price.batch if batch else 1.0

    def of(usd: float | None) -> float:
        return factor * (price.input if usd is None else usd)

    return Rates(
        input=of(price.input),
        cached=of(price.cached_input),
        cache_write=of(price.cache_write),
        image_input=of(price.image_input),
        output=factor * price.output,
    )


@functools.cache
def _from_table(model: str, address: str, batch: bool) -> Rates | None:
    from genai_prices.data_snapshot import get_snapshot

    try:
        _, known = get_snapshot().find_provider_model(model, None, None, address)
    except LookupError:
        return None
    now = datetime.datetime.now(datetime.UTC)
    plain = vars(known.get_prices(now))
    if not batch:
        return _rates(plain, 1.0)
    own = vars(known.get_prices(now, {"service_tier": "batch"}))
    return _rates(own, 1.0 if own != plain else _BATCH)


def _rates(found: Mapping[str, Any], factor: float) -> Rates | None:
    """Return a table's row as `Rates`; None without prices for input and output.

    Models that speak have one price, by the character; a character is a token of their input.
    """
    if found.get("input_mchars"):
        by_character = factor * float(found["input_mchars"])
        return Rates(
            input=by_character,
            cached=by_character,
            cache_write=by_character,
            image_input=by_character,
            output=0.0,
        )
    if not found.get("input_mtok") or not found.get("output_mtok"):
        return None
    starts = {tier.start for value in found.values() for tier in getattr(value, "tiers", ())}
    if not starts:
        return _rates_at(found, 0, factor)
    return dataclasses.replace(
        _rates_at(found, 0, factor),
        long_from=min(starts),
        long=_rates_at(found, math.inf, factor),
    )


def _rates_at(found: Mapping[str, Any], tokens: float, factor: float) -> Rates:
    """Return a table's row as it is for calls of so many input tokens."""
    prices = {name: factor * _usd(value, tokens) for name, value in found.items() if value}
    plain = prices["input_mtok"]
    return Rates(
        input=plain,
        cached=prices.get("cache_read_mtok", plain),
        cache_write=prices.get("cache_write_mtok", plain),
        image_input=prices.get("input_image_mtok", plain),
        output=max(prices["output_mtok"], prices.get("output_image_mtok", 0.0)),
    )


def _usd(value: Any, tokens: float) -> float:
    if not hasattr(value, "tiers"):
        return float(value)
    reached = [tier.price for tier in value.tiers if tokens > tier.start]
    return float(reached[-1] if reached else value.base)
