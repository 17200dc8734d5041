"""The writers against a model on loopback: three levels, repair rounds, honest mending, refusal."""

from __future__ import annotations

import json
import logging

import pytest
from moviellm import FilmError
from moviellm.film import SHAPES, Ledger, check
from moviellm.film.verbs import SPEECH
from moviellm.testing import make_context
from moviellm_plugins_gpt.writer import schemas


def test_a_film_of_any_shape_is_written_in_three_levels(model, component, brief, context, provider):
    play = component("writer", provider).moviellm_write(brief(3, 2, 4), context)
    assert check(play) == ()
    assert [len(chapter.scenes) for chapter in play.chapters] == [2, 2, 2]
    assert {scene.frames for scene in play.scenes()} == {4}
    assert model.asked == {"bible": 1, "names": 1, "chapter": 3, "scene": 6}
    assert context.calls.sent == 11
    assert play.wrote.startswith("good ")


def test_the_shape_of_the_paper_has_1331_key_frames_and_six_lines_a_scene(
    model, component, brief, context
):
    shape = SHAPES["paper"]
    asked = brief(shape.chapters, shape.scenes, shape.frames)
    play = component("writer").moviellm_write(asked, context)
    assert check(play) == ()
    scenes = list(play.scenes())
    assert sum(scene.frames for scene in scenes) == 1_331
    assert all(sum(e.verb in SPEECH for e in scene.events) == 6 for scene in scenes)
    assert model.asked["scene"] == 121


def test_what_comes_first_is_the_same_for_every_scene_so_that_it_is_cached(
    model, component, brief, context
):
    component("writer").moviellm_write(brief(2, 2, 4), context)
    assert len(set(model.fixed["scene"])) == 1
    assert set(model.fixed["scene"]) == set(model.fixed["chapter"])
    assert "lighthouse keeper" in model.fixed["scene"][0]
    told = "- enter(agent, place): agent alive and elsewhere; place is the scene's -> "
    assert told in model.fixed["scene"][0]


def test_each_scene_is_told_the_state_that_the_scene_before_left(model, component, brief, context):
    play = component("writer").moviellm_write(brief(1, 3, 4), context)
    ledger, scenes = Ledger(play), list(play.scenes())
    for scene, text in zip(scenes[1:], model.heard["scene"][1:], strict=True):
        before = ledger.by_event[scene.events[0].id].before
        for person in play.cast:
            assert f"- {person.id}: at {before.place_of(person.id)}" in text
        for prop in play.props:
            assert f"- {prop.id}: {before.location_of(prop.id)}" in text
    last = scenes[0].events[-1]
    assert f"- {last.id}: {last.verb}" in model.heard["scene"][1]


def test_ids_are_ours_and_never_the_models_words(model, component, brief, context):
    def strange(bible):
        bible["cast"][0]["name"] = "../Mára <b>'s"
        bible["places"][0]["name"] = "灯塔"
        bible["cast"][0]["starts"] = bible["cast"][1]["starts"] = "灯塔"
        bible["props"][0]["starts"] = "灯塔"
        return bible

    model.instead("bible", strange)
    play = component("writer").moviellm_write(brief(), context)
    assert check(play) == ()
    assert play.cast[0].id == "mara-b-s-1"
    assert play.places[0].id == "place-3"
    assert play.cast[0].name == "../Mára <b>'s"


def test_another_seed_asks_for_another_film(model, component, brief):
    writer = component("writer")
    plays = [writer.moviellm_write(brief(), make_context(seed=seed)) for seed in (1, 2)]
    assert plays[0].title != plays[1].title


def test_problems_go_back_with_rule_and_hint_and_the_mended_answer_is_taken(
    model, component, brief, context
):
    def prop_elsewhere(scene):
        deeds = scene["events"]
        deeds.append({**deeds[0], "verb": "take", "agent": None, "place": None, "prop": None})
        return scene

    model.instead("scene", prop_elsewhere)
    play = component("writer").moviellm_write(brief(1, 1, 4), context)
    assert check(play) == ()
    assert model.asked["scene"] == 2
    repair = model.heard["scene"][1]
    assert "(take): incomplete. `take` needs `agent`." in repair
    assert not any(event.verb == "take" and event.agent is None for event in play.events())


def dead_speaker(scene):
    who = next(deed["agent"] for deed in scene["events"] if deed["verb"] == "say")
    at = next(n for n, deed in enumerate(scene["events"]) if deed["verb"] == "say")
    scene["events"].insert(at, {**scene["events"][at], "verb": "die", "line": None, "person": None})
    scene["events"][at]["agent"] = who
    return scene


def too_few(scene):
    return {"events": scene["events"][:3]}


