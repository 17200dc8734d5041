"""The README's picture is painted by a script, and is light enough for a page."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
import simplejpeg

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT, IMAGE = DOCS / "studio_picture.py", DOCS / "images" / "studio.jpg"


def test_the_readme_s_picture_is_light():
    assert 50_000 < IMAGE.stat().st_size < 300_000


@pytest.mark.slow
def test_the_readme_s_picture_can_be_painted_anew():
    painted = runpy.run_path(str(SCRIPT))["picture"]()
    assert len(painted) < 300_000
    assert simplejpeg.decode_jpeg(painted).shape == simplejpeg.decode_jpeg(IMAGE.read_bytes()).shape
