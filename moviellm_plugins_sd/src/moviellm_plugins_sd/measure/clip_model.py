"""The CLIP-family model that turns pictures into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import torch
import transformers
from moviellm import InputError
from numpy.typing import NDArray
from PIL import Image
from pydantic import ValidationError

from moviellm_plugins_sd.config import Checkpoint
from moviellm_plugins_sd.engine.device import device_of
from moviellm_plugins_sd.engine.memory import fitting
from moviellm_plugins_sd.engine.reasons import reason_of
from moviellm_plugins_sd.engine.weights import load_weights
from moviellm_plugins_sd.identity import folder_digest

FAMILY = ("CLIPModel", "CLIPVisionModelWithProjection", "SiglipModel")
"""The architectures that are known to give one vector a picture."""


class ClipModel:
    """Turns pictures into vectors of length one, whose dot product is their similarity.

    Args:
        checkpoint: A folder in transformers' format, or a hub id at a commit; safetensors only.
        device: Where it computes, as painters say it: ``auto``, ``cpu``, ``cuda:1``.

    Attributes:
        name: What the model is called in a report.
        device: Where it computes.
        revision: The commit of a hub id, or the digest of a folder's files.

    Raises:
        InputError: It is not there, is no model of this family, or not in safetensors; or the
            device is not here.
    """

    def __init__(self, checkpoint: Checkpoint, device: str) -> None:
        self.name = Path(checkpoint.model).name
        self.device = device_of(device)
        _refuse_pickles(checkpoint)
        kind, told = _kind(checkpoint)
        self.revision = checkpoint.revision or folder_digest(Path(checkpoint.model))
        try:
            self._prepare = _processor().from_pretrained(checkpoint.model, backend="pil", **told)
        except Exception as error:  # transformers has no common base for its errors
            raise _refused(checkpoint, error) from error
        model = load_weights(kind, checkpoint.model, option="--model", **told)
        self._model = model.to(self.device).eval()

    @fitting("A batch of pictures", hint="Give a smaller --batch-size.")
    @torch.inference_mode()
    def embed(self, images: Sequence[Image.Image]) -> NDArray[numpy.float32]:
        """Return a unit vector a picture, (pictures, width)."""
        pixels = self._prepare(images=list(images), return_tensors="pt")["pixel_values"]
        pixels = pixels.to(self.device, self._model.dtype)
        if hasattr(self._model, "get_image_features"):
            found = self._model.get_image_features(pixel_values=pixels).pooler_output
        else:
            found = self._model(pixel_values=pixels).image_embeds
        vectors: NDArray[numpy.float32] = found.float().cpu().numpy()
        lengths: NDArray[numpy.float32] = numpy.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / lengths


def checkpoint_of(model: str, revision: str | None) -> Checkpoint:
    """The checkpoint that options name.

    Raises:
        InputError: A hub id has no commit, or a folder has one.
    """
    try:
        return Checkpoint(model=model, revision=revision)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise InputError(
            f"--model {model}: {reason}.",
            hint="Give a folder, or a hub id with --revision and the commit's 40 characters.",
        ) from None


def _kind(checkpoint: Checkpoint) -> tuple[Any, dict[str, Any]]:
    """The model's class, and what it is loaded with."""
    told: dict[str, Any] = {"local_files_only": True}
    if checkpoint.revision is not None:
        told = {"revision": checkpoint.revision}
    elif not Path(checkpoint.model).is_dir():
        raise InputError(
            f"The folder {checkpoint.model} (option --model) is not there.",
            hint="Give the folder of a CLIP model, or a hub id with its --revision.",
        )
    try:
        config = transformers.AutoConfig.from_pretrained(checkpoint.model, **told)
    except Exception as error:  # transformers has no common base for its errors
        raise _refused(checkpoint, error) from error
    name = next(iter(config.architectures or ()), config.model_type)
    if name not in FAMILY:
        raise InputError(
            f"{checkpoint.model} (option --model) holds a {name}, which gives no vector a picture.",
            hint=f"Give one of {', '.join(FAMILY)}, openai/clip-vit-base-patch32 for example.",
        )
    return getattr(transformers, name), told


def _processor() -> Any:
    return transformers.AutoImageProcessor  # which transformers does not annotate


def _refuse_pickles(checkpoint: Checkpoint) -> None:
    where = Path(checkpoint.model)
    pickled = where.is_dir() and [*where.glob("*.bin"), *where.glob("*.pt")]
    if pickled and not list(where.glob("*.safetensors")):
        raise InputError(
            f"{pickled[0]} is a pickle, which can run code when it is loaded.",
            hint="Use a CLIP model in safetensors.",
        )


def _refused(checkpoint: Checkpoint, error: Exception) -> InputError:
    return InputError(
        f"The model {checkpoint.model} (option --model) cannot be loaded: {reason_of(error)}.",
        hint="Give the folder of a CLIP model with config.json, preprocessor_config.json and "
        "model.safetensors, or go online once for a hub id.",
    )
