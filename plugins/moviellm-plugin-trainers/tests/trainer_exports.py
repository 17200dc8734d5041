"""Exports of small films by every exporter of the distribution, and twins of a film."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from moviellm.film import Film
from moviellm.testing import MemoryBlobs, make_context, tiny_movie
from moviellm_plugin_trainers import plugin
from moviellm_plugin_trainers.checks.check import Check

COMPONENTS = {
    component.name: component
    for component in vars(plugin).values()
    if getattr(component, "stage", "") == "exporter"
}
NAMES = sorted(COMPONENTS)
NEEDED = {"llama-vid": {"extractor": "digest"}, "video-chatgpt": {"extractor": "digest"}}
"""Options that have no default."""


def imported(address):
    module, _, name = address.partition(":")
    return getattr(importlib.import_module(module), name)


def exporter(name, **options):
    """An exporter with options, as a pipeline would make it."""
    component = COMPONENTS[name]
    config = imported(component.config).model_validate(NEEDED.get(name, {}) | options)
    return imported(component.implementation)(config)


def rows_of(path: Path):
    """The rows of a file, read all at once, as the simplest loader does."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    return [json.loads(line) for line in text.split("\n") if line]


@dataclass
class Studio:
    """Exports films into folders of their own."""

    folder: Path
    blobs: MemoryBlobs = field(default_factory=MemoryBlobs)
    made: int = 0

    def film(self) -> Film:
        return tiny_movie(self.blobs)

    def export(self, name, films=None, **options) -> Path:
        target = self.folder / f"export-{self.made}"
        self.made += 1
        target.mkdir()
        films = [self.film()] if films is None else films
        context = make_context(film="", blobs=self.blobs)
        assert exporter(name, **options).moviellm_export(iter(films), target, context) is True
        return target

    def rows(self, name, films=None, file="train", **options):
        target = self.export(name, films, **options)
        (path,) = target.glob(f"{file}.json*")
        return rows_of(path)


def faults(folder, format=None, media=None):
    """What `check-export` finds: place, rule and text of each finding."""
    return [
        f"{finding.place}: {finding.rule}: {finding.what}"
        for finding in Check(folder, format, media).findings()
    ]
