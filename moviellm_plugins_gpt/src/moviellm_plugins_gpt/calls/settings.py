"""What a pipeline says about a provider: options that every component of this package shares."""

from __future__ import annotations

import os
import re
from typing import Literal
from urllib.parse import urlsplit

from moviellm import WithoutEffect
from pydantic import BaseModel, ConfigDict, Field, field_validator

from moviellm_plugins_gpt.calls.retry import ATTEMPTS

Provider = Literal["openai", "anthropic"]

OPENAI_URL = "https://api.openai.com/v1"
ANTHROPIC_URL = "https://api.anthropic.com"

_NAME = r"^[A-Za-z_][A-Za-z0-9_]*$"


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Price(_Options):
    """What a model costs, in US dollars for a million tokens, where the table does not know it."""

    input: float = Field(ge=0, description="US dollars for a million input tokens.")
    output: float = Field(ge=0, description="US dollars for a million output tokens.")
    cached_input: float | None = Field(
        default=None, ge=0, description="Of tokens read from the cache; by default as input."
    )
    cache_write: float | None = Field(
        default=None, ge=0, description="Of tokens written to the cache; by default as input."
    )
    image_input: float | None = Field(
        default=None, ge=0, description="Of tokens of pictures put in; by default as input."
    )
    batch: float = Field(default=0.5, ge=0, le=1, description="What a batch costs of all that.")


class RateLimits(_Options):
    """What the account may ask for in a minute; what is left out is learned from the server."""

    requests: int | None = Field(default=None, ge=1, description="Requests a minute.")
    input_tokens: int | None = Field(default=None, ge=1, description="Input tokens a minute.")
    output_tokens: int | None = Field(default=None, ge=1, description="Output tokens a minute.")


class ModelOptions(_Options):
    """Which model is asked, where, and how hard.

    Components inherit from this class and add their own options.
    """

    model: str = Field(min_length=1, description="The model's name at the provider.")
    base_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s@?#]+$",
        description="Address of a compatible server, with /v1 for OpenAI's protocol and without "
        "for Anthropic's; by default the provider's own.",
    )
    key_env: WithoutEffect[str | None] = Field(
        default=None,
        pattern=_NAME,
        description="Name of the environment variable that holds the key; by default "
        "OPENAI_API_KEY or ANTHROPIC_API_KEY. A server of your own needs none.",
    )
    temperature: float | None = Field(default=None, ge=0, le=2, description="Of sampling.")
    max_output_tokens: int = Field(
        default=8_192, ge=16, description="The most that one answer may be long, in tokens."
    )
    price: WithoutEffect[Price | None] = Field(
        default=None,
        description="What the model costs in US dollars for a million tokens, where the table does "
        "not know it: input, output, and if they differ cached_input, cache_write, image_input.",
    )
    limits: WithoutEffect[RateLimits] = Field(
        default=RateLimits(), description="The account's limits a minute."
    )
    concurrency: WithoutEffect[int] = Field(
        default=64, ge=1, le=4096, description="Most calls in flight."
    )
    deadline_seconds: WithoutEffect[float] = Field(
        default=300.0, gt=0, description="How long one call may take by the clock on the wall."
    )
    attempts: WithoutEffect[int] = Field(
        default=ATTEMPTS, ge=1, le=20, description="How often a call is tried."
    )
    mode: WithoutEffect[Literal["sync", "batch"]] = Field(
        default="sync", description="`batch` hands calls in together: half the price, in hours."
    )

    @field_validator("base_url", mode="before")
    @classmethod
    def _is_an_address(cls, value: object) -> object:
        """Refuse what cannot be reached, and do not repeat a password that stands in it."""
        if isinstance(value, str):
            if "@" in value:
                raise ValueError("an address takes no user or password; `key_env` names the key")
            try:
                parts = urlsplit(value)
                reachable = bool(parts.hostname) and parts.port != 0
            except ValueError as error:
                raise ValueError(f"this is no address: {error}") from None
            if not reachable:
                raise ValueError("this is no address: http://HOST:PORT/... is expected")
        return value

    @field_validator("key_env", mode="before")
    @classmethod
    def _is_a_name(cls, value: object) -> object:
        """Refuse a key in the place of a variable's name, and do not repeat it."""
        if isinstance(value, str) and not re.fullmatch(_NAME, value):
            raise ValueError("the name of an environment variable is expected, never a key itself")
        return value


class OpenAIOptions(ModelOptions):
    """Options of a component that asks OpenAI or a compatible server."""

    api: Literal["chat", "responses"] = Field(
        default="chat", description="Which endpoint is asked; compatible servers have `chat`."
    )
    stream: bool = Field(default=False, description="Whether answers are streamed.")


class AnthropicOptions(ModelOptions):
    """Options of a component that asks Anthropic or a compatible server."""

    structure: Literal["native", "tool"] = Field(
        default="native",
        description="How the form of an answer is enforced: by the endpoint's own structured "
        "output, or by a tool that must be called (for servers that lack the first).",
    )
    stream: bool = Field(default=False, description="Whether answers are streamed.")


def provider_of(options: ModelOptions) -> Provider:
    """Return whose protocol is spoken."""
    return "anthropic" if isinstance(options, AnthropicOptions) else "openai"


def address_of(options: ModelOptions) -> str:
    """Return the address that is asked, without a slash at its end."""
    own = ANTHROPIC_URL if provider_of(options) == "anthropic" else OPENAI_URL
    return (options.base_url or own).rstrip("/")


def is_own_server(options: ModelOptions) -> bool:
    """Whether the server is none of the providers' own: vLLM, Ollama, llama.cpp, a proxy."""
    host = urlsplit(address_of(options)).hostname or ""
    return not host.endswith((".openai.com", ".anthropic.com", ".azure.com"))


def key_name(options: ModelOptions) -> str | None:
    """Return the environment variable that holds the key; None for a server that needs none."""
    if options.key_env or is_own_server(options):
        return options.key_env
    return "ANTHROPIC_API_KEY" if provider_of(options) == "anthropic" else "OPENAI_API_KEY"


def key_of(options: ModelOptions) -> str:
    """Return the key as the environment has it now; empty where it is missing or not needed."""
    return os.environ.get(key_name(options) or "", "").strip()


def missing_key(options: ModelOptions) -> str:
    """Return the environment variable that should hold a key and does not, or an empty string."""
    return "" if key_of(options) else key_name(options) or ""
