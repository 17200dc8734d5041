"""The options of every component: those of its own, and those of the provider that it asks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self, get_args

from moviellm.film import QuestionKind
from pydantic import Field, model_validator

from moviellm_plugins_gpt.calls.settings import AnthropicOptions, ModelOptions, OpenAIOptions
from moviellm_plugins_gpt.prompting import JUDGE, refuse_wrong_prompts

Prompt = Annotated[str, Field(min_length=1, max_length=50_000)]
ItemCount = Annotated[int, Field(ge=1, le=60)]

_SPEAKERS: dict[str, Literal["she", "he", "they"]] = {
    "alloy": "they", "ash": "he", "coral": "she", "echo": "he", "fable": "they", "nova": "she",
    "onyx": "he", "sage": "she", "shimmer": "she",
}  # fmt: skip
"""Voices that all of OpenAI's models have; whose they sound like is our own impression."""

ALL_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)


class TextOptions(ModelOptions):
    """What every component that asks for texts takes."""

    part: ClassVar[str]

    reasoning_tokens: Annotated[int, Field(ge=0, le=200_000)] = Field(
        default=2_000,
        description="Room in every answer for a model that reasons before it writes; 0 for one "
        "that does not makes the plan cheaper.",
    )
    prompts: dict[str, Prompt] = Field(
        default_factory=dict, description="Own texts in place of shipped prompts, by name."
    )

    @model_validator(mode="after")
    def _prompts_exist(self) -> Self:
        refuse_wrong_prompts(self.prompts, self.part, JUDGE)
        return self

    def cap(self, visible: int) -> int:
        """Return the most that an answer may be long of which so many tokens are to be read."""
        return min(self.max_output_tokens, visible + self.reasoning_tokens)


class WriterOptions(TextOptions):
    """How films are written."""

    part = "writer"

    people: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None, description="Persons in the cast; by default two to five, by the shape."
    )
    places: ItemCount | None = Field(
        default=None, description="Places; by default three to twelve, by the shape."
    )
    props: ItemCount | None = Field(
        default=None, description="Things that the story turns on; by default as many as places."
    )
    events_per_scene: ItemCount | None = Field(
        default=None, description="Events of a scene; by default one a key frame and some lines."
    )
    lines_per_scene: Annotated[int, Field(ge=0, le=60)] | None = Field(
        default=None, description="Lines of dialogue of a scene; by default 6 at 11 key frames."
    )
    rounds: Annotated[int, Field(ge=0, le=2)] = Field(
        default=2, description="How often an answer goes back to the model with its problems."
    )
    max_mended: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.34,
        description="The share of a scene's events that may be changed or dropped in the end; "
        "a film with a scene that needs more is quarantined.",
    )
    check_names: bool = Field(
        default=True, description="Ask the model whether it has named real people."
    )


class DirectorOptions(TextOptions):
    """How films are directed."""

    part = "director"

    reading_speed: Annotated[float, Field(ge=2, le=60)] = Field(
        default=16.0, description="How many characters of a line are read in a second."
    )
    min_frame_ms: Annotated[int, Field(ge=100, le=60_000)] = Field(
        default=2_000, description="The shortest key frame, in milliseconds."
    )
    max_frame_ms: Annotated[int, Field(ge=100, le=60_000)] = Field(
        default=6_000,
        description="The longest that a key frame is looked at, in milliseconds; a line that "
        "takes longer to read makes it longer.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_frame_ms > self.max_frame_ms:
            raise ValueError("min_frame_ms is greater than max_frame_ms")
        return self


class CaptionerOptions(TextOptions):
    """How films are captioned and asked about."""

    part = "captioner"

    per_scene: Annotated[float, Field(ge=0, le=20)] = Field(
        default=3.0, description="Questions wanted for each scene."
    )
    most: Annotated[int, Field(ge=0, le=10_000)] = Field(
        default=1_000, description="The most questions of one film."
    )
    multiple_choice: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="The share of questions with four options."
    )
    none_of_these: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.0, description="The share of those with “None of these” among the options."
    )
    kinds: tuple[QuestionKind, ...] = Field(
        default=ALL_KINDS, description="The kinds of question to ask."
    )


class CriticOptions(TextOptions):
    """How pictures are looked at."""

    part = "critic"

    side: Annotated[int, Field(ge=64, le=4096)] = Field(
        default=768, description="The longer side of a picture as it is sent, in pixels."
    )
    references: bool = Field(
        default=True,
        description="Send what each person looked like in the first picture of the batch.",
    )


class OpenAIWriter(WriterOptions, OpenAIOptions):
    """Options of the writer `openai`."""


class AnthropicWriter(WriterOptions, AnthropicOptions):
    """Options of the writer `anthropic`."""


class OpenAIDirector(DirectorOptions, OpenAIOptions):
    """Options of the director `openai`."""


class AnthropicDirector(DirectorOptions, AnthropicOptions):
    """Options of the director `anthropic`."""


class OpenAICaptioner(CaptionerOptions, OpenAIOptions):
    """Options of the captioner `openai`."""


class AnthropicCaptioner(CaptionerOptions, AnthropicOptions):
    """Options of the captioner `anthropic`."""


class OpenAICritic(CriticOptions, OpenAIOptions):
    """Options of the critic `openai`."""


class AnthropicCritic(CriticOptions, AnthropicOptions):
    """Options of the critic `anthropic`."""


class OpenAISpeech(OpenAIOptions):
    """Options of the voice `openai-speech`."""

    available: Annotated[dict[str, Literal["she", "he", "they"]], Field(min_length=1)] = Field(
        default_factory=lambda: dict(_SPEAKERS),
        description="The voices that the server has, and whose each sounds like.",
    )
    voices: dict[str, str] = Field(
        default_factory=dict,
        description="Who speaks with which voice, by a person's name or id; all others get one "
        "that fits their sheet.",
    )
    narrator: str | None = Field(
        default=None, description="The voice of lines of which nobody knows who speaks them."
    )
    speed: Annotated[float, Field(ge=0.25, le=4)] = Field(
        default=1.0, description="How fast lines are spoken; 1 is the model's own speed."
    )
    instructions: Annotated[str, Field(max_length=2_000)] = Field(
        default="", description="How lines are spoken, for models that take that."
    )
    loudness: Annotated[float, Field(ge=-40, le=-10)] = Field(
        default=-23.0, description="How loud each line is, in LUFS (EBU R128)."
    )

    @model_validator(mode="after")
    def _voices_exist(self) -> Self:
        for voice in (*self.voices.values(), *filter(None, [self.narrator])):
            if voice not in self.available:
                raise ValueError(f"`available` has no voice {voice!r}")
        return self


class OpenAIImage(OpenAIOptions):
    """Options of the painter `openai-image`."""

    size: Annotated[str, Field(pattern=r"^[1-9]\d{1,3}x[1-9]\d{1,3}$")] = Field(
        default="1536x1024", description="Width and height in pixels; models have their own list."
    )
    quality: Literal["low", "medium", "high", "auto"] = Field(
        default="medium", description="How much the provider works on a picture."
    )
    background: Literal["auto", "opaque", "transparent"] = Field(
        default="auto", description="What stands behind the subject."
    )
    references: bool = Field(
        default=False,
        description="Paint a character sheet of each person first, and send it along with every "
        "picture that they are in; for endpoints that take references.",
    )
    prompts: dict[str, Prompt] = Field(
        default_factory=dict, description="Own texts in place of shipped prompts, by name."
    )

    @model_validator(mode="after")
    def _prompts_exist(self) -> Self:
        refuse_wrong_prompts(self.prompts, "painter")
        return self
