"""People who look like their portraits: IP-Adapter, with a mask for each of them.

arXiv 2308.06721, by diffusers' `load_ip_adapter` and `IPAdapterMaskProcessor`. Masks make the
adapter see each portrait only where that person stands.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import torch
from diffusers.image_processor import IPAdapterMaskProcessor
from PIL import Image
from transformers import CLIPVisionModelWithProjection

from moviellm_plugins_sd.config import IpAdapter
from moviellm_plugins_sd.engine.adapter_file import check_adapter
from moviellm_plugins_sd.engine.model import BANDS, Reference
from moviellm_plugins_sd.engine.weights import load_weights, refusal
from moviellm_plugins_sd.lru_cache import LruCache

_PORTRAITS_ENCODED = 64
"""So many portraits are kept encoded, on the device: at most 1.3 MB each in half precision."""


class PortraitAdapter:
    """An IP-Adapter in a pipeline.

    Args:
        pipeline: Gets the adapter; not yet offloaded.
        options: Where it lies and how strong it is.
        guides: Whether pictures are painted with classifier-free guidance.
        device: Where it computes.

    Raises:
        InputError: It is for another kind of model.
    """

    def __init__(
        self, pipeline: Any, options: IpAdapter, *, guides: bool, device: torch.device
    ) -> None:
        self._pipeline = pipeline
        self._scale = options.scale
        self._guides = guides
        self._device = device
        self._known: LruCache[bytes, tuple[torch.Tensor, torch.Tensor]] = LruCache(
            _PORTRAITS_ENCODED
        )
        encoder = load_weights(
            CLIPVisionModelWithProjection,
            options.image_encoder,
            option="ip_adapter.image_encoder",
            dtype=pipeline.dtype,
        )
        check_adapter(options.file, pipeline.unet, encoder.config)
        pipeline.register_modules(image_encoder=encoder)
        try:
            pipeline.load_ip_adapter(
                str(options.file.parent), subfolder="", weight_name=options.file.name
            )
        except Exception as error:  # diffusers has no common base for its errors
            raise refusal(
                f"The IP-Adapter {options.file} cannot be put on this model", error
            ) from error
        plain = type(pipeline.unet.encoder_hid_proj.image_projection_layers[0]).__name__
        self._hidden = plain != "ImageProjection"
        self._nobody = _png(Image.new("RGB", (64, 64)))

    def arguments(self, references: Sequence[Reference], size: tuple[int, int]) -> dict[str, Any]:
        """What the pipeline is called with for pictures of these people at these places.

        Args:
            references: One or two; none switches the adapter off.
            size: Width and height in pixels.
        """
        portraits = [reference.portrait for reference in references] or [self._nobody]
        seen, unseen = zip(*map(self._embedded, portraits), strict=True)
        embeds = torch.stack(seen, dim=1)
        if self._guides:
            embeds = torch.cat([torch.stack(unseen, dim=1), embeds])
        if not references:
            self.rest()
            return {"ip_adapter_image_embeds": [embeds]}
        self._pipeline.set_ip_adapter_scale([[self._scale] * len(references)])
        masks = _masks([reference.band for reference in references], size)
        return {
            "ip_adapter_image_embeds": [embeds],
            "cross_attention_kwargs": {"ip_adapter_masks": [masks]},
        }

    def rest(self) -> None:
        """Let nobody be seen until people are asked for again."""
        self._pipeline.set_ip_adapter_scale(0.0)

    def _embedded(self, portrait: bytes) -> tuple[torch.Tensor, torch.Tensor]:
        """A portrait as the adapter reads it, and what it is held against; each once."""
        return self._known.get(portrait, lambda: self._embed(portrait))

    @torch.no_grad()
    def _embed(self, portrait: bytes) -> tuple[torch.Tensor, torch.Tensor]:
        image = Image.open(io.BytesIO(portrait)).convert("RGB")
        pair: tuple[torch.Tensor, torch.Tensor] = self._pipeline.encode_image(
            image, self._device, 1, self._hidden
        )
        return pair


def _masks(bands: Sequence[tuple[int, int]], size: tuple[int, int]) -> torch.Tensor:
    """One mask a band, (1, bands, height, width)."""
    width, height = size
    images = []
    for first, last in bands:
        mask = Image.new("L", (width, height))
        mask.paste(255, (first * width // BANDS, 0, last * width // BANDS, height))
        images.append(mask)
    masks: torch.Tensor = IPAdapterMaskProcessor().preprocess(images, height=height, width=width)
    return masks.reshape(1, len(bands), *masks.shape[-2:])


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
