"""A language model that is trained blind on some families' questions and asked the others'.

It reads a question with its options by letters, and learns which letter follows: adapters of low
rank where `peft` is installed, otherwise all of its weights. It sees no film.
"""

from __future__ import annotations

import copy
import random
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from moviellm.audit.item import AuditItem
from moviellm.errors import InputError, PluginError

_FOLDS = 2
"""Each half of the families is asked by a model that was trained on the other half."""

_BATCH = 8
_RATE = {True: 1e-3, False: 1e-4}
"""Of learning, with adapters and without."""

_RANK = 16
_LONGEST = 512
"""Tokens of a question with its options; of a longer one, the last are read."""

_WEIGHTS = ("*.safetensors", "*.bin")
_GGUF = ".gguf"
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindModel:
    """A causal language model in a folder of Hugging Face, or in one GGUF file.

    Attributes:
        path: The folder, or the file.
        rows: At most so many questions are trained on and asked, of whole families.
        epochs: How often each is trained on.
    """

    path: Path
    rows: int = 2000
    epochs: int = 3

    def chosen(self, items: Sequence[AuditItem]) -> list[int]:
        """The places of the questions that it is asked: all, or those of families drawn evenly."""
        of_family: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            of_family.setdefault(item.family, []).append(place)
        names = sorted(of_family)
        random.Random(_SEED).shuffle(names)
        found: list[int] = []
        for number, name in enumerate(names):
            if number >= _FOLDS and len(found) + len(of_family[name]) > self.rows:
                break
            found += of_family[name]
        return sorted(found)

    def steps(self, items: Sequence[AuditItem]) -> int:
        """How often `weights` calls ``tick``."""
        return sum(
            self.epochs * len(list(_batches(train, _BATCH)))
            for train, _ in _halves([items[place] for place in self.chosen(items)])
        )

    def weights(
        self, items: Sequence[AuditItem], tick: Callable[[], None]
    ) -> Mapping[int, NDArray[np.float64]]:
        """Return how likely it holds each option of the questions that it is asked.

        Args:
            items: Questions with options, of two families or more.
            tick: Called after each step of training.

        Raises:
            InputError: No model can be read there.
            PluginError: torch or transformers is not installed.
        """
        places = self.chosen(items)
        asked = [items[place] for place in places]
        tuned = _Tuned(self.path)
        found: dict[int, NDArray[np.float64]] = {}
        for train, test in _halves(asked):
            tuned.learn([asked[n] for n in train], self.epochs, tick)
            found |= {places[n]: tuned.choose(asked[n]) for n in test}
        return found


class _Tuned:
    """A model that can be trained anew for each half."""

    def __init__(self, path: Path) -> None:
        self._torch, transformers = _libraries()
        self._tokens, self._untrained = _loaded(path, transformers)
        self._letters: dict[str, int] = {}
        self._model: Any = None
        self._adapted = False

    def learn(self, items: Sequence[AuditItem], epochs: int, tick: Callable[[], None]) -> None:
        """Begin anew, and train on questions."""
        torch = self._torch
        torch.manual_seed(_SEED)
        self._model, self._adapted = _adapted(copy.deepcopy(self._untrained))
        weights = [weight for weight in self._model.parameters() if weight.requires_grad]
        adam = torch.optim.AdamW(weights, lr=_RATE[self._adapted])
        chance = random.Random(_SEED)
        self._model.train()
        for _ in range(epochs):
            order = list(range(len(items)))
            chance.shuffle(order)
            for batch in _batches(order, _BATCH):
                adam.zero_grad()
                for number in batch:
                    item = items[number]
                    right = torch.tensor([item.answer])
                    wrong = torch.nn.functional.cross_entropy(self._scores(item)[None], right)
                    (wrong / len(batch)).backward()
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
                adam.step()
                tick()
        self._model.eval()

    def choose(self, item: AuditItem) -> NDArray[np.float64]:
        """How likely each option is right, by what was learned."""
        with self._torch.no_grad():
            shares = self._scores(item).double().softmax(0)
        found: NDArray[np.float64] = shares.numpy()
        return found

    def _scores(self, item: AuditItem) -> Any:
        """The logit of each option's letter."""
        letters = [chr(ord("A") + n) for n in range(len(item.options))]
        listed = [f"{letter}. {text}" for letter, text in zip(letters, item.options, strict=True)]
        text = "\n".join(["Question: " + item.question, *listed, "Answer:"])
        ids = self._tokens(text, return_tensors="pt").input_ids[:, -_LONGEST:]
        said = self._model(input_ids=ids).logits[0, -1].float()
        return said[[self._letter(letter) for letter in letters]]

    def _letter(self, letter: str) -> int:
        if letter not in self._letters:
            self._letters[letter] = self._tokens(f" {letter}", add_special_tokens=False).input_ids[
                -1
            ]
        return self._letters[letter]


def _halves(items: Sequence[AuditItem]) -> Iterator[tuple[list[int], list[int]]]:
    """Training and test, by places: families are never divided."""
    names = sorted({item.family for item in items})
    random.Random(_SEED).shuffle(names)
    half = {name: number % _FOLDS for number, name in enumerate(names)}
    for test in range(_FOLDS):
        of_test = [half[item.family] == test for item in items]
        yield (
            [place for place, there in enumerate(of_test) if not there],
            [place for place, there in enumerate(of_test) if there],
        )


def _batches(order: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (order[start : start + size] for start in range(0, len(order), size))


def _libraries() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise PluginError(
            f"A language model needs torch and transformers, and one cannot be imported ({error}).",
            hint="pip install torch transformers peft",
        ) from error
    logging: Any = transformers.utils.logging
    logging.disable_progress_bar()  # the audit has one of its own
    return torch, transformers


def _loaded(path: Path, transformers: Any) -> tuple[Any, Any]:
    """The tokenizer and the model of a folder or of a GGUF file; no connection is opened."""
    gguf = path.suffix == _GGUF and path.is_file()
    weights = [file for kind in _WEIGHTS for file in path.glob(kind)] if path.is_dir() else []
    if not gguf and not (weights and (path / "config.json").is_file()):
        raise InputError(
            f"{path} holds no language model.",
            hint="Name a folder with config.json, a tokenizer and weights, or one .gguf file.",
        )
    folder, more = (path.parent, {"gguf_file": path.name}) if gguf else (path, {})
    try:
        tokens = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, **more)
        model = transformers.AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, dtype="float32", **more
        )
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        first = str(error).strip().partition("\n")[0]
        raise InputError(
            f"The language model in {path} cannot be read: {first}",
            hint="Name a folder with config.json, a tokenizer and weights, or one .gguf file "
            "(which needs: pip install gguf accelerate).",
        ) from error
    return tokens, model


def _adapted(model: Any) -> tuple[Any, bool]:
    """The model with adapters of low rank; without `peft`, all of its weights are trained."""
    try:
        import peft
    except ImportError:
        return model, False
    config = peft.LoraConfig(
        r=_RANK, lora_alpha=2 * _RANK, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of what the libraries ask of each other
        return peft.get_peft_model(model, config), True
