from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from moviellm.report import (
    AuditLines,
    CurationLine,
    FilmLine,
    PluginLine,
    QuotaLine,
    RunData,
    SpendLine,
    StageLine,
    render_report,
)

AWKWARD = "<script>alert(1)</script> \"'</style><img src=x onerror=alert(2)>"
RUN = RunData(
    name="quickstart",
    state="incomplete",
    version="0.1.0",
    seed=7,
    wall_ms=21_300,
    plugins=(PluginLine(stage="writer", name="fable", version="moviellm 0.1.0"),),
    stages=(
        StageLine(stage="write", made=2, work_ms=500),
        StageLine(stage="paint", made=90, reused=18, work_ms=4500),
    ),
    films=(
        FilmLine(
            id="film-a",
            theme="A lighthouse keeper finds a map",
            title="The Map",
            frames=54,
            captions=99,
            questions=31,
            ms=150_000,
        ),
        FilmLine(id="film-b", theme="Kitchen", state="quarantined", reason="No spoon was found."),
        FilmLine(id="film-c", theme="Waiting", state="pending"),
    ),
    kinds={"who_said": 11, "where": 20},
    levels={"frame": 54, "film": 1},
    dropped={"not blind": 4},
    spend=SpendLine(usd=0.25, possible_usd=0.1, unknown_calls=3, calls=12, cap_usd=2),
    exports={"frames": "export/frames", "gallery": "export/gallery/index.html"},
)


class Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href" and tag == "a"]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.text += f" {data} "


@pytest.mark.parametrize(
    "said",
    [
        "quickstart",
        "of 3 films 1",
        "Some films are missing",
        "No spoon was found.",
        "moviellm 0.1.0",
        "who said",
        "not blind",
        "running time 0:21",
        "2:30",
        "$0.2500",
        "$0.1000",
        "calls of unknown price",
        "$2.00",
        "Synthetic",
        "seed 7",
    ],
)
def test_it_tells(said: str) -> None:
    text = " ".join(Page(render_report(RUN)).text.split())
    assert said in text


def test_it_links_to_the_exports() -> None:
    assert Page(render_report(RUN)).links == ["export/frames", "export/gallery/index.html"]


def test_rates_are_items_a_second_of_work() -> None:
    text = " ".join(Page(render_report(RUN)).text.split())
    assert "paint 90 18 4.5 s 20" in text
    assert "write 2 0 0.5 s 4" in text


def test_bars_are_drawn_against_the_longest() -> None:
    page = render_report(replace(RUN, kinds={"where": 20, "who": 5}, dropped={}, levels={}))
    assert '<rect width="100.00" height="8"/>' in page
    assert '<rect width="25.00" height="8"/>' in page


def test_it_loads_nothing_and_runs_nothing() -> None:
    page = render_report(RUN)
    assert "script" not in Page(page).tags
    assert "script-src &#x27;none&#x27;" in page
    assert "default-src &#x27;none&#x27;" in page
    assert ' style="' not in page


def test_text_of_films_is_never_markup() -> None:
    film = replace(RUN.films[0], title=AWKWARD, theme=AWKWARD)
    failed = replace(RUN.films[1], theme=AWKWARD, reason=AWKWARD)
    page = Page(render_report(replace(RUN, name=AWKWARD, films=(film, failed))))
    assert page.tags == Page(render_report(replace(RUN, films=RUN.films[:2]))).tags
    assert AWKWARD in page.text


def test_a_run_that_made_nothing_has_a_page() -> None:
    run = RunData(name="empty", state="failed", version="0.1.0", seed=0, wall_ms=0)
    text = " ".join(Page(render_report(run)).text.split())
    assert "of 0 films 0" in text
    assert "It failed" in text


def test_an_audit_stands_on_the_page_as_it_was_found() -> None:
    audit = AuditLines(
        films=1,
        heads=("", "questions", "words"),
        rows=(("all", "1,200", "50% (40-60)"), (AWKWARD, "40", "–")),
        notes=("frame: sees one frame.",),
        worst=(AWKWARD, "when: the least number is right in 41% of 347."),
    )
    page = Page(render_report(replace(RUN, audit=audit)))
    text = " ".join(page.text.split())
    assert "Answered without the films" in text
    assert "all 1,200 50% (40-60)" in text
    assert "frame: sees one frame." in text
    assert "What gives answers away" in text
    assert AWKWARD in page.text
    assert "audit again" not in text
    assert "audit again" in render_report(replace(RUN, audit=replace(audit, films=7)))
    assert "Answered without" not in render_report(RUN)


def test_many_films_are_folded() -> None:
    films = tuple(replace(RUN.films[0], id=f"film-{n}", ms=1000 * n) for n in range(1, 500))
    page = render_report(replace(RUN, films=films))
    assert "All 499 films" in page
    assert page.count("<tr>") > 499


def test_equal_runs_give_equal_pages() -> None:
    assert render_report(RUN) == render_report(replace(RUN))


def test_what_a_curator_chose_stands_beside_what_was_asked_of_it():
    quotas = [
        QuotaLine(dial="kinds: order", asked=0.2, got=0.205, questions=41),
        QuotaLine(dial="hops: 4-", asked=0.5, got=0.1, questions=20, why=AWKWARD),
    ]
    left_out = {"guessed by its words": 90, AWKWARD: 10}
    chosen = CurationLine(curator="balance", kept=200, left_out=left_out, quotas=quotas)
    page = Page(render_report(replace(RUN, curation=chosen)))
    text = " ".join(page.text.split())
    assert "Questions chosen by balance" in text
    assert "Exports have 200 of 300 questions." in text
    assert "kinds: order 20.0% 20.5% 41" in text
    assert "hops: 4- 50.0% 10.0% 20" in text
    assert "script" not in page.tags
    assert "Questions chosen" not in Page(render_report(RUN)).text
