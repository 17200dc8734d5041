"""The explanation of the ledger says what the code does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from moviellm.film.questions import CHECKS, PROGRAMS, parse_program
from moviellm.film.viewers import Screening

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "ledger.md"


def test_the_examples_of_the_page_run(films):
    play = films.map_film()
    look = films._event("e3", "look", agent="ivo", prop="chest")
    other = films.map_film(e3=(look,), e4=())
    names = {
        "screening": Screening(play, films.full_board(play)),
        "twin": Screening(other, films.full_board(other)),
    }
    result = doctest.testfile(str(PAGE), module_relative=False, globs=names)
    assert result.attempted > 8
    assert result.failed == 0


def test_the_page_lists_every_program_and_check():
    text = PAGE.read_text(encoding="utf-8")
    programs = text[text.index("### The programs") : text.index("### The checks")]
    examples = re.findall(r"`([a-z_]+\(.+?\))`(?=,| \|)", programs)
    assert {str(parse_program(one)).partition("(")[0] for one in examples} == set(PROGRAMS)
    checks = text[text.index("### The checks") : text.index("## Twins")]
    assert re.findall(r"^\| `([a-z_]+)`", checks, re.MULTILINE) == list(CHECKS)
