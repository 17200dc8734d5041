"""The crew calls the selected component inside the observers' wrappers and checks every answer."""

from __future__ import annotations

import logging
import pickle
import sys
from pathlib import Path

import pytest
from moviellm import Context, FilmError, InputError, PluginError
from moviellm.film import (
    Annotations,
    Brief,
    Comparison,
    Film,
    Screenplay,
    Shape,
    Slate,
    Sound,
    Storyboard,
    Verdict,
)
from moviellm.plugins.components import Components, Selected
from moviellm.run_reports import FilmReport, RunReport, RunStart, StepReport

BRIEF = Brief(id="film-a", theme="Two cats", seed=1, shape=Shape(chapters=1, scenes=1, frames=1))
SCREENPLAY = Screenplay.model_construct(film="film-a")
STORYBOARD = Storyboard.model_construct(film="film-a", cues=("cue",))
SLATES = [Slate.model_construct(seed=n) for n in range(3)]
FILM = Film.model_construct(brief=BRIEF)
COMPARISONS = [Comparison(question="Who?", reference="Ivo.", first="Ivo.", second="")] * 2
CONTEXT = Context(seed=1, film="film-a", log=logging.getLogger("t"), calls=None, blobs=None)

DECLARATION = """
    from moviellm import Capabilities, Component

    component = Component(
        name="{name}", stage="{stage}", summary="A test.", implementation="{name}_impl:Plugin",
        config={config!r}, capabilities={capabilities},
    )
"""
PRELUDE = """
from moviellm import FilmError, hookimpl
from moviellm.film import (
    Annotations, Painting, Preference, Screenplay, Sound, Storyboard, Verdict
)

def painting(n):
    return Painting(data=bytes([n]), format="png", width=1, height=1)

SCREENPLAY = Screenplay.model_construct(film="film-a")
TOLD = []

class Plugin:
"""


@pytest.fixture
def plugin(site):
    """Install a plugin from the body of its class and return how to select it."""

    def install(stage, body, name="thing", *, options="{}", more="", **declared):
        given = {"config": None, "capabilities": "Capabilities()"} | declared
        declaration = DECLARATION.format(name=name, stage=stage, **given)
        lines = "\n".join("    " + line for line in body.strip("\n").splitlines())
        site.install(
            f"moviellm-plugin-{name}",
            entries=[f"{stage}: {name} = {name}_plugin:component"],
            files=[
                (f"{name}_plugin.py", declaration),
                (f"{name}_impl.py", PRELUDE + lines + "\n"),
                (f"{name}_config.py", more),
            ],
        )
        return Selected(stage, name, options)

    return install


WRITER = """
@hookimpl
def moviellm_write(self, brief, context):
    return SCREENPLAY
"""
PAINTER = """
@hookimpl
def moviellm_paint(self, slates, context):
    for slate in slates:
        yield painting(slate.seed)
"""


def test_every_stage_answers_through_its_own_method(plugin, tmp_path):
    components = Components(
        [
            plugin("writer", WRITER, "w"),
            plugin(
                "director",
                "@hookimpl\ndef moviellm_direct(self, brief, screenplay):\n"
                "    return Storyboard.model_construct(film=brief.id)",
                "d",
            ),
            plugin(
                "voice",
                "@hookimpl\ndef moviellm_voice(self, storyboard):\n"
                "    return [Sound(data=b'', duration_ms=5) for cue in storyboard.cues]",
                "v",
            ),
            plugin("painter", PAINTER, "p"),
            plugin(
                "critic",
                "@hookimpl\ndef moviellm_critique(self, slates, paintings):\n"
                "    return [Verdict(score=1) for painting in paintings]",
                "c",
            ),
            plugin(
                "captioner",
                "@hookimpl\ndef moviellm_caption(self, film):\n"
                "    return Annotations.model_construct(film=film.id)",
                "t",
            ),
            plugin(
                "exporter",
                "@hookimpl\ndef moviellm_export(self, films, target):\n"
                "    target.joinpath('n').write_text(str(len(list(films))))\n    return True",
                "e",
            ),
        ]
    )
    assert isinstance(components.write(BRIEF, CONTEXT), Screenplay)
    assert isinstance(components.direct(BRIEF, SCREENPLAY, CONTEXT), Storyboard)
    assert components.voice(SCREENPLAY, STORYBOARD, CONTEXT) == (Sound(data=b"", duration_ms=5),)
    paintings = list(components.paint(SLATES, CONTEXT))
    assert [painting.data for painting in paintings] == [b"\0", b"\1", b"\2"]
    assert components.critique(SLATES, paintings, CONTEXT) == (Verdict(score=1),) * 3
    assert isinstance(components.caption(FILM, CONTEXT), Annotations)
    components.export("e", iter([FILM]), tmp_path, CONTEXT)
    assert (tmp_path / "n").read_text() == "1"
    assert components.versions()["painter:p"] == "moviellm-plugin-p 1.2.0"
    assert components.names("exporter") == ("e",)


