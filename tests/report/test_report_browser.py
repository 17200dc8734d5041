"""The report in headless Chromium, opened from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import BROKEN_WORDS
from moviellm.report import FilmLine, RunData, StageLine, render_report

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_the_screen_and_the_browser_complains_of_nothing(
    visit, tmp_path: Path, width
) -> None:
    films = tuple(
        FilmLine(id=f"film-{n:012x}", theme="x" * 300, title="Antidisestablish " * 3, ms=n * 999)
        for n in range(60)
    )
    run = RunData(
        name="a-run-with-a-long-name" * 3,
        state="finished",
        version="0.1.0",
        seed=1,
        wall_ms=1000,
        films=(*films, FilmLine(id="film-z", theme="y", state="quarantined", reason="z" * 400)),
        stages=(StageLine(stage="paint", made=1, work_ms=10),),
        kinds={"where": 3},
    )
    (tmp_path / "report.html").write_text(render_report(run), encoding="utf-8")
    page = visit(tmp_path / "report.html", width=width)
    page.locator("summary").click()
    assert page.locator(".columns rect").first.bounding_box()["height"] > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(BROKEN_WORDS) == []
