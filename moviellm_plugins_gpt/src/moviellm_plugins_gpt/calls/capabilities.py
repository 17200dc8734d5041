"""What a server and model take: names of parameters, the schema's dialect, how a form is enforced.

Known servers have their row here. For the others the most is tried first, and on exactly the
answer that says what is not taken comes one step down (`step_down`). How a question is put does not
decide what is made: a stored answer is found by what was asked, whatever was learned meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from moviellm_plugins_gpt.calls.outcomes import BadRequest
from moviellm_plugins_gpt.calls.refusals import says_unsupported
from moviellm_plugins_gpt.calls.schemas import DROPPED, Dialect
from moviellm_plugins_gpt.calls.settings import (
    AnthropicOptions,
    LengthParameter,
    ModelOptions,
    OpenAIOptions,
    Structure,
    address_of,
    is_own_server,
    provider_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCapabilities:
    """What is asked of a server, and how.

    Attributes:
        structure: How the form of an answer is enforced: by the server's own structured output, by
            its JSON mode, by a tool that must be called, or by the question alone.
        schema_dialect: Which keywords of JSON schema it takes (`schemas`).
        length_parameter: What chat completions call the most that an answer may be long.
        stream_usage: Whether a stream may be asked for its usage.
        picture_bytes: Whether the image endpoint is asked for bytes; it may not know the parameter.
    """

    structure: Structure = "native"
    schema_dialect: Dialect = "full"
    length_parameter: LengthParameter = "max_tokens"
    stream_usage: bool = True
    picture_bytes: bool = True


_OPENAI = ServerCapabilities(
    schema_dialect="openai", length_parameter="max_completion_tokens", picture_bytes=False
)
_SERVERS: Mapping[str, ServerCapabilities] = {
    "openai.com": _OPENAI,
    "azure.com": _OPENAI,
    "anthropic.com": ServerCapabilities(schema_dialect="anthropic"),
    "deepseek.com": ServerCapabilities(structure="json"),
}
"""By the end of the host's name. Sources: the providers' references of the chat, responses and
messages endpoints and of structured output; DeepSeek's JSON mode knows no schema."""

LADDERS: Mapping[str, tuple[Structure, ...]] = {
    "openai": ("native", "json", "tool", "prompt"),
    "anthropic": ("native", "tool", "prompt"),
}
"""Ways to enforce a form, the strictest first."""

_FORM_WORDS: Mapping[Structure, frozenset[str]] = {
    "native": frozenset({
        "response_format", "json_schema", "schema", "structured", "grammar", "guided_json",
        "output_config", "output_format",
    }),
    "json": frozenset({"response_format", "json_object"}),
    "tool": frozenset({"tool", "tools", "tool_choice", "function", "functions", "tool_calls"}),
    "prompt": frozenset(),
}  # fmt: skip
_OTHER_LENGTH: Mapping[LengthParameter, LengthParameter] = {
    "max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens",
}  # fmt: skip
_ALSO_ENGLISH = frozenset({"minimum", "maximum", "pattern"})
_DIALECTS: tuple[Dialect, ...] = ("full", "openai", "anthropic")


def shipped(options: ModelOptions) -> ServerCapabilities:
    """Return what is known of a server without asking it."""
    host = f".{urlsplit(address_of(options)).hostname or ''}"
    found = (able for name, able in _SERVERS.items() if host.endswith(f".{name}"))
    return next(found, ServerCapabilities())


def wanted(options: ModelOptions) -> ServerCapabilities:
    """Return what is asked of a server first: what is known, and what the options say instead."""
    able = shipped(options)
    if isinstance(options, OpenAIOptions | AnthropicOptions):
        able = replace(able, structure=options.structure or able.structure)
    if isinstance(options, OpenAIOptions):
        able = replace(able, length_parameter=options.length_parameter or able.length_parameter)
    return replace(able, schema_dialect=options.schema_dialect or able.schema_dialect)


