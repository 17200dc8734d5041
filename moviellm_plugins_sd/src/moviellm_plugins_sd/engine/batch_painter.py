"""Painting slates in batches, with what is kept while the process lives: styles and portraits."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from moviellm import Context, InputError
from moviellm.film import Painting, Person, Slate, Style, derive_seed
from pydantic import BaseModel

from moviellm_plugins_sd.config import DiffusionOptions
from moviellm_plugins_sd.engine.batches import BatchDrawer
from moviellm_plugins_sd.engine.images import Pixels, painting_of
from moviellm_plugins_sd.engine.model import DiffusionModel, PictureSpec, Reference
from moviellm_plugins_sd.engine.reference_bands import reference_bands
from moviellm_plugins_sd.identity import file_identities
from moviellm_plugins_sd.lru_cache import LruCache
from moviellm_plugins_sd.prompt.wording import picture_words, portrait_words

_Batch = list[tuple[int, Pixels]]
_PORTRAITS_IN_MEMORY = 64
"""So many portraits stay in memory; all of them stay in the run's folder."""

_DRAWING = {"steps", "guidance", "scheduler", "scheduler_options", "dtype"}
"""Options that decide how everything is drawn."""

_PORTRAYING = {
    "negative", "style", "portrait_size", "attention_slicing", "vae_tiling", "safety",
}  # fmt: skip
"""Options that decide about portraits too."""


class BatchPainter:
    """Paints slates with a loaded model.

    Args:
        model: Draws.
        config: The painter's options.
        log: Is told what has to be drawn again.

    Raises:
        InputError: The model cannot paint the size that the options ask for.
    """

    def __init__(
        self, model: DiffusionModel, config: DiffusionOptions, log: logging.Logger
    ) -> None:
        self._model = model
        self._config = config
        self._batches = BatchDrawer(
            model, largest_batch=model.largest_batch, retries=config.retries, log=log
        )
        self._size = model.size_of(config.size)
        side = config.portrait_size
        self._portrait_size = model.size_of((side, side) if side else None)
        self._words: dict[Style, str | None] = {}
        self._portraits: LruCache[tuple[Person, Style], bytes] = LruCache(_PORTRAITS_IN_MEMORY)

    def paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        """Yield one painting a slate, in order.

        One thread draws the next batch while this one encodes and the engine hashes the last.
        """
        for name, value in self._model.environment.items():
            context.record(name, value)
        specs = [self._spec(slate, context) for slate in slates]
        done: dict[int, Painting] = {}
        batches = self._drawn(specs, context)
        with ThreadPoolExecutor(1, "device") as device:
            ahead = device.submit(next, batches, None)
            for number in range(len(specs)):
                while number not in done:
                    batch = ahead.result()
                    assert batch is not None
                    ahead = device.submit(next, batches, None)
                    done |= {place: self._encoded(pixels) for place, pixels in batch}
                yield done.pop(number)

    def _drawn(self, specs: Sequence[PictureSpec], context: Context) -> Iterator[_Batch]:
        """Batches of pictures with their places among the specs."""
        groups: dict[Any, list[int]] = {}
        for number, spec in enumerate(specs):
            groups.setdefault(self._model.batch_key(spec), []).append(number)
        for numbers in groups.values():
            waiting = iter(numbers)
            for batch in self._batches.draw([specs[number] for number in numbers]):
                yield [(next(waiting), pixels) for _, pixels in batch]
                context.check()

    def _encoded(self, pixels: Pixels) -> Painting:
        return painting_of(pixels, self._config.format, self._config.quality)

    def _spec(self, slate: Slate, context: Context) -> PictureSpec:
        words = self._style_words(slate.style, context)
        bands = reference_bands(slate) if self._config.ip_adapter is not None else {}
        people = {person.id: person for person in slate.cast}
        return PictureSpec(
            prompt=picture_words(slate, words),
            seed=slate.seed,
            size=self._size,
            references=tuple(
                Reference(self._portrait(people[who], slate.style, context), band)
                for who, band in bands.items()
            ),
            name=f"The picture “{slate.prompt[:60].rstrip()}…” (seed {slate.seed})",
        )

    def _style_words(self, style: Style, context: Context) -> str | None:
        """The learned words of a style; None when styles are told in their own."""
        if self._config.style is None:
            return None
        if style not in self._words:
            with self._named_embedding():
                self._words[style] = self._model.load_style(self._embedding(style, context))
        return self._words[style]

    @contextmanager
    def _named_embedding(self) -> Iterator[None]:
        """Name the file in what is said of a finished embedding."""
        file = self._config.style.embedding if self._config.style else None
        try:
            yield
        except InputError as error:
            if file is None:
                raise
            said = f"The file {file} (option `style.embedding`): {error.message}"
            raise InputError(said, hint=error.hint) from error

    def _embedding(self, style: Style, context: Context) -> bytes:
        options = self._config.style
        assert options is not None
        if options.embedding is not None:
            return options.embedding.read_bytes()
        request = self._request("style", set(), style=style, recipe=options.recipe())
        return context.keep(
            request,
            lambda folder: self._model.learn_style(
                style,
                options,
                seed=derive_seed("style", style.model_dump_json()),
                folder=folder,
                context=context,
            ),
        )

    def _portrait(self, person: Person, style: Style, context: Context) -> bytes:
        """The portrait of somebody in a style, painted once for all films that have both."""
        return self._portraits.get(
            (person, style), lambda: self._kept_portrait(person, style, context)
        )

    def _kept_portrait(self, person: Person, style: Style, context: Context) -> bytes:
        request = self._request("portrait", _PORTRAYING, sheet=_sheet(person), style=style)
        return context.keep(request, lambda _: self._painted(person, style, context))

    def _painted(self, person: Person, style: Style, context: Context) -> bytes:
        context.check()
        spec = PictureSpec(
            prompt=portrait_words(person, style, self._style_words(style, context)),
            seed=derive_seed("portrait", json.dumps(_sheet(person), sort_keys=True)),
            size=self._portrait_size,
            name=f"The portrait of {person.name}",
        )
        ((_, pixels),) = next(self._batches.draw([spec]))
        return painting_of(pixels, "png", 100).data

    @cached_property
    def _files(self) -> Mapping[str, str]:
        return file_identities(self._config)

    def _request(self, what: str, options: set[str], **parts: Any) -> Mapping[str, Any]:
        """All that decides what is kept, as JSON.

        Args:
            what: What it is.
            options: Options that matter to it beside the files of the model.
            **parts: What it is made from.
        """
        beside = ("adapter", "image encoder", *(["refiner"] if what == "style" else []))
        return {
            "made": what,
            "files": {name: it for name, it in self._files.items() if name not in beside},
            "options": self._config.model_dump(mode="json", include=_DRAWING | options),
            **{name: _json(part) for name, part in parts.items()},
        }


def _json(part: Any) -> Any:
    return part.model_dump(mode="json") if isinstance(part, BaseModel) else part


def _sheet(person: Person) -> dict[str, Any]:
    """What a portrait is painted from: people with equal sheets look alike."""
    return person.model_dump(mode="json", include={"pronoun", "appearance"})
