"""What a pipeline says about a provider: options that every component of this package shares."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from moviellm import WithoutEffect
from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator

from moviellm_plugins_gpt.calls.retry import ATTEMPTS
from moviellm_plugins_gpt.calls.schemas import Dialect

_CLASSIC_AZURE = "/openai/deployments/"

Structure = Literal["native", "json", "tool", "prompt"]
LengthParameter = Literal["max_tokens", "max_completion_tokens"]
Provider = Literal["openai", "anthropic"]

OPENAI_URL = "https://api.openai.com/v1"
ANTHROPIC_URL = "https://api.anthropic.com"

_NAME = r"^[A-Za-z_][A-Za-z0-9_]*$"
_HEADER = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"
_HEADER_VALUE = r"^[\t\x20-\x7e]*$"
_SECRET_HEADERS = {
    "authorization", "x-api-key", "api-key", "cookie", "proxy-authorization", "x-goog-api-key",
}  # fmt: skip
_OWN_HEADERS = {"content-type", "content-length", "accept-encoding", "host", "transfer-encoding"}
_OWN_FIELDS = {
    "model", "messages", "input", "instructions", "system", "prompt", "stream", "n", "best_of",
    "max_tokens", "max_completion_tokens", "max_output_tokens", "tools", "tool_choice",
}  # fmt: skip
"""What the plugin sets itself: the question, and what its price hangs on."""


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
        pattern=r"^https?://[^\s@?#]+(\?api-version=[A-Za-z0-9.-]+)?$",
        description="Address of a compatible server, with /v1 for OpenAI's protocol and without "
        "for Anthropic's; by default the provider's own. A classic address of Azure ends with "
        "`/openai/deployments/NAME?api-version=DATE`.",
    )
    key_env: WithoutEffect[str | None] = Field(
        default=None,
        pattern=_NAME,
        description="Name of the environment variable that holds the key; by default "
        "OPENAI_API_KEY or ANTHROPIC_API_KEY. A server of your own needs none.",
    )
    temperature: float | None = Field(default=None, ge=0, le=2, description="Of sampling.")
    top_p: float | None = Field(
        default=None, gt=0, le=1, description="Sample from the likeliest tokens of this share."
    )
    extra_body: dict[str, JsonValue] = Field(
        default_factory=dict,
        description="More fields of the request, passed on as they are, for what a server knows "
        "beyond its protocol.",
    )
    headers: dict[
        Annotated[str, Field(pattern=_HEADER)], Annotated[str, Field(pattern=_HEADER_VALUE)]
    ] = Field(
        default_factory=dict,
        description="More headers of every request. They are written down: keys belong into "
        "`key_env`.",
    )
    schema_dialect: WithoutEffect[Dialect | None] = Field(
        default=None,
        description="Which keywords of JSON schema the server takes: all (`full`), none for the "
        "length of texts (`openai`), or no limits at all (`anthropic`). By default what is known "
        "of the server, else what its answers say.",
    )
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

    @field_validator("headers")
    @classmethod
    def _hold_no_secrets(cls, value: dict[str, str]) -> dict[str, str]:
        for name in value:
            if name.lower() in _SECRET_HEADERS:
                raise ValueError(f"{name} holds a key: name its variable in `key_env` instead")
            if name.lower() in _OWN_HEADERS:
                raise ValueError(f"{name} is set by the plugin")
        return value

    @field_validator("extra_body")
    @classmethod
    def _holds_nothing_of_ours(cls, value: dict[str, Any]) -> dict[str, Any]:
        if own := sorted(_OWN_FIELDS & value.keys()):
            raise ValueError(f"`{own[0]}` is set by the plugin, and by its options")
        return value

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
            if _CLASSIC_AZURE in parts.path and not parts.query:
                raise ValueError("a classic address of Azure ends with ?api-version=DATE")
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
    structure: WithoutEffect[Structure | None] = Field(
        default=None,
        description="How the form of an answer is enforced: by the server's structured output "
        "(`native`), its JSON mode (`json`), a tool that must be called (`tool`), or the question "
        "alone (`prompt`). By default the strictest that the server takes.",
    )
    length_parameter: WithoutEffect[LengthParameter | None] = Field(
        default=None,
        description="What chat completions call the most that an answer may be long. By default "
        "what is known of the server, else what its answers say.",
    )
    reasoning_effort: str | None = Field(
        default=None, pattern=r"^[a-z]+$", description="How much a model reasons: `low`, `high`."
    )
    seed: int | None = Field(
        default=None, description="Of sampling, where the server's chat completions take one."
    )

    @model_validator(mode="after")
    def _seed_has_a_place(self) -> Self:
        if self.seed is not None and self.api == "responses":
            raise ValueError("the responses endpoint takes no seed; `api: chat` does")
        return self


class AnthropicOptions(ModelOptions):
    """Options of a component that asks Anthropic or a compatible server."""

    structure: WithoutEffect[Literal["native", "tool", "prompt"] | None] = Field(
        default=None,
        description="How the form of an answer is enforced: by the endpoint's own structured "
        "output (`native`), a tool that must be called (`tool`), or the question alone "
        "(`prompt`). By default the strictest that the server takes.",
    )
    stream: bool = Field(default=False, description="Whether answers are streamed.")


def provider_of(options: ModelOptions) -> Provider:
    """Return whose protocol is spoken."""
    return "anthropic" if isinstance(options, AnthropicOptions) else "openai"


def is_classic_azure(options: ModelOptions) -> bool:
    """Whether Azure is asked in its own way: version and key have places of their own."""
    return _CLASSIC_AZURE in urlsplit(address_of(options)).path


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


def fault_of_key(key: str) -> str:
    """Return what a key holds that no header can carry, or an empty string."""
    if len(key) > 1 and key[0] == key[-1] and key[0] in "\"'`":
        return "quotes around it"
    for character in key:
        if not "!" <= character <= "~":
            code = f"U+{ord(character):04X}"
            kind = {"\n": "a line break", "\r": "a line break", " ": "a space"}.get(character)
            return kind or f"the character {unicodedata.name(character, code)} ({code})"
    return ""


def missing_key(options: ModelOptions) -> str:
    """Return the environment variable that should hold a key and does not, or an empty string."""
    return "" if key_of(options) else key_name(options) or ""
