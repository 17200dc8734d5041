"""What the parts of a model's folder must have: weights, settings, the files of a tokenizer."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from moviellm import InputError

from moviellm_plugins_sd.weight_files import check_whole

PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl")
_VOCABULARIES = (("tokenizer.json",), ("vocab.json", "merges.txt"), ("*.model",))
"""The files of a tokenizer, any of which will do."""


def check_settings(file: Path, option: str) -> Mapping[str, Any]:
    """Read a file of settings, which is a JSON object that is not empty.

    Raises:
        InputError: It is not there, or no such file; libraries would take what they think best.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        fault = "is not there"
    except (OSError, ValueError, RecursionError) as error:
        fault = f"cannot be read: {error}"
    else:
        if isinstance(found, dict) and found:
            return found
        fault = "holds no settings"
    raise InputError(f"{file} (option `{option}`) {fault}.", hint="Download it again.") from None


def check_tokenizer(part: Path, option: str) -> None:
    """See that a tokenizer has its vocabulary, without which it would make one up.

    Raises:
        InputError: It has not; says what is missing.
    """
    if not any(all(any(part.glob(name)) for name in names) for names in _VOCABULARIES):
        raise InputError(
            f"{part} (option `{option}`) has no vocabulary: neither tokenizer.json, nor vocab.json "
            "and merges.txt.",
            hint="Download it again: read by another tokenizer, every prompt would paint another "
            "picture.",
        )
    check_settings(part / "tokenizer_config.json", option)
    for name in ("tokenizer.json", "vocab.json"):
        if (part / name).is_file():
            check_settings(part / name, option)


def check_part(part: Path, *, variant: str | None = None, option: str) -> None:
    """See that the folder of a part has its weights, and in safetensors.

    Raises:
        InputError: It has not; says what is there instead.
    """
    if not part.is_dir():
        raise InputError(
            f"The folder {part} (option `{option}`) is not there.",
            hint="Download the model again, or correct the path.",
        )
    check_settings(part / "config.json", option)
    names = sorted(path.name for path in part.iterdir())
    weights = [name for name in names if name.endswith(".safetensors")]
    if variant is not None and weights:
        kept = [name for name in weights if f".{variant}." in name or f".{variant}-" in name]
        if not kept:
            near = difflib.get_close_matches(variant, _variants(weights), n=1)
            raise InputError(
                f"{part} has no weights of the variant `{variant}`; it has {', '.join(weights)}.",
                hint=f"Did you mean `{near[0]}`?" if near else "Leave `variant` out.",
            )
        check_whole([part / name for name in kept], option)
        return
    plain = [name for name in weights if name.count(".") == 1 or "-of-" in name]
    if plain:
        check_whole([part / name for name in plain], option)
        return
    pickles = [name for name in names if name.endswith(PICKLES)]
    if pickles and not weights:
        raise InputError(
            f"{part / pickles[0]} is a pickle, which can run code when it is loaded, and there "
            "are no .safetensors beside it.",
            hint="Use a checkpoint in safetensors, or convert one that you trust: load it in "
            "diffusers and `save_pretrained(..., safe_serialization=True)`.",
        )
    if weights:
        raise InputError(
            f"{part} has only the variants {', '.join(_variants(weights))} of its weights.",
            hint=f"Say `variant: {_variants(weights)[0]}`.",
        )
    kind = f" of the variant `{variant}`" if variant else ""
    raise InputError(
        f"{part} has no weights{kind} (.safetensors).",
        hint="Download the model again, or correct `variant`: some have only one such as fp16, "
        "others only pickles, which are not loaded.",
    )


def _variants(names: Collection[str]) -> list[str]:
    return sorted({name.split(".")[1].split("-")[0] for name in names if name.count(".") > 1})
