"""A film about a real person is finished only as long as there is the record of their consent."""

from __future__ import annotations

from moviellm.runs import open_run

THEMES = ["A day with Serena Williams", "a lighthouse"]
CONSENT = {
    "person": "Serena Williams", "basis": "written consent", "confirmed_by": "the lab",
    "date": "2025-01-31",
}  # fmt: skip


def test_a_finished_film_whose_consent_is_withdrawn_is_finished_no_more(produce):
    agreed = produce(themes=THEMES, consent=[CONSENT])
    assert (agreed.state, agreed.films) == ("finished", 2)
    assert produce(themes=THEMES, consent=[CONSENT]).made == {}
    withdrawn = produce(themes=THEMES, limits={"failed_films": 1})
    assert withdrawn.films == 1
    (reason,) = withdrawn.quarantined.values()
    assert "Serena Williams" in reason


def test_another_record_of_the_same_consent_goes_into_the_film(produce):
    produce(themes=THEMES, consent=[CONSENT])
    other = produce(themes=THEMES, consent=[{**CONSENT, "confirmed_by": "the studio"}])
    assert (other.state, other.films) == ("finished", 2)
    with open_run(other.folder) as run:
        who = [record.confirmed_by for film in run.films() for record in film.consent]
    assert set(who) == {"the studio"}
