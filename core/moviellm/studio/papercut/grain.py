"""The tooth of the paper: a fine texture that every picture is multiplied with."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
_MARGIN = 64
"""How far the texture may be shifted from picture to picture, in pixels."""


@lru_cache(maxsize=2)
def _texture(width: int, height: int) -> npt.NDArray[np.uint16]:
    """Fibres and specks as factors of 256 (height, width, 4), a little larger than a picture."""
    rng = np.random.Generator(np.random.PCG64(20_260_101))
    shape = (height + _MARGIN, width + _MARGIN)
    fine = rng.standard_normal(shape, np.float32)
    soft = (fine + np.roll(fine, 1, 0) + np.roll(fine, 1, 1) + np.roll(fine, (1, 1), (0, 1))) / 2
    fibre = sum(np.roll(soft, shift, 1) for shift in range(5)) / 2.2
    coarse = rng.standard_normal((shape[0] // 16 + 2, shape[1] // 16 + 2), np.float32)
    cloud = np.kron(coarse, np.ones((16, 16), np.float32))[: shape[0], : shape[1]]
    for axis in (0, 1):
        cloud = np.mean([np.roll(cloud, shift, axis) for shift in range(16)], axis=0)
    factor = 0.98 - 0.008 * soft - 0.006 * fibre + 0.02 * cloud
    levels = np.clip(factor * 256, 228, 256).astype(np.uint16)
    return np.repeat(levels[:, :, None], 4, axis=2)


def apply_grain(pixels: Bytes, seed: int) -> None:
    """Multiply a picture (height, width, 4) with the texture, shifted by its seed, in place."""
    height, width = pixels.shape[:2]
    y, x = seed % _MARGIN, seed // _MARGIN % _MARGIN
    texture = _texture(width, height)[y : y + height, x : x + width]
    product = np.multiply(pixels, texture, dtype=np.uint16)
    np.right_shift(product, 8, out=product)
    np.copyto(pixels, product, casting="unsafe")
