"""The diffusion painters against calls of the same diffusers pipelines with the same batches.

    OMP_NUM_THREADS=1 python bench/bench_sd.py [PICTURES]        default: 24 pictures a turn

Tiny models with random weights, on a processor, 64 x 64 pixels, 4 steps, one picture a batch:

- bare: the pipeline is called with finished prompt embeddings and generators, nothing else
- painter: wording, token counts, weights, embeddings, portraits, checks, marked JPEG, SHA-256
  of the file as the engine makes it

Bare and painter take turns, and the ratio is that of the fastest turns. The limit is 1.05 times
the bare calls, in wall time or, on a machine that others use too, in time of the processor. Also
told: hashing a checkpoint, for `moviellm plan`.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from moviellm.film import Slate, slates
from moviellm.testing import make_context, tiny_screenplay, tiny_storyboard
from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugin_sdxl.impl import StableDiffusionXLPainter
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.model import PictureSpec, generators_of
from moviellm_plugins_sd.engine.painter import DiffusionPainter
from moviellm_plugins_sd.engine.pipelines import PipelineModel, pooled_arguments, prompt_arguments
from moviellm_plugins_sd.identity import folder_digest
from moviellm_plugins_sd.prompt.wording import picture_words
from moviellm_plugins_sd.sd.impl import StableDiffusionPainter

sys.path.append(str(Path(__file__).parents[1] / "tests" / "support"))
import tiny_diffusion

LIMIT = 1.05
TURNS = 5
STEPS = 4


def board(pictures: int) -> list[Slate]:
    """So many slates, each with words and a seed of its own."""
    known = list(slates(tiny_screenplay(), tiny_storyboard()))
    return [
        known[n % len(known)].model_copy(
            update={"seed": n, "prompt": f"{known[n % len(known)].prompt} Frame {n}."}
        )
        for n in range(pictures)
    ]


def bare(model: PipelineModel, specs: Sequence[PictureSpec]) -> Callable[[], None]:
    """Calls of the pipeline with what the painter would give it."""
    config = model.config
    encoder = model.encoder_of(model.pipeline)  # the painter's own stays as cold as it is
    pairs = [encoder.encode(spec.prompt, config.negative) for spec in specs]
    xl = hasattr(model.pipeline, "tokenizer_2")
    given = [
        {
            **prompt_arguments([pair], guides=True),
            **(pooled_arguments([pair], guides=True) if xl else {}),
            "width": spec.size[0],
            "height": spec.size[1],
        }
        for pair, spec in zip(pairs, specs, strict=True)
    ]

    def calls() -> None:
        for spec, arguments in zip(specs, given, strict=True):
            model.pipeline(
                num_inference_steps=STEPS,
                guidance_scale=config.guidance,
                generator=generators_of([spec]),
                output_type="pt",
                **arguments,
            )

    return calls


def painted(painter: DiffusionPainter, specs: Sequence[Slate]) -> Callable[[], None]:
    """The painter's work on the same slates, hashed as the engine does."""

    def calls() -> None:
        for painting in painter.moviellm_paint(specs, make_context()):
            hashlib.sha256(painting.data).hexdigest()

    return calls


def seconds(work: Callable[[], None]) -> tuple[float, float]:
    """How long it takes, and how much of the processor's time."""
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - busy


def compare(name: str, painter: DiffusionPainter, pictures: int) -> bool:
    """Print how long both take; tell whether the painter keeps the limit."""
    ready = painter._ready(make_context())
    model = ready._model
    assert isinstance(model, PipelineModel)
    warm = board(2)
    list(painter.moviellm_paint(warm, make_context()))
    fastest = [(float("inf"), float("inf"))] * 2
    for turn in range(TURNS):
        frames = [s.model_copy(update={"prompt": f"{s.prompt} {turn}"}) for s in board(pictures)]
        specs = [PictureSpec(picture_words(slate), slate.seed, (64, 64)) for slate in frames]
        taken = seconds(bare(model, specs)), seconds(painted(painter, frames))
        fastest = [
            (min(w, wall), min(b, busy))
            for (w, b), (wall, busy) in zip(fastest, taken, strict=True)
        ]
    (wall, busy), (painter_wall, painter_busy) = fastest
    ratios = painter_wall / wall, painter_busy / busy
    print(
        f"{name:5} bare {1_000 * wall / pictures:7.1f} ms  painter "
        f"{1_000 * painter_wall / pictures:7.1f} ms a picture  x {ratios[0]:.3f}, of the "
        f"processor's time x {ratios[1]:.3f}"
    )
    return min(ratios) <= LIMIT


def main() -> None:
    torch.set_num_threads(1)
    pictures = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = str(tiny_diffusion.tiny_sd(folder / "sd"))
        large = str(tiny_diffusion.tiny_sdxl(folder / "sdxl"))
        sd = StableDiffusionPainter(StableDiffusion(model=small, steps=STEPS))
        sdxl = StableDiffusionXLPainter(StableDiffusionXL(model=large, steps=STEPS))
        kept = [compare("sd", sd, pictures), compare("sdxl", sdxl, pictures)]
        big = folder / "big"
        big.mkdir()
        (big / "model.safetensors").write_bytes(bytes(2**29))
        took, _ = seconds(lambda: folder_digest(big))
        print(f"hashing a checkpoint: {0.5 / took:.1f} GB/s")
    sys.exit(not all(kept))


if __name__ == "__main__":
    main()
