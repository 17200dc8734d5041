"""A skeleton keeps who does what because of what, and nothing else."""

from __future__ import annotations

from moviellm.film import Event, Screenplay
from moviellm.testing import StoryBone, causal_spans, story_skeleton, tiny_screenplay

STORY = (
    Event(id="e1", verb="take", agent="ivo", prop="map"),
    Event(id="e2", verb="say", agent="mara", line="Give it to me.", person="ivo", because=("e1",)),
    Event(id="e3", verb="give", agent="ivo", prop="map", person="mara", because=("e2",)),
    Event(id="e4", verb="embrace", agent="mara", person="ivo", because=("e3",)),
)


def play_of(*events: Event) -> Screenplay:
    play = tiny_screenplay()
    (chapter,) = play.chapters
    scene = chapter.scenes[0].model_copy(update={"events": events})
    return play.model_copy(update={"chapters": (chapter.model_copy(update={"scenes": (scene,)}),)})


def renamed(event: Event, who: dict[str, str]) -> Event:
    update = {
        "agent": who[event.agent or ""],
        "prop": event.prop and "lamp",
        "line": event.line and "x",
    }
    if event.person:
        update["person"] = who[event.person]
    return event.model_copy(update=update)


def test_bones_are_key_deeds_and_what_leads_to_them():
    assert story_skeleton(play_of(*STORY)) == (
        StoryBone("take", "A", "", ()),
        StoryBone("say", "B", "A", (0,)),
        StoryBone("give", "A", "B", (1,)),
        StoryBone("embrace", "B", "A", (2,)),
    )


def test_names_things_and_lines_make_no_other_story():
    other = [renamed(event, {"ivo": "mara", "mara": "ivo"}) for event in STORY]
    assert story_skeleton(play_of(*other)) == story_skeleton(play_of(*STORY))


def test_another_cause_makes_another_story():
    at_once = STORY[3].model_copy(update={"because": ("e1",)})
    assert story_skeleton(play_of(*STORY[:3], at_once)) != story_skeleton(play_of(*STORY))


def test_talk_idle_hands_and_a_meal_make_none():
    around = (
        Event(id="e5", verb="say", agent="ivo", line="The tide turns.", because=("e4",)),
        Event(id="e6", verb="look", agent="ivo", because=("e4",)),
        Event(id="e7", verb="give", agent="ivo", prop="cake", person="mara"),
        Event(id="e8", verb="consume", agent="mara", prop="cake", because=("e7",)),
    )
    assert story_skeleton(play_of(*STORY, *around)) == story_skeleton(play_of(*STORY))


def test_a_film_without_key_deeds_has_none():
    assert story_skeleton(play_of(Event(id="e1", verb="look", agent="mara"))) == ()


def test_a_cause_of_an_earlier_chapter_spans_the_chapters_between():
    play = play_of(*STORY)
    (first,) = play.chapters
    late = Event(id="e5", verb="embrace", agent="ivo", person="mara", because=("e4", "e1"))
    scene = first.scenes[0].model_copy(update={"id": "c3.s1", "events": (late,)})
    between = first.model_copy(update={"id": "c2", "scenes": ()})
    last = first.model_copy(update={"id": "c3", "scenes": (scene,)})
    long = play.model_copy(update={"chapters": (first, between, last)})
    assert causal_spans(play) == (0, 0, 0)
    assert causal_spans(long) == (0, 0, 0, 2, 2)