def no_lines(scene):
    keep = [deed for deed in scene["events"] if deed["verb"] != "say"]
    face = {**keep[0], "verb": "feel", "value": "sad", "place": None}
    return {"events": [*keep, *[face] * (4 - len(keep))]}


@pytest.mark.parametrize(
    ("change", "told"),
    [(dead_speaker, "is dead"), (no_lines, "too few lines")],
)
def test_a_bad_scene_is_sent_back_at_most_twice(model, component, brief, context, change, told):
    model.always("scene", change)
    writer = component("writer", max_mended=1.0)
    play = writer.moviellm_write(brief(1, 1, 4), context)
    assert check(play) == ()
    assert model.asked["scene"] == 3
    assert told in model.heard["scene"][2]


def test_a_scene_with_too_few_events_is_no_answer(model, component, brief, context):
    model.always("scene", too_few)
    with pytest.raises(FilmError, match=r"scene c1\.s1.*not of the form asked for"):
        component("writer").moviellm_write(brief(1, 1, 4), context)


def test_an_id_that_there_is_not_is_asked_for_again(model, component, brief, context):
    def stranger(scene):
        scene["events"][-1]["agent"] = "nobody-9"
        return scene

    model.instead("scene", stranger)
    play = component("writer").moviellm_write(brief(1, 1, 4), context)
    assert check(play) == ()
    assert model.asked["scene"] == 2


def test_who_is_missing_enters_before_the_rest_is_mended(model, component, brief, context, caplog):
    def nobody_enters(scene):
        return {"events": [deed for deed in scene["events"] if deed["verb"] != "enter"]}

    model.always("scene", nobody_enters)
    writer = component("writer", rounds=0)
    with caplog.at_level(logging.WARNING):
        play = writer.moviellm_write(brief(1, 2, 3), context)
    assert check(play) == ()
    entered = [event for event in play.events() if ".in." in event.id]
    assert entered
    assert all(event.verb == "enter" for event in entered)
    assert f"entered {len(entered)}" in caplog.text


def test_a_deed_that_cannot_happen_never_survives_as_prose(model, component, brief, context):
    def impossible(scene):
        props = [deed["prop"] for deed in scene["events"] if deed["prop"]]
        last = scene["events"][-1]
        deed = {**last, "verb": "consume", "person": None, "line": None, "value": None,
                "prop": props[0] if props else "old-map-6",
                "prose": "She eats the brass key, the map and the lantern."}  # fmt: skip
        return {"events": [*scene["events"][:-1], deed]}

    model.always("scene", impossible)
    play = component("writer", rounds=0, max_mended=1.0).moviellm_write(brief(1, 2, 4), context)
    assert check(play) == ()
    assert not any("eats" in event.prose for event in play.events())


def test_what_the_table_cannot_say_becomes_an_act_when_it_claims_nothing(
    model, component, brief, context
):
    def waves(scene):
        last = scene["events"][-1]
        deed = {**last, "verb": "reconcile", "line": None, "value": None,
                "prose": "A small wave of the hand."}  # fmt: skip
        return {"events": [*scene["events"][:-1], deed]}

    model.always("scene", waves)
    play = component("writer", rounds=0, max_mended=1.0).moviellm_write(brief(1, 1, 4), context)
    acts = [event for event in play.events() if event.verb == "act"]
    assert [event.prose for event in acts] == ["A small wave of the hand."]


def test_a_scene_that_needs_too_much_mending_is_quarantined_with_the_reason(
    model, component, brief, context
):
    def nonsense(scene):
        last = scene["events"][-1]
        deed = {**last, "verb": "mend", "prop": "old-map-6", "person": None, "line": None,
                "value": None, "prose": "The old map is whole again."}  # fmt: skip
        return {"events": [deed] * 4}

    model.always("scene", nonsense)
    with pytest.raises(FilmError, match=r"4 of 4 events cannot happen after 2 rounds"):
        component("writer").moviellm_write(brief(1, 1, 4), context)
    assert model.asked["scene"] == 3


def test_a_quarantined_film_is_asked_anew_from_where_it_failed(model, component, brief, context):
    def nonsense(scene):
        deed = {**scene["events"][-1], "verb": "mend", "prop": "old-map-6", "person": None,
                "line": None, "value": None, "prose": "The old map is whole again."}  # fmt: skip
        return {"events": [deed] * 4}

    model.always("scene", nonsense)
    for rounds in (3, 6):
        with pytest.raises(FilmError, match="cannot happen"):
            component("writer").moviellm_write(brief(1, 1, 4), context)
        assert model.asked["scene"] == rounds
    model.always("scene", None)
    play = component("writer").moviellm_write(brief(1, 1, 4), context)
    assert check(play) == ()
    assert model.asked["scene"] == 7
    assert model.asked["bible"] == model.asked["chapter"] == 1
    again = component("writer").moviellm_write(brief(1, 1, 4), context)
    assert again == play
    assert model.asked["scene"] == 7


