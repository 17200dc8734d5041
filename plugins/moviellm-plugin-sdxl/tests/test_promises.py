"""The painter promises what the engine that it paints by does, and is as light to declare."""

from __future__ import annotations

import subprocess
import sys

from moviellm_plugin_sdxl.plugin import sdxl
from moviellm_plugins_sd.plugin import PAINTS, REVISION
from moviellm_plugins_sd.requirements import HEAVY_PACKAGES


def test_the_painter_promises_what_the_engine_does():
    assert (sdxl.capabilities, sdxl.revision) == (PAINTS, REVISION)


def test_importing_the_painter_imports_nothing_heavy():
    code = (
        "import sys, moviellm_plugin_sdxl.impl\n"
        f"print(sorted({set(HEAVY_PACKAGES)!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_torch_the_pip_line_names_this_distribution():
    code = (
        f"import sys\nsys.modules.update(dict.fromkeys({HEAVY_PACKAGES!r}))\n"
        "from moviellm_plugin_sdxl.config import StableDiffusionXL\n"
        "from moviellm_plugin_sdxl.impl import StableDiffusionXLPainter\n"
        "from moviellm import PluginError\n"
        "from moviellm.film import slates\n"
        "from moviellm.testing import make_context, tiny_screenplay, tiny_storyboard\n"
        "board = list(slates(tiny_screenplay(), tiny_storyboard()))\n"
        "painter = StableDiffusionXLPainter(StableDiffusionXL(model='m'))\n"
        "try:\n    list(painter.moviellm_paint(board, make_context()))\n"
        "except PluginError as error:\n    print(error.hint)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "`pip install moviellm-plugin-sdxl` brings everything" in " ".join(done.stdout.split())
