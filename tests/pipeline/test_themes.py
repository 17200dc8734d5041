"""A theme is data, and a film's identity depends on its theme alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm import InputError
from moviellm.pipeline.config import Films
from moviellm.pipeline.read import read_pipeline
from moviellm.pipeline.themes import MAX_THEME, briefs

FROM_FILE = "moviellm: 1\nfilms: {themes_file: themes.txt}\n"


@pytest.mark.parametrize(
    "theme",
    [
        "word",
        "x " * 5_000,
        "灯塔管理员找到一张地图",
        "🎬🗺️",
        "../../etc/passwd",
        "# not a comment",
        "{use: papercut}",
        "$(rm -rf ~)",
        "<script>alert(1)</script>",
        "a\nb",
        "No",
        "1984",
        "true",
        "-",
    ],
)
def test_a_theme_is_data(write, theme):
    quoted = "'" + theme.replace("'", "''").replace("\n", "\n\n") + "'"
    loaded = read_pipeline(write(f"moviellm: 1\nfilms:\n  themes:\n    - {quoted}\n"))
    (brief,) = loaded.briefs()
    assert brief.theme == theme.rstrip("\n")
    assert brief.id.startswith("film-")
    assert set(brief.id) <= set("film-0123456789abcdef")


def test_a_theme_that_looks_like_a_number_is_taken_as_written(write):
    loaded = read_pipeline(write("moviellm: 1\nfilms: {themes: [1984, 1.0, true, 0x1F, No]}"))
    assert loaded.themes == ("1984", "1.0", "true", "0x1F", "No")


def test_a_theme_may_not_be_endless(write):
    with pytest.raises(InputError, match=r"p\.yaml:2:18: expected a theme of at most 20,000"):
        read_pipeline(write(f"moviellm: 1\nfilms: {{themes: [{'x' * (MAX_THEME + 1)}]}}"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_of_a_themes_file_is_a_theme_but_comments_and_blank_ones(write, tmp_path, end):
    lines = ["# Seas", "A map", "", "  # not one ", "\t", "\\# one", "灯塔\u2028同行", "A #1 hit"]
    lines += ["\ufeff# of another file", "../../etc/passwd "]
    (tmp_path / "themes.txt").write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())
    loaded = read_pipeline(write(FROM_FILE))
    assert loaded.themes == ("A map", "# one", "灯塔\u2028同行", "A #1 hit", "../../etc/passwd")


def test_a_themes_file_of_comments_has_no_theme(write, tmp_path):
    (tmp_path / "themes.txt").write_text("# one\n\n  # two")
    with pytest.raises(InputError, match="expected at least one theme"):
        read_pipeline(write(FROM_FILE))


def test_a_theme_too_long_is_told_by_its_line_with_comments_counted(write, tmp_path):
    (tmp_path / "themes.txt").write_text(f"# one\n\n{'x' * (MAX_THEME + 1)}")
    with pytest.raises(InputError, match=r"themes\.txt:3:1: expected a theme of at most"):
        read_pipeline(write(FROM_FILE))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n \n", r"p\.yaml:2:22: expected at least one theme in .*themes\.txt"),
        (b"ok\ncaf\xe9\n", r"themes\.txt:2:4: expected UTF-8"),
        (b"ok\n" + b"x" * 20_001, r"themes\.txt:2:1: expected a theme of at most"),
    ],
)
def test_a_wrong_themes_file_is_refused(write, tmp_path, content, words):
    (tmp_path / "themes.txt").write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_pipeline(write(FROM_FILE))


def made(themes, count=1, seed=7):
    films = Films(themes=tuple(themes), count=count, seed=seed)
    return [(brief.id, brief.theme, brief.seed) for brief in briefs(films, films.themes)]


themes = st.lists(st.sampled_from(["cat", "dog", "owl", "灯塔"]), min_size=1, max_size=6)


@given(themes, st.integers(1, 3))
def test_every_film_has_its_own_id_and_seed(names, count):
    films = made(names, count)
    assert len(films) == len(names) * count
    assert len({identity for identity, _, _ in films}) == len(films)
    assert len({seed for _, _, seed in films}) == len(films)


@given(themes, st.integers(0, 5))
def test_adding_a_theme_changes_no_other_film(names, position):
    before = set(made(names))
    after = set(made([*names[:position], "a new theme", *names[position:]]))
    assert before < after


@given(themes)
def test_more_films_of_each_theme_keep_those_there_were(names):
    assert set(made(names, count=1)) < set(made(names, count=2))


def test_another_seed_makes_other_films_of_the_same_ids():
    one, two = made(["cat"], seed=1), made(["cat"], seed=2)
    assert one[0][0] == two[0][0]
    assert one[0][2] != two[0][2]


def test_ids_and_seeds_never_change_between_versions():
    assert made(["A lighthouse keeper finds a map"]) == [PINNED]


PINNED = ("film-acf14f4f16ac", "A lighthouse keeper finds a map", 5866501531910496885)
