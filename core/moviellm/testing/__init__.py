"""The conformance kit: suites for plugin authors, small films, fakes, and a pipeline in a test.

    from moviellm.testing import PainterSuite

    class TestDots(PainterSuite):
        plugin = "dots"

``moviellm plugins check NAME`` makes the same checks without pytest. Names are imported on use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moviellm.testing.conformance.findings import ContractBroken, Finding
    from moviellm.testing.context import CountingCalls, MemoryBlobs, MemoryKeep, make_context
    from moviellm.testing.films.movie import (
        NASTY_TEXTS,
        longer_movie,
        moving_movie,
        nasty_movie,
        tiny_movie,
    )
    from moviellm.testing.films.nasty import nasty_movies, nasty_texts
    from moviellm.testing.films.pictures import tiny_picture
    from moviellm.testing.films.shaped import movie_of
    from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay, tiny_storyboard
    from moviellm.testing.installed import fakes_installed, plugins_installed
    from moviellm.testing.pipeline import run_pipeline
    from moviellm.testing.runner.examination import Examination, examine
    from moviellm.testing.stories.fault import StoryFault
    from moviellm.testing.stories.film import story_faults
    from moviellm.testing.stories.skeleton import StoryBone, causal_spans, story_skeleton
    from moviellm.testing.suites import (
        AnimatorSuite,
        CaptionerSuite,
        CriticSuite,
        CuratorSuite,
        DirectorSuite,
        ExporterSuite,
        HooksSuite,
        MixerSuite,
        PainterSuite,
        VoiceSuite,
        WriterSuite,
    )

_NAMES = {
    "context": ("CountingCalls", "MemoryBlobs", "MemoryKeep", "make_context"),
    "runner.examination": ("Examination", "examine"),
    "conformance.findings": ("ContractBroken", "Finding"),
    "installed": ("fakes_installed", "plugins_installed"),
    "films.movie": ("NASTY_TEXTS", "longer_movie", "moving_movie", "nasty_movie", "tiny_movie"),
    "films.shaped": ("movie_of",),
    "films.nasty": ("nasty_movies", "nasty_texts"),
    "pipeline": ("run_pipeline",),
    "films.pictures": ("tiny_picture",),
    "suites": (
        "AnimatorSuite", "CaptionerSuite", "CriticSuite", "CuratorSuite", "DirectorSuite",
        "ExporterSuite", "HooksSuite", "MixerSuite", "PainterSuite", "VoiceSuite", "WriterSuite",
    ),
    "stories.fault": ("StoryFault",),
    "stories.film": ("story_faults",),
    "stories.skeleton": ("StoryBone", "causal_spans", "story_skeleton"),
    "films.tiny": ("tiny_brief", "tiny_screenplay", "tiny_storyboard"),
}  # fmt: skip
_HOME = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "NASTY_TEXTS",
    "AnimatorSuite",
    "CaptionerSuite",
    "ContractBroken",
    "CountingCalls",
    "CriticSuite",
    "CuratorSuite",
    "DirectorSuite",
    "Examination",
    "ExporterSuite",
    "Finding",
    "HooksSuite",
    "MemoryBlobs",
    "MemoryKeep",
    "MixerSuite",
    "PainterSuite",
    "StoryBone",
    "StoryFault",
    "VoiceSuite",
    "WriterSuite",
    "causal_spans",
    "examine",
    "fakes_installed",
    "longer_movie",
    "make_context",
    "movie_of",
    "moving_movie",
    "nasty_movie",
    "nasty_movies",
    "nasty_texts",
    "plugins_installed",
    "run_pipeline",
    "story_faults",
    "story_skeleton",
    "tiny_brief",
    "tiny_movie",
    "tiny_picture",
    "tiny_screenplay",
    "tiny_storyboard",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
