"""Prompts as embeddings, by the text encoders of a pipeline and of any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from moviellm_plugins_sd.lru_cache import LruCache
from moviellm_plugins_sd.prompt.windows import Window, windows_of

_WINDOWS, _PHRASES, _PROMPTS = 256, 8_192, 32
"""What is kept: about 80 MB of encoded windows for SDXL, the tokens of phrases, whole prompts."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """A prompt as a model reads it.

    Attributes:
        states: (windows x window length, width).
        pooled: (width), of the first window; None for encoders without.
    """

    states: torch.Tensor
    pooled: torch.Tensor | None


class TextTower:
    """One text encoder with its tokenizer.

    Args:
        tokenizer: A CLIP tokenizer.
        model: A CLIP text model.
        penultimate: Take the last but one hidden state, as SDXL does, not the last.
        device: Where it computes; by default where its weights are, which are elsewhere when it
            is offloaded.
    """

    def __init__(
        self,
        tokenizer: Any,
        model: Any,
        *,
        penultimate: bool,
        device: torch.device | None = None,
    ) -> None:
        self.tokenizer = tokenizer
        self.model = model
        self.length = min(
            int(tokenizer.model_max_length), int(model.config.max_position_embeddings)
        )
        self._penultimate = penultimate
        self._device = device
        self._encoded: LruCache[tuple[int, ...], Embedding] = LruCache(_WINDOWS)
        self._phrases: LruCache[str, tuple[int, ...]] = LruCache(_PHRASES)

    def windows(self, prompt: str) -> tuple[Window, ...]:
        """The prompt in windows of this encoder's length less start and end."""
        return windows_of(prompt, self._tokens, self.length - 2)

    def encode(self, windows: Sequence[Window], count: int) -> Embedding:
        """Encode windows, and empty ones up to ``count``."""
        filled = [*windows, *[Window()] * (count - len(windows))]
        states = [self._weighted(window) for window in filled]
        return Embedding(torch.cat(states), self._read(filled[0]).pooled)

    def _tokens(self, text: str) -> tuple[int, ...]:
        return self._phrases.get(text, lambda: self._tokenized(text))

    def _tokenized(self, text: str) -> tuple[int, ...]:
        return tuple(self.tokenizer(text, add_special_tokens=False, verbose=False).input_ids)

    def _weighted(self, window: Window) -> torch.Tensor:
        """The states of a window, each scaled by its weight; their common length stays."""
        states = self._read(window).states
        if all(weight == 1.0 for weight in window.weights):
            return states
        padding = self.length - 1 - len(window)
        scale = torch.tensor([1.0, *window.weights, *[1.0] * padding], device=states.device)
        weighted = states.float() * scale[:, None]
        weighted *= states.float().norm() / weighted.norm()
        return weighted.to(states.dtype)

    def _read(self, window: Window) -> Embedding:
        return self._encoded.get(window.ids, lambda: self._encode(window.ids))

    @torch.no_grad()
    def _encode(self, ids: tuple[int, ...]) -> Embedding:
        """Encode one window by itself, so that no other text changes its last bits."""
        start, end = self.tokenizer.bos_token_id, self.tokenizer.eos_token_id
        padding = [self.tokenizer.pad_token_id] * (self.length - 2 - len(ids))
        device = self._device or self.model.device
        tokens = torch.tensor([[start, *ids, end, *padding]], device=device)
        mask = None
        if getattr(self.model.config, "use_attention_mask", None):
            read = [1] * (2 + len(ids)) + [0] * len(padding)
            mask = torch.tensor([read], device=device)
        output = self.model(tokens, attention_mask=mask, output_hidden_states=True)
        if self._penultimate:
            pooled = output[0][0] if output[0].ndim == 2 else None
            return Embedding(output.hidden_states[-2][0], pooled)
        return Embedding(output[0][0], None)


class PromptEncoder:
    """All text encoders of a pipeline; their states stand side by side.

    Args:
        towers: In the order in which the model takes their states.
    """

    def __init__(self, towers: Sequence[TextTower]) -> None:
        self._towers = towers
        self._kept: LruCache[tuple[str, str], tuple[Embedding, Embedding]] = LruCache(_PROMPTS)

    def encode(self, prompt: str, negative: str) -> tuple[Embedding, Embedding]:
        """Encode a prompt and what it is held against, in as many windows each."""
        return self._kept.get((prompt, negative), lambda: self._both(prompt, negative))

    def _both(self, prompt: str, negative: str) -> tuple[Embedding, Embedding]:
        both = [[tower.windows(text) for tower in self._towers] for text in (prompt, negative)]
        count = max(len(windows) for text in both for windows in text)
        first, second = (self._encode(text, count) for text in both)
        return first, second

    def _encode(self, windows: Sequence[Sequence[Window]], count: int) -> Embedding:
        parts = [tower.encode(w, count) for tower, w in zip(self._towers, windows, strict=True)]
        states = torch.cat([part.states for part in parts], dim=-1)
        return Embedding(states, parts[-1].pooled)
