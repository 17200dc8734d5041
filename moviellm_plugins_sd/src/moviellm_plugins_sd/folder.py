"""Looking at a model's folder before anything in it is loaded."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from moviellm import InputError

INDEX = "model_index.json"
_PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl")
_MODELS = ("unet", "vae", "text_encoder", "text_encoder_2", "transformer", "safety_checker")
_PAINTERS = {
    "StableDiffusionPipeline": "sd",
    "StableDiffusionXLPipeline": "sdxl",
    "StableDiffusionXLImg2ImgPipeline": "sdxl (as its `refiner`)",
}


def check_folder(
    folder: Path, classes: Collection[str], *, variant: str | None, option: str
) -> None:
    """See that a folder holds a model of the right kind, whole and in safetensors.

    Args:
        folder: In diffusers' format.
        classes: The pipeline classes that will do.
        variant: The variant of the weights that is to be read.
        option: The option that names the folder.

    Raises:
        InputError: It does not; says what is there instead.
    """
    _refuse_file(folder, option)
    index = _index(folder, option)
    _refuse_class(folder, index.get("_class_name"), classes, option)
    for part in _MODELS:
        if isinstance(index.get(part), list) and index[part][0] is not None:
            check_part(folder / part, variant=variant, option=option)


def _refuse_file(folder: Path, option: str) -> None:
    if not folder.is_file():
        return
    if folder.suffix in _PICKLES:
        raise InputError(
            f"{folder} (option `{option}`) is a pickle, which can run code when it is loaded.",
            hint="Use a folder with .safetensors files; a checkpoint that you trust is converted "
            "by diffusers' scripts/convert_original_stable_diffusion_to_diffusers.py.",
        )
    raise InputError(
        f"{folder} (option `{option}`) is a single file, and a folder in diffusers' format is "
        "needed.",
        hint="Load it once with `from_single_file` and `save_pretrained` it, in diffusers.",
    )


def _index(folder: Path, option: str) -> Mapping[str, Any]:
    if not folder.is_dir():
        raise InputError(
            f"The folder {folder} (option `{option}`) is not there.",
            hint="Give a folder in diffusers' format, or a hub id with its `revision`.",
        )
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        inside = sorted(path.parent.name for path in folder.glob(f"*/{INDEX}"))
        near = f" `{inside[0]}` in it is one." if inside else ""
        raise InputError(
            f"{folder} (option `{option}`) is no model in diffusers' format: it has no {INDEX}.",
            hint=f"Give the folder that `save_pretrained` wrote.{near}",
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder / INDEX} cannot be read: {error}.", hint="Download the model again."
        ) from error
    if not isinstance(index, dict):
        raise InputError(f"{folder / INDEX} is no index.", hint="Download the model again.")
    return index


def _refuse_class(folder: Path, found: object, classes: Collection[str], option: str) -> None:
    if found in classes:
        return
    painter = _PAINTERS.get(str(found))
    hint = f"The painter `{painter}` takes it." if painter else f"It takes {', '.join(classes)}."
    raise InputError(
        f"{folder} (option `{option}`) holds a {found}, and a {' or '.join(classes)} is needed.",
        hint=hint,
    )


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
        return
    plain = [name for name in weights if name.count(".") == 1 or "-of-" in name]
    if plain:
        return
    pickles = [name for name in names if name.endswith(_PICKLES)]
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