def test_implementations_are_imported_at_the_first_call_of_their_stage(plugin):
    components = Components([plugin("writer", WRITER, "w"), plugin("painter", PAINTER, "p")])
    assert components.component("painter").summary == "A test."
    assert not {"w_impl", "p_impl"} & set(sys.modules)
    components.write(BRIEF, CONTEXT)
    assert "p_impl" not in sys.modules
    components.prepare("painter")
    assert "p_impl" in sys.modules


def test_only_the_asked_exporter_is_called(plugin, tmp_path):
    body = """
@hookimpl
def moviellm_export(self, films, target):
    target.joinpath("{}").touch()
    return True
"""
    components = Components(
        [plugin("exporter", body.format(name), name) for name in ("one", "two", "three")]
    )
    for name in ("one", "two", "three"):
        components.prepare("exporter", name)
    components.export("two", [], tmp_path, CONTEXT)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["two"]


OBSERVER = """
@hookimpl(wrapper=True)
def moviellm_write(self, brief):
    TOLD.append("before")
    screenplay = yield
    TOLD.append("after")
    return screenplay

@hookimpl
def moviellm_run_started(self, start):
    TOLD.append(start.films)

@hookimpl
def moviellm_step_finished(self, step):
    TOLD.append(step.stage)

@hookimpl
def moviellm_film_finished(self, film):
    TOLD.append(film.film)

@hookimpl
def moviellm_run_finished(self, run):
    TOLD.append(run.state)
"""


def test_an_observer_wraps_a_stage_and_hears_the_notices(plugin, tmp_path):
    components = Components([plugin("writer", WRITER, "w"), plugin("hooks", OBSERVER, "o")])
    components.run_started(RunStart(folder=tmp_path, films=1, plugins={}, resumed=False))
    components.write(BRIEF, CONTEXT)
    components.step_finished(StepReport(stage="writer", film="film-a", items=1, wall_ms=1))
    components.film_finished(FilmReport(film="film-a", theme="t", state="done"))
    components.run_finished(RunReport(folder=tmp_path, state="finished", films=1))
    told = sys.modules["o_impl"].TOLD
    assert told == [1, "before", "after", "writer", "film-a", "finished"]


def test_observers_are_told_in_the_order_of_the_pipeline(plugin):
    body = "@hookimpl\ndef moviellm_film_finished(self):\n    import sys\n    {}"
    told = "sys.modules.setdefault('told_by', []).append('{}')"
    names = ["a", "b", "c"]
    components = Components(
        [plugin("hooks", body.format(told.format(name)), name) for name in names]
    )
    components.film_finished(FilmReport(film="film-a", theme="t", state="done"))
    assert sys.modules.pop("told_by") == names


def test_notices_without_observers_reach_nobody(plugin):
    components = Components([plugin("writer", "1 / 0")])
    components.film_finished(FilmReport(film="film-a", theme="t", state="done"))


