from __future__ import annotations

import re

from moviellm.studio.fable.prose import article

ARTICLE = re.compile(r"\b(a|an) ([A-Za-z-]+)", re.IGNORECASE)


def assert_good(text: str) -> None:
    assert text[0].isupper() or text[0] == "“", text
    assert text.rstrip("”")[-1] in ".?!", text
    assert "  " not in text, text
    assert not re.search(r"[{}]", text), text
    assert " ." not in text, text
    assert not re.search(r"\bthe the\b", text, re.IGNORECASE), text
    for found, noun in ARTICLE.findall(text):
        assert article(noun).split()[0] == found.lower(), text


def test_every_event_is_told_in_a_good_sentence(shorts, paper):
    for play in [*shorts, paper]:
        for event in play.events():
            assert_good(event.prose)
            if event.line:
                assert_good(event.line)
                assert event.line in event.prose


def test_titles_and_summaries_are_told_in_good_sentences(shorts, paper):
    for play in [*shorts, paper]:
        assert_good(play.overview)
        assert_good(f"{play.title}.")
        for chapter in play.chapters:
            assert_good(chapter.summary)
            assert chapter.title[0].isupper()
            assert "{" not in chapter.title
        for scene in play.scenes():
            assert_good(scene.summary)
            assert scene.title[0].isupper()
            assert scene.title[-1] != "."


def test_chapter_titles_differ(shorts, paper):
    for play in [*shorts, paper]:
        titles = [chapter.title for chapter in play.chapters]
        assert len(set(titles)) == len(titles)


def test_the_sentence_names_its_agent(shorts):
    for play in shorts:
        names = {person.id: person.name for person in play.cast}
        for event in play.events():
            if event.agent:
                assert event.prose.startswith(names[event.agent])


def test_lines_are_not_said_twice_in_a_scene(shorts, paper):
    for play in [*shorts, paper]:
        for scene in play.scenes():
            lines = [event.line for event in scene.events if event.line]
            assert len(set(lines)) == len(lines)


def test_appearance_is_described(shorts):
    for play in shorts:
        for person in play.cast:
            looks = person.appearance
            assert looks.garment_colour in looks.description
            assert_good(f"{looks.description[0].upper()}{looks.description[1:]}.")


def test_articles_follow_the_sound():
    assert article("apple") == "an apple"
    assert article("old map") == "an old map"
    assert article("unsigned letter") == "an unsigned letter"
    assert article("brass key") == "a brass key"
    assert article("unicorn") == "a unicorn"
    assert article("hour") == "an hour"