def written(options: ModelOptions) -> ServerCapabilities:
    """Return how a question is written down, which names its stored answer: it never changes."""
    if isinstance(options, AnthropicOptions):
        return ServerCapabilities(schema_dialect="full" if is_own_server(options) else "anthropic")
    return ServerCapabilities() if is_own_server(options) else _OPENAI


@dataclass(frozen=True, slots=True)
class StepDown:
    """A step down.

    Attributes:
        able: What is asked from now on.
        refused: What the server does not take; empty where that was told before.
        option: What says so from the start, if anything does.
    """

    able: ServerCapabilities
    refused: str = ""
    option: str = ""


class Learned:
    """What was learned of one server and model while this process runs."""

    def __init__(self) -> None:
        self._now: dict[ServerCapabilities, ServerCapabilities] = {}
        self._tried: dict[ServerCapabilities, set[ServerCapabilities]] = {}

    def now(self, first: ServerCapabilities) -> ServerCapabilities:
        """Return what is asked of the server now, where ``first`` was asked first."""
        return self._now.get(first, first)

    def step(
        self,
        used: ServerCapabilities,
        outcome: BadRequest,
        options: ModelOptions,
        *,
        picture: bool,
    ) -> StepDown | None:
        """Return what is asked after a refusal; None where that is no matter of capabilities.

        Of many calls that are refused alike, one makes the step; the others follow it, and are told
        nothing.

        Args:
            used: How it was asked.
            outcome: The refusal.
            options: Of whoever asked.
            picture: Whether a picture was asked for.
        """
        first = wanted(options)
        if self.now(first) != used:
            return StepDown(self.now(first))
        tried = self._tried.setdefault(first, {first})
        for step in _picture_steps(used, outcome) if picture else _steps(used, outcome, options):
            if step.able not in tried:
                tried.add(step.able)
                self._now[first] = step.able
                return step
        return None


def _steps(
    able: ServerCapabilities, outcome: BadRequest, options: ModelOptions
) -> Iterator[StepDown]:
    """Yield the steps down that a refusal asks for, the smallest first."""
    named = frozenset(outcome.named)
    if options.schema_dialect is None:
        yield from _plainer_schemas(able, named)
    if _may_choose_structure(options) and named & _FORM_WORDS[able.structure]:
        ladder = LADDERS[provider_of(options)]
        for structure in ladder[ladder.index(able.structure) + 1 :]:
            refused = f"the way in which the form of an answer is enforced (`{able.structure}`)"
            yield StepDown(replace(able, structure=structure), refused, f"structure: {structure}")
    if "stream_options" in named and able.stream_usage:
        yield StepDown(replace(able, stream_usage=False), "`stream_options`")
    if able.length_parameter in named and says_unsupported(outcome):
        other = _OTHER_LENGTH[able.length_parameter]
        refused = f"`{able.length_parameter}`"
        yield StepDown(replace(able, length_parameter=other), refused, f"length_parameter: {other}")


def _picture_steps(able: ServerCapabilities, outcome: BadRequest) -> Iterator[StepDown]:
    """Yield the steps down of an image endpoint, whose providers answer by bytes unasked."""
    if "response_format" in outcome.named and able.picture_bytes:
        yield StepDown(replace(able, picture_bytes=False), "`response_format`")


def _may_choose_structure(options: ModelOptions) -> bool:
    return isinstance(options, OpenAIOptions | AnthropicOptions) and options.structure is None


def _plainer_schemas(able: ServerCapabilities, named: frozenset[str]) -> Iterator[StepDown]:
    """Yield the first dialect without the keywords that a refusal names."""
    refused = named & set(DROPPED["anthropic"]) - set(DROPPED[able.schema_dialect])
    if not named & _FORM_WORDS["native"]:
        refused -= _ALSO_ENGLISH
    for dialect in _DIALECTS:
        if refused and refused <= set(DROPPED[dialect]):
            keyword = f"`{min(refused)}` in a schema"
            yield StepDown(
                replace(able, schema_dialect=dialect), keyword, f"schema_dialect: {dialect}"
            )
            return
