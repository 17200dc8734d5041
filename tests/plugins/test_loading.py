"""Loading by name gives the component, or one error with the true cause."""

from __future__ import annotations

import shutil

import pytest
from moviellm import InputError, PluginError
from moviellm.plugins import first_party, load_command, load_component
from moviellm.plugins.first_party import distribution_for

DOTS = """
    from moviellm import Component

    component = Component(
        name="dots", stage="painter", summary="Paints dots.", implementation="dots_impl:Dots",
        config="dots_config:Config",
    )
"""
CONFIG = """
    from pydantic import BaseModel

    class Config(BaseModel, extra="forbid"):
        size: int = 3

    class Open(BaseModel):
        size: int = 3

    class Dataclass:
        pass
"""


def install(site, source=DOTS, name="dots", config=CONFIG, **more):
    site.install(
        f"moviellm-plugin-{name}",
        entries=[f"painter: {name} = {name}_plugin:component"],
        files=[(f"{name}_plugin.py", source), (f"{name}_config.py", config), *more.items()],
    )


def refusal(stage="painter", name="dots"):
    with pytest.raises(PluginError) as caught:
        load_component(stage, name)
    return caught.value


def test_a_component_comes_with_its_metadata(site):
    install(site)
    loaded = load_component("painter", "dots")
    assert loaded.component.summary == "Paints dots."
    assert loaded.record.distribution == "moviellm-plugin-dots"
    assert loaded.configure('{"size": 5}').size == 5


def test_an_unknown_name_brings_near_names_and_what_is_installed(site):
    install(site)
    error = refusal(name="dost")
    assert "no painter `dost`" in error.message
    assert "Did you mean `dots`?" in error.hint
    assert "Installed:" in error.hint


def test_a_name_of_this_project_brings_its_pip_line(monkeypatch):
    monkeypatch.setitem(first_party._BROUGHT_BY["painter"], "gouache", "moviellm-plugin-gouache")
    error = refusal(name="gouache")
    assert "The painter `gouache` is not installed." in error.message
    assert error.hint == "`pip install moviellm-plugin-gouache` brings it."
    near = refusal(name="guache").hint
    assert "`pip install moviellm-plugin-gouache` brings `gouache`" in near
    assert distribution_for("writer", "openai") == "moviellm-plugins-gpt"


def test_a_near_name_of_this_project_that_is_installed_is_told_once(site, monkeypatch):
    install(site)
    monkeypatch.setitem(first_party._BROUGHT_BY["painter"], "dots", "moviellm-plugin-dots")
    assert "Did you mean `dots`?" in refusal(name="dost").hint


def test_a_name_of_another_stage_is_pointed_out(site):
    install(site)
    assert "There is a painter of this name." in refusal("critic", "dots").hint


def test_two_owners_are_both_named(site, monkeypatch):
    install(site)
    site.install("rival", entries=["painter: dots = dots_plugin:component"], version="0.3")
    error = refusal()
    assert "moviellm-plugin-dots 1.2.0" in error.message
    assert "rival 0.3" in error.message
    monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", "rival")
    assert load_component("painter", "dots").record.distribution == "moviellm-plugin-dots"


def test_a_disabled_plugin_is_not_imported(site, monkeypatch):
    install(site, source="raise SystemExit(1)")
    monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", "dots")
    assert "is disabled" in refusal().message


@pytest.mark.parametrize(
    ("source", "words", "cause"),
    [
        ("import not_there_at_all", "No module named 'not_there_at_all'", ModuleNotFoundError),
        ("1 / 0", "ZeroDivisionError: division by zero", ZeroDivisionError),
        ("assert False, 'never'", "AssertionError: never", AssertionError),
        ("raise SystemExit(5)", "ends the process (exit code 5)", SystemExit),
        ("component = (", "SyntaxError", SyntaxError),
        ("other = 1", "AttributeError", AttributeError),
        ("component = 7", "names a int, not a moviellm.Component", None),
        (DOTS.replace('"painter"', '"critic"'), "its stage is 'critic'", None),
        (DOTS.replace('"dots",', '"dotty",', 1), "its name is 'dotty'", None),
        (DOTS.replace('"dots",', '"dots", api_version=0,', 1), "version 0 of the plugin", None),
    ],
)
def test_a_broken_plugin_is_named_with_its_cause(site, source, words, cause):
    install(site, source=source)
    error = refusal()
    assert "painter `dots` (moviellm-plugin-dots 1.2.0) is broken" in error.message
    assert words in error.message
    assert error.hint
    assert isinstance(error.__cause__, cause) if cause else error.__cause__ is None


def test_a_broken_plugin_does_not_stop_its_neighbours(site):
    install(site)
    install(site, name="bad", source="1 / 0")
    assert load_component("painter", "dots").component.name == "dots"


def test_the_heavy_part_is_imported_only_when_asked_for(site):
    install(site, **{"dots_impl.py": "import not_there_at_all"})
    loaded = load_component("painter", "dots")
    assert loaded.configure("{}").size == 3
    with pytest.raises(PluginError, match=r"import `dots_impl:Dots`.*not_there_at_all") as caught:
        loaded.implementation()
    assert "needs the module `not_there_at_all`" in caught.value.hint


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("Open", "accepts unknown options"),
        ("Dataclass", "not a pydantic model"),
        ("Missing", "AttributeError"),
    ],
)
def test_a_config_model_must_be_closed(site, model, words):
    install(site, source=DOTS.replace("dots_config:Config", f"dots_config:{model}"))
    with pytest.raises(PluginError, match=words):
        load_component("painter", "dots").config_model()


def test_a_config_model_whose_own_code_fails_is_the_plugins_fault(site):
    failing = """
        from pydantic import BaseModel, field_validator

        class Config(BaseModel, extra="forbid"):
            size: int = 3

            @field_validator("size")
            def check(cls, value):
                raise KeyError("oops")
    """
    install(site, config=failing)
    with pytest.raises(PluginError, match="KeyError"):
        load_component("painter", "dots").configure('{"size": 1}')


def test_options_for_a_component_without_any_are_refused(site):
    install(site, source=DOTS.replace('config="dots_config:Config",', ""))
    loaded = load_component("painter", "dots")
    assert loaded.configure("{}") is None
    with pytest.raises(InputError, match="takes no options"):
        loaded.configure('{"size": 1}')


def test_an_implementation_must_be_a_class(site):
    install(site, **{"dots_impl.py": "def Dots(): ..."})
    with pytest.raises(PluginError, match="is not a class"):
        load_component("painter", "dots").implementation()


def test_a_command_is_imported_when_asked_for(site):
    site.install(
        "dots",
        entries=["commands: dot = dots_commands:dot"],
        files={"dots_commands.py": "dot = 'a click command'"}.items(),
    )
    assert load_command("dot") == "a click command"
    with pytest.raises(PluginError, match="There is no command `dto`"):
        load_command("dto")


def test_a_reinstalled_plugin_is_seen_at_once(site):
    install(site)
    load_component("painter", "dots")
    shutil.rmtree(site.folder / "moviellm_plugin_dots-1.2.0.dist-info")
    site.install("moviellm-plugin-dots", entries=["painter: dashes = dots_plugin:component"])
    assert "Did you mean `dashes`" not in refusal(name="dots").message
    assert "dashes" in refusal(name="dots").hint
