"""Options of the exporters: what is asked of the films, and how their pictures are given."""

from __future__ import annotations

from typing import Annotated, Literal

from moviellm import WithoutEffect
from moviellm.exporting import CardConfig, SplitConfig
from moviellm.film import Level, QuestionKind
from moviellm_plugin_video import OneFpsOptions, SteadyVideoOptions
from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _whole(root: str) -> str:
    if root.startswith("~"):
        raise ValueError(
            f"rows hold {root!r} as it is, and no loader reads ~ as somebody's home; give the path "
            "in full, as the machine that trains knows it"
        )
    return root


Rows = Literal["jsonl", "json"]


class RowsConfig(CardConfig):
    """What every format has options for."""

    split: SplitConfig = Field(default=SplitConfig(), description="How films are divided.")


class TrainerConfig(RowsConfig):
    """What every format of instructions and answers has options for."""

    captions: tuple[Level, ...] = Field(
        default=("film", "chapter", "scene"),
        description="Captions of which levels become instructions; [] for none.",
    )
    questions: Literal["all"] | tuple[QuestionKind, ...] = Field(
        default="all", description="Questions of which kinds become instructions; [] for none."
    )
    form: Literal["mixed", "choice", "open"] = Field(
        default="mixed",
        description="Questions that have options are asked with them (mixed), are the only ones "
        "asked (choice), or are asked without them like all others (open).",
    )
    balance: bool = Field(
        default=True,
        description="Move right options so that each letter is right equally often.",
    )
    turns: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1,
        description="How many instructions one conversation holds at most; 1 is single-turn.",
    )
    dialogue: bool = Field(
        default=False, description="Put the film's dialogue, with its times, before the question."
    )
    times: bool = Field(
        default=False,
        description="Answers say when what they tell is seen; captions become one list of times.",
    )
    seed: Annotated[int, Field(ge=0)] = Field(
        default=0, description="Chooses wordings of instructions and places of right options."
    )
    root: Annotated[
        str, Field(max_length=1_000, pattern=r"^[^\x00-\x1f]*$"), AfterValidator(_whole)
    ] = Field(
        default="",
        description="Folder or address where the export will stand, put before the paths that the "
        "trainer resolves itself; empty leaves them relative to the export.",
    )


class EncodingConfig(RowsConfig):
    """A format with videos."""

    video: OneFpsOptions = Field(default=OneFpsOptions(), description="How films are encoded.")
    workers: WithoutEffect[Annotated[int, Field(ge=1, le=256)] | None] = Field(
        default=None,
        description="How many films are encoded at once; by default as many as there are cores.",
    )


class Mp4TrainerConfig(TrainerConfig, EncodingConfig):
    """A trainer that reads mp4, and knows of times only by the numbers of frames."""

    video: SteadyVideoOptions = Field(
        default=SteadyVideoOptions(), description="How films are encoded."
    )


class FramesOrMp4TrainerConfig(Mp4TrainerConfig):
    """A trainer that reads mp4 and folders of frames."""

    media: Literal["mp4", "frames"] = Field(
        default="mp4", description="Videos, or folders of one frame a second."
    )


class LlavaConfig(Mp4TrainerConfig):
    """Options of ``llava``."""

    rows: Rows = Field(default="jsonl", description="One row a line, or one array of rows.")
    sampling: Annotated[
        str, Field(pattern=r"^(all|(first|end|random):[1-9]\d{0,8}|(first|end|random):\d{1,3}%)$")
    ] = Field(
        default="all",
        description="What the mixture takes of the rows: all, first:N, end:N, random:N, or N%.",
    )


class QwenVLConfig(Mp4TrainerConfig):
    """Options of ``qwen-vl``."""

    rows: Rows = Field(default="jsonl", description="One row a line, or one array of rows.")


class InternVLConfig(FramesOrMp4TrainerConfig):
    """Options of ``internvl``."""

    media: Literal["mp4", "frames"] = Field(
        default="frames",
        description="Frames, one a second, as images that each row lists; or videos, which its "
        "loader reads only with petrel_client, a package that is in no index.",
    )
    images: Annotated[int, Field(ge=1, le=1_000)] = Field(
        default=32,
        description="How many frames a row shows; those that prove its answers are always among "
        "them, even if they are more.",
    )

    repeat: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1, description="How often the meta file repeats the rows (repeat_time)."
    )


class VideoChatFlashConfig(FramesOrMp4TrainerConfig):
    """Options of ``videochat-flash``."""

    rows: Rows = Field(default="jsonl", description="One row a line, or one array of rows.")


class PreferenceConfig(BaseModel):
    """Pairs of answers, of which one is true."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    preferences: bool = Field(
        default=False,
        description="Also write pairs of a right and a wrong answer: the same question, whose "
        "answer differs in a twin of the film.",
    )


class RewardConfig(BaseModel):
    """Questions whose answers a function checks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rewards: bool = Field(
        default=False,
        description="Also write questions with their solution and the name of the function in "
        "moviellm_plugin_trainers.checkers that checks an answer.",
    )


class MsSwiftConfig(Mp4TrainerConfig, PreferenceConfig, RewardConfig):
    """Options of ``ms-swift``."""


class LlamaFactoryConfig(Mp4TrainerConfig, PreferenceConfig):
    """Options of ``llamafactory``."""


class TrlConfig(TrainerConfig, PreferenceConfig, RewardConfig):
    """Options of ``trl``."""

    images: Annotated[int, Field(ge=1, le=1_000)] = Field(
        default=16,
        description="How many key frames a conversation shows; those that prove its answers are "
        "always among them, even if they are more.",
    )


class ShareGPT4VideoConfig(EncodingConfig):
    """Options of ``sharegpt4video``."""

    level: Literal["frame", "shot", "scene", "chapter"] = Field(
        default="shot", description="Captions of which level stand before that of the whole film."
    )


class FeatureConfig(TrainerConfig):
    """A trainer that reads features of frames instead of frames."""

    extractor: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")] = Field(
        description="What turns frames into features: eva-vit-g (LLaMA-VID), clip-vit-l "
        "(Video-ChatGPT), another that a package brings, or digest, which is for tests only.",
    )
    model: Annotated[str, Field(max_length=1_000)] = Field(
        default="", description="The folder of the extractor's weights (safetensors)."
    )
    device: WithoutEffect[Annotated[str, Field(pattern=r"^(cpu|cuda|mps)(:\d+)?$")]] = Field(
        default="cpu", description="Where the extractor computes."
    )
    batch_size: WithoutEffect[Annotated[int, Field(ge=1, le=4096)]] = Field(
        default=16, description="How many frames the extractor is given at once."
    )


class LlamaVidConfig(FeatureConfig):
    """Options of ``llama-vid``."""

    turns: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1,
        description="Without effect: the loader takes one question a row, so each has its own.",
    )


class VideoChatGPTConfig(FeatureConfig):
    """Options of ``video-chatgpt``."""