def test_a_bible_with_a_real_person_is_asked_anew(model, component, brief, context):
    model.always("bible", called("Brad Pitt"))
    with pytest.raises(FilmError, match="real person"):
        component("writer").moviellm_write(brief(), context)
    model.always("bible", None)
    assert component("writer").moviellm_write(brief(), context).cast[0].name == "Mara"
    assert model.asked["bible"] == 4


def test_causes_that_are_not_earlier_events_are_left_out(model, component, brief, context):
    def causes(scene):
        for number, deed in enumerate(scene["events"], start=1):
            deed["because"] = ["#1", f"#{number}", "#99", "c9.s9.e9", "because", "c1.s1.e1"][:4]
        return scene

    model.always("scene", causes)
    play = component("writer").moviellm_write(brief(1, 2, 4), context)
    assert check(play) == ()
    second = play.chapters[0].scenes[1].events
    assert second[1].because == (second[0].id,)


def test_told_facts_must_be_facts(model, component, brief, context):
    def tells(fact):
        def change(scene):
            at = next(n for n, deed in enumerate(scene["events"]) if deed["verb"] == "say")
            scene["events"][at] |= {"verb": "tell", "fact": fact}
            return scene

        return change

    model.instead("scene", tells("the map is a lie"), tells("location(old-map-6)=in:ivo-2"),
                  tells("location(old-map-6)=held:ivo-2"))  # fmt: skip
    play = component("writer").moviellm_write(brief(1, 1, 4), context)
    assert model.asked["scene"] == 3
    (told,) = [event for event in play.events() if event.verb == "tell"]
    assert told.fact == "location(old-map-6)=held:ivo-2"


def test_an_act_that_claims_a_deed_is_sent_back(model, component, brief, context):
    def claims(scene):
        last = scene["events"][-1]
        blank = {**last, "line": None, "value": None, "person": None}
        deed = {**blank, "verb": "act", "prose": "Mara hides the old map under her coat."}
        return {"events": [*scene["events"], deed]}

    model.instead("scene", claims)
    component("writer").moviellm_write(brief(1, 1, 4), context)
    assert model.asked["scene"] == 2
    assert "act states what the ledger does not know" in model.heard["scene"][1]


def called(name):
    def change(bible):
        bible["cast"][0]["name"] = name
        return bible

    return change


def test_real_people_on_the_list_are_refused(model, component, brief, context):
    model.instead("bible", called("Brad Pitt"))
    play = component("writer").moviellm_write(brief(), context)
    assert model.asked["bible"] == 2
    assert "Brad Pitt is a real person" in model.heard["bible"][1]
    assert play.cast[0].name == "Mara"


def test_a_writer_that_insists_on_a_real_person_gets_no_film(model, component, brief, context):
    model.always("bible", called("Brad Pitt"))
    with pytest.raises(FilmError, match="real person"):
        component("writer").moviellm_write(brief(), context)
    assert model.asked["bible"] == 3
    assert model.asked["scene"] == 0


def test_real_people_whom_only_the_model_knows_are_refused(model, component, brief, context):
    model.instead("bible", called("Zyx Qwv"))
    model.instead("names", lambda said: {"real": [1]})
    component("writer").moviellm_write(brief(), context)
    assert model.asked["bible"] == 2
    assert "Zyx Qwv is the name of somebody known" in model.heard["bible"][1]


def test_a_name_that_the_brief_itself_has_passed_its_own_check(model, component, brief, context):
    """The engine lets such a brief pass only with a record of consent."""
    model.instead("bible", called("Brad Pitt"))
    named = brief(theme="Brad Pitt keeps a lighthouse", dials={"lead": "Brad Pitt"})
    play = component("writer", check_names=False).moviellm_write(named, context)
    assert play.cast[0].name == "Brad Pitt"
    assert model.asked["bible"] == 1


def test_real_people_in_a_line_are_sent_back(model, component, brief, context):
    def drops_a_name(scene):
        for deed in scene["events"]:
            if deed["verb"] == "say":
                deed["line"] = "You look like Brad Pitt."
        return scene

    model.instead("scene", drops_a_name)
    component("writer").moviellm_write(brief(1, 1, 4), context)
    assert model.asked["scene"] == 2
    assert "Brad Pitt is a real person" in model.heard["scene"][1]


