"""The public face: what plugin authors may import, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import moviellm
import moviellm.film
import moviellm.testing
import pytest

PUBLIC = {
    "API_VERSION", "Blobs", "BudgetError", "Calls", "Cancelled", "Capabilities", "Component",
    "Context", "DamageError", "FilmError", "InputError", "Keep", "LockedError", "MovieLLMError",
    "PluginError", "Purchase", "Reply", "RunError", "STAGES", "Stage", "StorageError", "film",
    "exporting", "hookimpl", "manifest", "marking", "motion", "pages", "runs", "testing",
    "unsent", "ShapeRange", "WithoutEffect", "LoadedPipeline", "Plan", "Progress", "RunReport",
    "load", "open_run", "plan", "run",
}  # fmt: skip
KIT = {
    "AnimatorSuite", "CaptionerSuite", "ContractBroken", "CountingCalls", "CriticSuite",
    "CuratorSuite", "DirectorSuite", "Examination", "ExporterSuite", "Finding", "HooksSuite",
    "MemoryBlobs", "MixerSuite",
    "MemoryKeep",
    "NASTY_TEXTS", "PainterSuite", "VoiceSuite", "WriterSuite", "examine", "fakes_installed",
    "longer_movie", "make_context", "movie_of", "moving_movie", "nasty_movie", "nasty_movies",
    "nasty_texts",
    "plugins_installed", "run_pipeline", "StoryBone", "StoryFault", "story_faults",
    "causal_spans", "story_skeleton",
    "tiny_brief", "tiny_movie", "tiny_picture", "tiny_screenplay", "tiny_storyboard",
}  # fmt: skip


def test_the_public_names_of_moviellm_are_pinned():
    assert set(moviellm.__all__) == PUBLIC
    assert len(moviellm.__all__) == len(PUBLIC)


def test_the_public_names_of_the_kit_are_pinned():
    assert set(moviellm.testing.__all__) == KIT


@pytest.mark.parametrize("module", [moviellm, moviellm.testing, moviellm.film])
def test_every_public_name_is_there(module):
    assert all(getattr(module, name) is not None for name in module.__all__)


@pytest.mark.parametrize("module", [moviellm, moviellm.testing])
def test_another_name_is_an_attribute_error(module):
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = module.nonsense


def imported_by(statement):
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in done.stdout.split()}, set(done.stdout.split())


def test_importing_moviellm_imports_the_standard_library_alone():
    packages, modules = imported_by("import moviellm")
    heavy = {"click", "numpy", "pluggy", "pydantic", "rich", "skia", "stevedore", "yaml"}
    assert not packages & heavy
    assert {name for name in modules if name.startswith("moviellm")} == {"moviellm"}


def test_what_a_declaration_imports_is_light():
    packages, _ = imported_by("from moviellm import Capabilities, Component, Context, FilmError")
    assert not packages & {"click", "numpy", "pluggy", "pydantic", "rich", "skia", "stevedore"}


def test_importing_the_kit_imports_neither_pytest_nor_the_films():
    packages, _ = imported_by("import moviellm.testing")
    assert not packages & {"numpy", "pydantic", "pytest", "simplejpeg"}


def test_the_kit_checks_plugins_without_pytest():
    code = (
        "import sys\nsys.modules['pytest'] = None\n"
        "from moviellm.testing import examine, fakes_installed\n"
        "with fakes_installed():\n    print(examine('hooks', 'fake').passed)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "True", done.stderr
