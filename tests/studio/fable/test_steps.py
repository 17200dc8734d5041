"""The page about fable tells who decides what, in which file, in the order in which it is done."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moviellm.studio import fable

ROOM = Path(fable.__file__).parent
PAGE = Path(__file__).parents[3] / "docs/explanation/fable.md"
SETTING_UP = 8
"""So many steps are taken once, one after the other; those that tell the story again and again."""
_ROW = re.compile(r"^\| [^|]+ \| `([\w.]+)` \| `([\w./]+)` \|$", re.M)


def rows() -> list[tuple[str, str]]:
    """The file and the function of every row of the page's table of steps."""
    table = PAGE.read_text("utf-8").partition("## The steps of a story")[2].partition("\n## ")[0]
    return [(file, function) for function, file in _ROW.findall(table)]


@contextmanager
def first_calls() -> Iterator[dict[tuple[str, str], None]]:
    """The functions of fable that are called meanwhile, by file and name, the first first."""
    called: dict[tuple[str, str], None] = {}

    def note(frame, event, _):
        if event == "call":
            code = frame.f_code
            called.setdefault((code.co_filename.removeprefix(f"{ROOM}/"), code.co_qualname))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(before)


def test_the_steps_of_the_page_are_taken_in_its_order(film):
    with first_calls() as called:
        film("A gardener loses a key", 3, shape=(2, 4, 8))
    told = rows()
    assert [step for step in told if step not in called] == []
    taken = [step for step in called if step in told]
    assert taken[:SETTING_UP] == told[:SETTING_UP]
    assert taken[-2:] == told[-2:]


def test_the_files_that_the_page_counts_for_a_plot_are_those_of_its_example():
    told = PAGE.read_text("utf-8").partition("### Add a plot that is a program")[2]
    files = re.findall(r"^\d\. `([\w./]+)`", told.partition("\n## ")[0], re.M)
    assert len(files) == 5
    assert [file for file in files if "mischief" not in (ROOM / file).read_text("utf-8")] == []
    others = ("episodes.py", "lexicon/wordnet.txt")  # what goes first, and the English word
    counted = {ROOM / file for file in (*files, *others)}
    named = (p for p in ROOM.rglob("*.*") if p.suffix in (".py", ".txt") and p not in counted)
    assert [p.name for p in named if "mischief" in p.read_text("utf-8")] == []
