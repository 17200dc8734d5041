"""Loading a pipeline through diffusers' own `from_pretrained`, from a folder or the hub."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from moviellm import InputError

from moviellm_plugins_sd.config import Checkpoint
from moviellm_plugins_sd.engine.hub import folder_of
from moviellm_plugins_sd.engine.weights import load_weights, refusal
from moviellm_plugins_sd.folder import MODELS, check_folder, named_parts, read_index
from moviellm_plugins_sd.folder_parts import check_settings

_PADDED = 0.9
"""A vocabulary fills at least so much of the encoder's table, which may be padded by a few rows."""

_STRANGE = 0.01
"""Of a vocabulary at most so much was put in by hand."""


def load_pipeline(
    kind: type[Any],
    checkpoint: Checkpoint,
    *,
    dtype: torch.dtype,
    option: str = "model",
    **parts: Any,
) -> Any:
    """Load a diffusers pipeline from safetensors; no code of a model runs.

    Args:
        kind: The pipeline's class.
        checkpoint: Where it comes from.
        dtype: Of its weights.
        option: The option that names it.
        **parts: Components to use in place of those of the folder.

    Raises:
        InputError: The folder or the hub does not have it, or something else is there.
    """
    folder = folder_of(checkpoint, option)
    check_folder(folder, checkpoint.pipelines, variant=checkpoint.variant, option=option)
    _check_scheduler(folder, option)
    loaded = dict(_loaded(folder, checkpoint, parts, dtype=dtype, option=option))
    try:
        pipeline = kind.from_pretrained(
            folder,
            dtype=dtype,
            variant=checkpoint.variant,
            use_safetensors=True,
            local_files_only=True,
            **loaded,
            **parts,
        )
    except Exception as error:  # diffusers and transformers have no common base for their errors
        raise refusal(
            f"The model in {folder} (option `{option}`) cannot be loaded", error
        ) from error
    _check_vocabularies(pipeline, folder, option)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _loaded(
    folder: Path, checkpoint: Checkpoint, but: Collection[str], *, dtype: torch.dtype, option: str
) -> Iterator[tuple[str, Any]]:
    """Every part that has weights, with all of them, by its name."""
    index = read_index(folder, option)
    for part in named_parts(index):
        if part in MODELS and part not in but:
            yield (
                part,
                load_weights(
                    _class_of(index[part], folder / part, option),
                    folder / part,
                    option=option,
                    dtype=dtype,
                    variant=checkpoint.variant,
                    local_files_only=True,
                ),
            )


def _class_of(named: list[str], part: Path, option: str) -> type[Any]:
    """The class that an index names; no code that comes with a model is imported."""
    library, name = named[0], named[-1]
    known = {"diffusers": diffusers, "transformers": transformers}
    home = known.get(library) or getattr(diffusers.pipelines, library, None)
    kind = getattr(home, name, None)
    if isinstance(kind, type) and hasattr(kind, "from_pretrained"):
        return kind
    raise InputError(
        f"{part} (option `{option}`) is a {name} of {library}, which is not known here.",
        hint="Take a model whose parts are of diffusers and transformers, or a newer version of "
        "both; code that comes with a model is never run.",
    )


def _check_scheduler(folder: Path, option: str) -> None:
    """See that the scheduler's settings are those of a scheduler that is known."""
    file = folder / "scheduler" / "scheduler_config.json"
    name = check_settings(file, option).get("_class_name", "") if file.exists() else ""
    if name and not hasattr(diffusers, str(name)):
        raise InputError(
            f"{file} (option `{option}`) holds the settings of a {name}, which is not known here.",
            hint="Download it again, or take a newer version of diffusers.",
        )


def _check_vocabularies(pipeline: Any, folder: Path, option: str) -> None:
    """See that each tokenizer is whole and numbers the rows of its text encoder's table."""
    for part in ("text_encoder", "text_encoder_2"):
        tokenizer = getattr(pipeline, part.replace("text_encoder", "tokenizer"), None)
        encoder = getattr(pipeline, part, None)
        if tokenizer is None or encoder is None:
            continue
        rows, words = encoder.get_input_embeddings().weight.shape[0], len(tokenizer)
        if not rows * _PADDED <= words <= rows:
            raise InputError(
                f"The tokenizer in {folder} (option `{option}`) knows {words} tokens, and the "
                f"{part} has {rows}: they do not belong together.",
                hint="Download the model again.",
            )
        if _unreachable(tokenizer) > words * _STRANGE:
            raise InputError(
                f"The tokenizer in {folder} (option `{option}`) is not whole: it has words for "
                f"the {part} that no merge makes.",
                hint="Download it again: merges.txt or tokenizer.json is cut off.",
            )


def _unreachable(tokenizer: Any) -> int:
    """How many words of a vocabulary no merge makes, of a tokenizer that merges letters."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        return 0
    told = json.loads(backend.to_str())
    model, known = told["model"], {one["content"] for one in told["added_tokens"]}
    if model["type"] != "BPE":
        return 0
    known |= {"".join(pair) for pair in model["merges"]}
    suffix = model.get("end_of_word_suffix") or ""
    return sum(word not in known and len(word.removesuffix(suffix)) > 1 for word in model["vocab"])
