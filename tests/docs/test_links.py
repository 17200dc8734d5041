"""Every link in the documentation leads somewhere, and every page can be reached."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).parents[2]
OUTSIDE = ("http://", "https://", "mailto:")


def links_of(page):
    return [unquote(target) for target in re.findall(r"\]\(([^)\s]+)\)", page.prose)]


def test_relative_links_and_anchors_lead_somewhere(pages):
    known = {page.path: page for page in pages}
    dead = []
    for page in pages:
        for link in links_of(page):
            if link.startswith(OUTSIDE):
                continue
            path, _, anchor = link.partition("#")
            target = (ROOT / page.path).parent / path if path else ROOT / page.path
            name = str(target.resolve().relative_to(ROOT))
            if not target.exists() or (
                anchor and name in known and anchor not in known[name].anchors()
            ):
                dead.append(f"{page.path}: {link}")
    assert dead == []


def test_every_page_can_be_reached_from_the_index(pages):
    known = {page.path: page for page in pages}
    reached, waiting = set(), ["docs/index.md"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in known:
            continue
        reached.add(name)
        for link in links_of(known[name]):
            if not link.startswith(OUTSIDE) and (path := link.partition("#")[0]):
                target = ((ROOT / name).parent / path).resolve()
                waiting.append(str(target.relative_to(ROOT)))
    assert {name for name in known if name.startswith("docs/")} <= reached


def test_pages_have_one_title_and_no_unclosed_block(pages):
    for page in pages:
        assert len(re.findall(r"^# ", page.prose, re.MULTILINE)) == 1, page.path
        assert page.text.count("\n```") % 2 == 0, page.path