def resembles(answer):
    for part in answer.get("scenes", answer.get("events")):
        name = "summary" if "summary" in part else "prose"
        part[name] = "Somebody who looks like Brad Pitt waits."
    return answer


def test_real_people_in_an_outline_are_sent_back_to_its_chapter_alone(
    model, component, brief, context
):
    model.instead("chapter", resembles)
    play = component("writer").moviellm_write(brief(2, 2, 4), context)
    assert model.asked["chapter"] == 3
    assert "Brad Pitt is a real person" in "".join(model.heard["chapter"])
    assert "Brad Pitt" not in play.model_dump_json()


@pytest.mark.parametrize(("kind", "asked"), [("chapter", 3), ("scene", 3)])
def test_a_film_that_insists_on_a_real_person_is_given_up_where_it_does(
    model, component, brief, context, kind, asked
):
    model.always(kind, resembles)
    with pytest.raises(FilmError, match="would not do without a real person: Brad Pitt"):
        component("writer").moviellm_write(brief(1, 2, 4), context)
    assert model.asked[kind] == asked


def test_two_of_one_name_are_sent_back_and_then_told_apart(model, component, brief, context):
    model.always("bible", called("Ivo"))
    play = component("writer").moviellm_write(brief(), context)
    assert model.asked["bible"] == 3
    assert [person.name for person in play.cast] == ["Ivo", "Ivo II"]


def test_two_in_one_colour_are_dressed_apart(model, component, brief, context):
    def twins(bible):
        for player in bible["cast"]:
            player["looks"]["garment_colour"] = "red"
        return bible

    model.instead("bible", twins)
    play = component("writer").moviellm_write(brief(), context)
    worn = [person.appearance.garment_colour for person in play.cast]
    assert len(set(worn)) == len(worn)


def test_a_refusal_is_a_result_and_not_a_loop(model, component, brief, context, provider):
    model.refusing.add("bible")
    with pytest.raises(FilmError, match="refusal"):
        component("writer", provider).moviellm_write(brief(), context)
    assert model.asked["bible"] == 1


def test_own_prompts_stand_in_for_shipped_ones(model, component, brief, context):
    own = {"names": "Are these real?\n$names"}
    component("writer", prompts=own).moviellm_write(brief(), context)
    assert model.heard["names"] == ["Are these real?\n1. Mara\n2. Ivo"]


@pytest.mark.parametrize(
    ("prompts", "told"),
    [
        ({"epilogue": "x"}, "there is no prompt 'epilogue'; there are bible, "),
        ({"names": "$names and $secrets"}, r"wants \$secrets; it is given \$names"),
        ({"names": "it costs $ 5"}, r"stray \$"),
    ],
)
def test_wrong_prompts_are_refused_before_a_run(component, prompts, told):
    with pytest.raises(ValueError, match=told):
        component("writer", prompts=prompts)


def at_length(schema):
    """Makes every text of an answer as long as the schema lets it be."""

    def stretch(said, form):
        if "$ref" in form:
            return stretch(said, schema()["$defs"][form["$ref"].rpartition("/")[2]])
        if isinstance(said, dict):
            return {name: stretch(one, form["properties"][name]) for name, one in said.items()}
        if isinstance(said, list):
            return [stretch(one, form["items"]) for one in said]
        most = form.get("maxLength") or max(
            (one.get("maxLength", 0) for one in form.get("anyOf", ())), default=0
        )
        free = isinstance(said, str) and most > 120
        return (f"{said} " + "word " * most)[:most].strip() if free else said

    return lambda said: stretch(said, schema())


def test_the_estimate_is_above_what_a_film_of_long_answers_costs_with_every_round(
    model, component, brief, context
):
    model.always("bible", at_length(lambda: schemas.Bible.model_json_schema()))
    model.always("chapter", at_length(lambda: schemas.Chapter.model_json_schema()))
    long_deeds = at_length(lambda: schemas.Happening.model_json_schema())
    model.always("scene", lambda said: long_deeds(no_lines(said)))
    writer = component("writer")
    asked = brief(2, 2, 4)
    worst = writer.moviellm_estimate(asked)
    play = writer.moviellm_write(asked, context)
    assert len(play.chapters[0].summary) > 300
    given = [*model.heard.values(), *model.fixed.values()]
    tokens_in = sum(len(text) for texts in given for text in texts) / 3.5
    tokens_out = sum(len(json.dumps(one)) for one in model.said) / 3.5
    assert worst > (tokens_in * 1.0 + tokens_out * 4.0) / 1e6


def test_an_unknown_price_is_unknown(component, brief):
    assert component("writer", price=None).moviellm_estimate(brief()) is None
