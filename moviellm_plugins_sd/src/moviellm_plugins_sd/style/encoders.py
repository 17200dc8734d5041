"""The text encoders of a pipeline, and prompts in which new vectors stand for a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from moviellm import InputError


@dataclass(frozen=True)
class Encoder:
    """A text encoder with its tokenizer.

    Attributes:
        name: What embedding files call it: ``clip_l``, ``clip_g``.
    """

    name: str
    tokenizer: Any
    model: Any

    @property
    def width(self) -> int:
        """The length of its token vectors."""
        return int(self.model.get_input_embeddings().weight.shape[1])

    @property
    def limit(self) -> int:
        """The most tokens of a prompt, the two at its ends included."""
        longest = self.model.config.max_position_embeddings
        return min(int(self.tokenizer.model_max_length), int(longest))

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text, without those at its ends."""
        return list(self.tokenizer(text, add_special_tokens=False).input_ids)


def encoders_of(pipeline: Any) -> tuple[Encoder, ...]:
    """The text encoders of a pipeline: one for Stable Diffusion 1.x and 2.x, two for SDXL.

    An SDXL refiner has the second only.
    """
    pairs = (("clip_l", "tokenizer", "text_encoder"), ("clip_g", "tokenizer_2", "text_encoder_2"))
    return tuple(
        Encoder(name, getattr(pipeline, tokenizer), getattr(pipeline, model))
        for name, tokenizer, model in pairs
        if getattr(pipeline, model, None) is not None
    )


def is_xl(pipeline: Any) -> bool:
    """Whether the denoiser is told sizes and a pooled prompt, as SDXL is."""
    return bool(pipeline.unet.config.addition_embed_type == "text_time")


@dataclass(frozen=True)
class Prompts:
    """Tokenised prompts with slots for new vectors.

    Attributes:
        ids: Token ids, (prompts, limit); an ordinary token stands in each slot.
        slots: Which new vector each position takes, (prompts, limit); -1 where none.
    """

    ids: torch.Tensor
    slots: torch.Tensor


def tokenize(encoder: Encoder, templates: Sequence[str], vectors: int) -> Prompts:
    """Tokenise templates; ``{}`` becomes that many slots, as a word of its own.

    Raises:
        InputError: A template is longer than the encoder reads.
    """
    rows, slots = [], []
    for template in templates:
        before, after = map(encoder.tokens, template.split("{}"))
        length = 2 + len(before) + vectors + len(after)
        if length > encoder.limit:
            raise InputError(
                f"The template {template!r} has {length} tokens; the text encoder reads at most "
                f"{encoder.limit}.",
                hint="Shorten it in the painter's `style.templates`.",
            )
        start, end = encoder.tokenizer.bos_token_id, encoder.tokenizer.eos_token_id
        padding = [encoder.tokenizer.pad_token_id] * (encoder.limit - length)
        stand_in = encoder.tokens("a")[:1] * vectors
        rows.append([start, *before, *stand_in, *after, end, *padding])
        lead = 1 + len(before)
        slots.append([-1] * lead + [*range(vectors)] + [-1] * (encoder.limit - lead - vectors))
    return Prompts(torch.tensor(rows), torch.tensor(slots))


@contextmanager
def filled(encoder: Encoder, slots: torch.Tensor, rows: torch.Tensor) -> Iterator[None]:
    """Let the encoder see ``rows`` (vectors, width) in the slots while the context lasts."""

    def fill(_module: Any, _inputs: Any, output: torch.Tensor) -> torch.Tensor:
        taken = rows[slots.clamp(min=0)].to(output.dtype)
        return torch.where((slots >= 0)[..., None], taken, output)

    hook = encoder.model.get_input_embeddings().register_forward_hook(fill)
    try:
        yield
    finally:
        hook.remove()


def encode(
    encoders: Sequence[Encoder],
    prompts: Sequence[Prompts],
    rows: Sequence[torch.Tensor],
    *,
    penultimate: bool,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Encode prompts as the pipeline does.

    Args:
        encoders: All encoders of the pipeline.
        prompts: The same prompts, tokenised for each of them.
        rows: The new vectors of each of them, (vectors, width).
        penultimate: Take the last but one hidden state, as SDXL does.

    Returns:
        Hidden states (prompts, limit, sum of widths) and the pooled state of the last encoder.
    """
    states = []
    pooled = None
    with ExitStack() as fillings:
        for encoder, prompt, new in zip(encoders, prompts, rows, strict=True):
            fillings.enter_context(filled(encoder, prompt.slots.to(new.device), new))
            output = encoder.model(prompt.ids.to(new.device), output_hidden_states=True)
            states.append(output.hidden_states[-2] if penultimate else output.last_hidden_state)
            pooled = output[0] if penultimate else output.last_hidden_state
    assert pooled is not None
    return torch.cat(states, dim=-1), pooled
