"""The vision towers of LLaMA-VID and Video-ChatGPT, from a folder of safetensors weights."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from moviellm import InputError
from PIL import Image
from transformers import Blip2VisionModel, CLIPVisionModel

from moviellm_plugin_trainers.config import FeatureConfig

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 224
_MEAN = (0.48145466, 0.4578275, 0.40821073)
_STD = (0.26862954, 0.26130258, 0.27577711)


class _Tower:
    """What both towers share: 224 x 224 pixels, normalised as CLIP's are; hidden states of a layer.

    Args:
        config: Names the folder of weights and the device.
        shape: What the trainer wants; weights of another shape are refused by the caller.
    """

    model: Any
    layer: int
    first_token: int

    def __init__(self, config: FeatureConfig, shape: tuple[int, int]) -> None:
        folder = Path(config.model)
        if not config.model or not (folder / "config.json").is_file():
            raise InputError(
                f"The extractor {config.extractor} finds no weights in {config.model!r}.",
                hint="Give `model` a folder with config.json and model.safetensors.",
            )
        tower = self.model.from_pretrained(
            folder, use_safetensors=True, local_files_only=True, dtype=torch.float32
        )
        self._tower = tower.eval().to(config.device)
        patches = (SIDE // tower.config.patch_size) ** 2
        self.shape = (patches + 1 - self.first_token, tower.config.hidden_size)
        self._mean = torch.tensor(_MEAN).view(3, 1, 1)
        self._std = torch.tensor(_STD).view(3, 1, 1)

    def features(self, pictures: Sequence[bytes]) -> NDArray[np.float16]:
        """Return the hidden states of a layer, float16 of ``(len(pictures), *shape)``."""
        pixels = torch.stack([self._pixels(data) for data in pictures]).to(self._tower.device)
        with torch.inference_mode():
            states = self._tower(pixel_values=pixels, output_hidden_states=True).hidden_states
        kept = states[self.layer][:, self.first_token :]
        made: NDArray[np.float16] = kept.cpu().numpy().astype("float16")
        return made

    def _pixels(self, data: bytes) -> torch.Tensor:
        """Shorter side to 224 pixels, the middle cut out, values normalised: CLIPImageProcessor."""
        with Image.open(io.BytesIO(data)) as image:
            scale = SIDE / min(image.size)
            wide, high = (max(SIDE, round(length * scale)) for length in image.size)
            small = image.convert("RGB").resize((wide, high), Image.Resampling.BICUBIC)
        left, top = (wide - SIDE) // 2, (high - SIDE) // 2
        square = small.crop((left, top, left + SIDE, top + SIDE))
        values = torch.frombuffer(bytearray(square.tobytes()), dtype=torch.uint8)
        return (values.view(SIDE, SIDE, 3).permute(2, 0, 1) / 255 - self._mean) / self._std


class EvaFeatures(_Tower):
    """EVA-ViT-g as BLIP-2 has it: 257 tokens of 1408, the last block's output before its norm.

    Source: LLaMA-VID, ``llamavid/model/multimodal_encoder/eva_vit.py`` (EVAVisionTowerLavis).
    """

    model, layer, first_token = Blip2VisionModel, -1, 0


class ClipFeatures(_Tower):
    """CLIP ViT-L/14: 256 patch tokens of 1024 from the last layer but one.

    Source: Video-ChatGPT, ``scripts/save_spatio_temporal_clip_features.py``.
    """

    model, layer, first_token = CLIPVisionModel, -2, 1
