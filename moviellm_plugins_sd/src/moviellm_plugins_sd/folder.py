"""Looking at a model's folder before anything in it is loaded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from moviellm import InputError

from moviellm_plugins_sd.folder_parts import PICKLES, check_part, check_settings, check_tokenizer

INDEX = "model_index.json"
MODELS = (
    "unet", "vae", "text_encoder", "text_encoder_2", "transformer", "safety_checker",
    "image_encoder",
)  # fmt: skip
"""Parts that have weights."""
_SETTINGS = {
    "scheduler": "scheduler_config.json",
    "feature_extractor": "preprocessor_config.json",
    "image_processor": "preprocessor_config.json",
}
"""Parts that are a file of settings."""
_WANTED = ("unet", "vae", "scheduler")
_SINGLE = "load it with `from_single_file` and `save_pretrained` it, in diffusers."
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
    index = read_index(folder, option)
    _refuse_class(folder, index.get("_class_name"), classes, option)
    _refuse_gaps(folder, index, option)
    for part in named_parts(index):
        if part in MODELS:
            check_part(folder / part, variant=variant, option=option)
        elif part.startswith("tokenizer"):
            check_tokenizer(folder / part, option)
        elif part in _SETTINGS:
            check_settings(folder / part / _SETTINGS[part], option)


def named_parts(index: Mapping[str, Any]) -> list[str]:
    """The parts that an index names; ``null`` stands for none."""
    return [part for part, kind in index.items() if isinstance(kind, list) and any(kind)]


def read_index(folder: Path, option: str) -> Mapping[str, Any]:
    """The index of a model in diffusers' format.

    Raises:
        InputError: The folder has none, or none that can be read.
    """
    if not folder.is_dir():
        raise InputError(
            f"The folder {folder} (option `{option}`) is not there.",
            hint="Give a folder in diffusers' format, or a hub id with its `revision`.",
        )
    if not (folder / INDEX).is_file():
        inside = sorted(path.parent.name for path in folder.glob(f"*/{INDEX}"))
        near = f" `{inside[0]}` in it is one." if inside else ""
        single = sorted(path.name for path in folder.glob("*.safetensors"))
        if single and not inside:
            near = f" {single[0]} in it is a single file: {_SINGLE}"
        raise InputError(
            f"{folder} (option `{option}`) is no model in diffusers' format: it has no {INDEX}.",
            hint=f"Give the folder that `save_pretrained` wrote.{near}",
        )
    return check_settings(folder / INDEX, option)


def _refuse_file(folder: Path, option: str) -> None:
    if not folder.is_file():
        return
    if folder.suffix in PICKLES:
        raise InputError(
            f"{folder} (option `{option}`) is a pickle, which can run code when it is loaded.",
            hint="Use a folder with .safetensors files; a checkpoint that you trust is converted "
            "by diffusers' scripts/convert_original_stable_diffusion_to_diffusers.py.",
        )
    raise InputError(
        f"{folder} (option `{option}`) is a single file, and a folder in diffusers' format is "
        "needed.",
        hint=f"A folder is made of it once: {_SINGLE}",
    )


def _refuse_gaps(folder: Path, index: Mapping[str, Any], option: str) -> None:
    parts = set(named_parts(index))
    wanted = _WANTED if index.get("_class_name") in _PAINTERS else ()
    tokenizers = [part.replace("text_encoder", "tokenizer") for part in parts if "text_" in part]
    for part in (*wanted, *sorted(tokenizers)):
        if part not in parts:
            raise InputError(
                f"{folder / INDEX} (option `{option}`) names no {part}, which the model needs.",
                hint="Download the model again.",
            )


def _refuse_class(folder: Path, found: object, classes: Collection[str], option: str) -> None:
    if found in classes:
        return
    painter = _PAINTERS.get(str(found))
    hint = f"The painter `{painter}` takes it." if painter else f"It takes {', '.join(classes)}."
    raise InputError(
        f"{folder} (option `{option}`) holds a {found}, and a {' or '.join(classes)} is needed.",
        hint=hint,
    )
