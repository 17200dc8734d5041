"""Weights that fit their model: libraries fill what is missing with random numbers."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from moviellm import Cancelled, InputError

from moviellm_plugins_sd.engine.memory import is_out_of_memory
from moviellm_plugins_sd.engine.reasons import reason_of

_FEW = 3
"""So many tensors of a kind are named; a model of another size would name hundreds."""

_SIGHT, _SPEECH = ("vision_model.", "visual_projection."), ("text_model.", "text_projection.")
_OTHER_HALF = {
    "CLIPTextModel": (*_SIGHT, "text_projection.", "logit_scale"),
    "CLIPTextModelWithProjection": (*_SIGHT, "logit_scale"),
    "CLIPVisionModelWithProjection": (*_SPEECH, "logit_scale"),
}
"""What a folder may hold beside a class, since it holds the whole of CLIP."""


def load_weights(kind: type[Any], folder: Path | str, *, option: str, **told: Any) -> Any:
    """Load a model of diffusers or transformers that has all of its weights, and no others.

    Args:
        kind: The model's class.
        folder: Its own folder, or a hub id.
        option: The option that names it.
        **told: What ``from_pretrained`` is told beside.

    Raises:
        InputError: It cannot be loaded, or tensors are missing, unknown, or of other shapes.
    """
    try:
        model, info = kind.from_pretrained(
            folder,
            use_safetensors=True,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # refused below, by name
            **told,
        )
    except Cancelled:
        raise
    except Exception as error:  # the libraries have no common base for their errors
        raise refusal(
            f"The weights in {folder} (option `{option}`) cannot be loaded", error
        ) from error
    beside = _OTHER_HALF.get(kind.__name__, ())
    unknown = [name for name in info["unexpected_keys"] if not name.startswith(beside)]
    wrong = [
        *_told(info["missing_keys"], "missing"),
        *_told(unknown, "unknown to it"),
        *_told([name for name, *_ in info["mismatched_keys"]], "of another shape"),
    ]
    if wrong:
        raise InputError(
            f"The weights in {folder} (option `{option}`) cannot be loaded, since they do not fit "
            f"its config.json: {'; '.join(wrong)}.",
            hint="Download both again: either is damaged, or of another model. Painted with them, "
            "every picture would be another one.",
        )
    return model


def refusal(what: str, error: Exception) -> Exception:
    """What is raised when a library cannot load something.

    Memory that runs out is no fault of the file, and stays what it is.

    Args:
        what: The beginning of the sentence, up to the colon before the reason.
        error: The library's.
    """
    if is_out_of_memory(error) or isinstance(error, InputError):
        return error
    missing = isinstance(error, NotImplementedError)  # PyTorch: no data to copy, none was loaded
    return InputError(
        f"{what}: {'tensors are missing' if missing else reason_of(error)}.",
        hint="Download it again; a part is missing, damaged, or belongs to another model.",
    )


def _told(names: Collection[str], how: str) -> list[str]:
    if not names:
        return []
    named = ", ".join(f"`{name}`" for name in sorted(names)[:_FEW])
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return [f"{named}{more} {'is' if len(names) == 1 else 'are'} {how}"]