@pytest.mark.parametrize(
    ("stage", "body", "call", "words"),
    [
        ("writer", "return None", lambda c: c.write(BRIEF, CONTEXT), "a Screenplay.*nothing"),
        ("writer", "return {}", lambda c: c.write(BRIEF, CONTEXT), "a Screenplay.*type dict"),
        (
            "writer",
            "return Screenplay.model_construct(film='film-b')",
            lambda c: c.write(BRIEF, CONTEXT),
            "of film film-a.*of film film-b",
        ),
        ("painter", "return 7", lambda c: list(c.paint(SLATES, CONTEXT)), "a sequence.*type int"),
        (
            "painter",
            "return [painting(1)]",
            lambda c: list(c.paint(SLATES, CONTEXT)),
            "3 paintings.*returned 1",
        ),
        (
            "painter",
            "return [painting(1)] * 4",
            lambda c: list(c.paint(SLATES, CONTEXT)),
            "3 paintings.*returned more",
        ),
        (
            "painter",
            "return [painting(1), None]",
            lambda c: list(c.paint(SLATES, CONTEXT)),
            "a Painting.*nothing",
        ),
        ("voice", "return []", lambda c: c.voice(SCREENPLAY, STORYBOARD, CONTEXT), "1 of Sound"),
        ("critic", "return 'abc'", lambda c: c.critique(SLATES, [1, 2, 3], CONTEXT), "a Verdict"),
        ("captioner", "return True", lambda c: c.caption(FILM, CONTEXT), "an Annotations"),
        ("exporter", "return 1", lambda c: c.export("thing", [], Path(), CONTEXT), "True.*int"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_the_plugins_fault(plugin, stage, body, call, words):
    hook = {"writer": "write", "painter": "paint", "voice": "voice", "critic": "critique"}
    hook |= {"captioner": "caption", "exporter": "export"}
    components = Components(
        [plugin(stage, f"@hookimpl\ndef moviellm_{hook[stage]}(self):\n    {body}")]
    )
    with pytest.raises(PluginError, match=rf"{stage} `thing` \(moviellm-plugin-thing.*{words}"):
        call(components)


@pytest.mark.parametrize(("answer", "usd"), [("2", 2.0), ("0.5", 0.5), ("None", None)])
def test_a_paid_component_tells_what_a_film_costs_at_most(plugin, answer, usd):
    assert Components([paid(plugin, answer)]).estimate("writer", BRIEF) == usd


def test_an_estimate_of_the_wrong_kind_is_the_plugins_fault(plugin):
    with pytest.raises(PluginError, match="moviellm_estimate must return US dollars"):
        Components([paid(plugin, "'2 USD'")]).estimate("writer", BRIEF)


def test_a_critic_that_judges_gives_one_preference_a_comparison(plugin):
    components = Components([judge(plugin, "[Preference(better='first') for _ in comparisons]")])
    components.require_judge("critic")
    assert [said.better for said in components.judge("critic", COMPARISONS, CONTEXT)] == [
        "first"
    ] * 2


@pytest.mark.parametrize(
    ("answer", "words"), [("[]", "2 of Preference"), ("['first'] * 2", "a Preference.*type str")]
)
def test_preferences_of_the_wrong_kind_are_the_plugins_fault(plugin, answer, words):
    with pytest.raises(PluginError, match=f"moviellm_judge must return {words}"):
        Components([judge(plugin, answer)]).judge("critic", COMPARISONS, CONTEXT)


def test_a_critic_that_does_not_judge_is_refused_as_a_judge(plugin):
    components = Components(
        [plugin("critic", "@hookimpl\ndef moviellm_critique(self):\n    return []")]
    )
    with pytest.raises(InputError, match=r"critic `thing`.* is no judge"):
        components.require_judge("critic")


def judge(plugin, answer):
    critique = "@hookimpl\ndef moviellm_critique(self):\n    return []\n"
    judging = f"@hookimpl\ndef moviellm_judge(self, comparisons):\n    return {answer}"
    return plugin("critic", critique + judging, capabilities="Capabilities(judges=True)")


def test_what_is_not_paid_costs_nothing_and_is_not_asked(plugin):
    assert Components([plugin("writer", "1 / 0")]).estimate("writer", BRIEF) == 0.0


def paid(plugin, answer):
    estimate = f"@hookimpl\ndef moviellm_estimate(self, brief):\n    return {answer}"
    return plugin("writer", WRITER + estimate, capabilities="Capabilities(paid=True)")


def notes(error):
    return " ".join(getattr(error, "__notes__", ()))


def test_an_exception_keeps_its_kind_and_gains_the_plugin_and_film(plugin):
    components = Components([plugin("writer", "@hookimpl\ndef moviellm_write(self):\n    {}['x']")])
    with pytest.raises(KeyError) as caught:
        components.write(BRIEF, CONTEXT)
    assert notes(caught.value) == "in the writer `thing` (moviellm-plugin-thing 1.2.0), film film-a"


def test_an_exception_while_painting_names_the_shot_and_keeps_the_first_pictures(plugin):
    body = """
@hookimpl
def moviellm_paint(self, slates):
    yield painting(1)
    raise FilmError("no paint left")
"""
    paintings = Components([plugin("painter", body)]).paint(SLATES, CONTEXT, shot="shot s1")
    assert next(paintings).data == b"\1"
    with pytest.raises(FilmError, match="no paint left") as caught:
        next(paintings)
    assert notes(caught.value).endswith("1.2.0), film film-a, shot s1")


def test_an_exception_of_an_observers_wrapper_is_not_blamed_on_the_component(plugin):
    wrapper = """
@hookimpl(wrapper=True)
def moviellm_write(self):
    yield
    raise RuntimeError("the observer failed")
"""
    components = Components([plugin("writer", WRITER, "w"), plugin("hooks", wrapper, "o")])
    with pytest.raises(RuntimeError) as caught:
        components.write(BRIEF, CONTEXT)
    assert "hooks `o`" in notes(caught.value)


def test_an_exception_that_passes_an_observers_wrapper_is_blamed_on_the_component(plugin):
    failing = "@hookimpl\ndef moviellm_write(self):\n    1 / 0"
    components = Components([plugin("writer", failing, "w"), plugin("hooks", OBSERVER, "o")])
    with pytest.raises(ZeroDivisionError) as caught:
        components.write(BRIEF, CONTEXT)
    assert "writer `w`" in notes(caught.value)


def test_of_two_exporters_with_one_class_the_called_one_is_named(plugin, site, tmp_path):
    base = "from moviellm import hookimpl\nclass Base:\n    @hookimpl\n"
    (site.folder / "shared_base.py").write_text(base + "    def moviellm_export(self): 1 / 0\n")
    body = "from shared_base import Base as shared\nmoviellm_export = shared.moviellm_export"
    components = Components([plugin("exporter", body, name) for name in ("one", "two")])
    components.prepare("exporter", "one")
    for name in ("two", "one"):
        with pytest.raises(ZeroDivisionError) as caught:
            components.export(name, [], tmp_path, CONTEXT)
        assert f"exporter `{name}`" in notes(caught.value)


def test_of_two_observers_the_one_that_failed_is_named(plugin):
    body = "@hookimpl\ndef moviellm_film_finished(self):\n    {}"
    components = Components(
        [plugin("hooks", body.format("pass"), "a"), plugin("hooks", body.format("1 / 0"), "b")]
    )
    with pytest.raises(ZeroDivisionError) as caught:
        components.film_finished(FilmReport(film="film-a", theme="t", state="done"))
    assert "hooks `b`" in notes(caught.value)


@pytest.mark.parametrize(
    ("stage", "body", "call"),
    [
        (
            "writer",
            "@hookimpl\ndef moviellm_write(self): exit(3)",
            lambda c: c.write(BRIEF, CONTEXT),
        ),
        (
            "painter",
            "@hookimpl\ndef moviellm_paint(self):\n    yield painting(1)\n    raise SystemExit(3)",
            lambda c: list(c.paint(SLATES, CONTEXT)),
        ),
    ],
)
def test_a_plugin_cannot_end_the_process(plugin, stage, body, call):
    with pytest.raises(PluginError, match=r"`thing`.*tried to end the process \(exit code 3\)"):
        call(Components([plugin(stage, body)]))


@pytest.mark.parametrize(
    ("stage", "body", "words"),
    [
        ("writer", "x = 1", "no `moviellm_write` marked with `@hookimpl`"),
        ("writer", "def moviellm_write(self): ...", "no `moviellm_write` marked"),
        ("writer", "@hookimpl\ndef moviellm_wirte(self): ...", "unknown hook 'moviellm_wirte'"),
        ("writer", "@hookimpl\ndef moviellm_write(self, breif): ...", "breif"),
        ("writer", WRITER + "@hookimpl\ndef moviellm_run_started(self): ...", "into an observer"),
        ("writer", WRITER + "__hash__ = None", "unhashable"),
        ("writer", "def __init__(self): 1 / 0", "does not start: ZeroDivisionError"),
        ("writer", "def __init__(self): exit()", "does not start: SystemExit"),
        ("writer", "def __init__(self, config): ...", "does not start: TypeError"),
        ("hooks", WRITER, r"may wrap `moviellm_write` \(`wrapper=True`\) but not answer"),
        (
            "hooks",
            "@hookimpl(hookwrapper=True)\ndef moviellm_write(self):\n    yield",
            "old-style wrapper",
        ),
    ],
)
def test_a_plugin_that_cannot_work_is_broken_by_name(plugin, stage, body, words):
    components = Components([plugin(stage, body)])
    for _ in range(2):  # the second attempt finds nothing half-registered
        with pytest.raises(PluginError, match=rf"`thing` .*is broken: .*{words}"):
            components.prepare(stage)


CONFIG = """
from moviellm import WithoutEffect
from pydantic import BaseModel

class Config(BaseModel, extra="forbid"):
    size: tuple[int, int] = (4, 3)
    device: WithoutEffect[str] = "cpu"
"""


def test_options_reach_the_component_and_only_those_with_effect_are_settings(plugin):
    body = """
def __init__(self, config):
    self.config = config

@hookimpl
def moviellm_paint(self, slates):
    return [painting(self.config.size[0]) for slate in slates]
"""
    selected = plugin(
        "painter",
        body,
        config="thing_config:Config",
        options='{"size": [9, 3], "device": "cuda"}',
        more=CONFIG,
    )
    components = Components([pickle.loads(pickle.dumps(selected))])
    assert components.settings("painter") == {"size": [9, 3]}
    assert [painting.data for painting in components.paint(SLATES, CONTEXT)] == [b"\x09"] * 3


def test_a_stage_that_nobody_was_selected_for_is_named():
    with pytest.raises(PluginError, match="No writer was selected"):
        Components([]).write(BRIEF, CONTEXT)
    with pytest.raises(PluginError, match="No exporter `x` was selected"):
        Components([]).export("x", [], Path(), CONTEXT)


def test_wrong_options_are_the_users_fault(plugin):
    selected = plugin(
        "painter", PAINTER, config="thing_config:Config", options='{"size": "big"}', more=CONFIG
    )
    with pytest.raises(InputError, match="options of the painter `thing`"):
        Components([selected]).prepare("painter")


def test_a_crew_is_made_anew_in_another_process(plugin, site):
    selected = [plugin("painter", PAINTER), plugin("hooks", OBSERVER, "o")]
    printed = site.python(f"""
        import pickle
        from moviellm import Context
        from moviellm.film import Slate
        from moviellm.plugins.components import Components
        components = Components(pickle.loads({pickle.dumps(selected)!r}))
        context = Context(seed=1, film="film-a", log=None, calls=None, blobs=None)
        slates = [Slate.model_construct(seed=n) for n in range(3)]
        print([painting.data for painting in components.paint(slates, context)])
    """)
    assert printed.strip() == str([b"\0", b"\1", b"\2"])
