"""``--set`` replaces single values and is named by what is wrong in it."""

from __future__ import annotations

import json

import pytest
from moviellm import InputError
from moviellm.pipeline.read import read_pipeline

FILMS = "moviellm: 1\nfilms: {themes: [Two cats]}\n"


def options(loaded, stage):
    return {s.name: json.loads(s.options) for s in loaded.selected if s.stage == stage}


@pytest.mark.parametrize(
    ("painter", "setting"),
    [
        ("painter: dots", "painter.size=[512, 512]"),
        ("painter: {use: dots}", "painter.size=[512, 512]"),
        ("painter: {use: dots, size: [1, 1]}", "painter.size=[512, 512]"),
        ("painter: nobody", "painter={use: dots, size: [512, 512]}"),
        ("painter: {use: dots, size: [512, 1]}", "painter.size.1=512"),
    ],
)
def test_an_option_is_set_however_the_component_was_written(write, painter, setting):
    loaded = read_pipeline(write(FILMS + painter + "\n"), [setting])
    assert options(loaded, "painter") == {"dots": {"size": [512, 512]}}


def test_values_are_read_like_the_file(write):
    loaded = read_pipeline(
        write(FILMS),
        ["films.seed=9", "films.themes=[No, 1984, '007']", "limits.usd=2.5", "hooks=[watch]"],
    )
    assert loaded.pipeline.films.seed == 9
    assert loaded.themes == ("No", "1984", "007")
    assert loaded.pipeline.limits.usd == 2.5


def test_the_last_setting_wins(write):
    loaded = read_pipeline(write(FILMS), ["films.seed=1", "films.seed=2"])
    assert loaded.pipeline.films.seed == 2


def test_an_exporter_is_reached_by_name_or_number(write):
    for key in ("exporters.page.colour", "exporters.0.colour"):
        with pytest.raises(InputError, match=rf"--set {key}: unknown key `colour`"):
            read_pipeline(write(FILMS), [f"{key}=red"])


def test_the_file_itself_is_not_changed(write):
    path = write(FILMS)
    before = path.read_bytes()
    read_pipeline(path, ["films.seed=9"])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("films.seed", "--set films.seed: expected KEY=VALUE"),
        ("=3", "expected KEY=VALUE"),
        ("films..seed=3", "expected KEY=VALUE"),
        ("films.seed=x", "--set films.seed: expected a whole number"),
        ("films.sed=3", "--set films.sed: unknown key `sed`"),
        ("paintr.size=3", "--set paintr.size: unknown key `paintr`"),
        ("painter.size=[1, 2", "--set painter.size: this is not YAML"),
        ("painter.size=!!python/name:os.system", "--set painter.size: the tag"),
        ("painter.size=[1, x]", "--set painter.size: `size.1`: expected"),
        ("exporters.absent.x=1", "--set exporters.absent.x: `exporters` has no item `absent`"),
        ("films.themes.5=a", "--set films.themes.5: `films.themes` has no item `5`"),
        ("moviellm.x=1", "--set moviellm.x: `moviellm` is the number 1 and holds no keys"),
        ("films.themes=[]", "--set films.themes: expected at least one theme"),
    ],
)
def test_a_wrong_setting_is_named(write, setting, words):
    with pytest.raises(InputError) as caught:
        read_pipeline(write(FILMS), [setting])
    assert words in caught.value.message


def test_settings_reach_the_defaults(write):
    path = write("moviellm: 1\nfilms: {themes: [a]}\n", cast_lines="")
    with pytest.raises(InputError, match="`exporters` has no item `page`"):
        read_pipeline(path, ["exporters.page.x=1"])
