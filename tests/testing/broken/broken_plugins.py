"""Declarations of plugins that break their contract, each in one way. See `broken_parts`."""

from moviellm import Capabilities, Component


def _broken(stage: str, name: str, **more: object) -> Component:
    part = "".join(word.capitalize() for word in name.split("-"))
    more = {"implementation": f"broken_parts:{part}", "summary": "Breaks its contract.", **more}
    return Component(name=name, stage=stage, **more)


returns_a_dict = _broken("writer", "returns-a-dict")
ignores_the_seed = _broken("writer", "ignores-the-seed")
global_random = _broken("writer", "global-random")
reads_the_clock = _broken("writer", "reads-the-clock")
hash_order = _broken("writer", "hash-order")
breaks_the_ledger = _broken("writer", "breaks-the-ledger")
chokes_on_themes = _broken("writer", "chokes-on-themes")
remarks_in_ascii = _broken(
    "writer", "remarks-in-ascii", brief_remarks="broken_options:remarks_in_ascii"
)
secretly_paid = _broken("writer", "secretly-paid")
never_buys = _broken("writer", "never-buys", capabilities=Capabilities(paid=True))
mutates_input = _broken("painter", "mutates-input")
depends_on_batch = _broken("painter", "depends-on-batch")
context_seed = _broken("painter", "context-seed")
unmarked = _broken("painter", "unmarked")
box_outside = _broken("painter", "box-outside")
hangs = _broken("painter", "hangs")
exits = _broken("painter", "exits")
exits_hard = _broken("painter", "exits-hard")
segfaults = _broken("painter", "segfaults")
phones_home = _broken("captioner", "phones-home")
untrue_caption = _broken("captioner", "untrue-caption")
half_written = _broken("exporter", "half-written")
trusts_leftovers = _broken("exporter", "trusts-leftovers", capabilities=Capabilities(resumes=True))
writes_outside = _broken("exporter", "writes-outside")
writes_elsewhere = _broken("exporter", "writes-elsewhere")
trusts_titles = _broken("exporter", "trusts-titles")
forgets_frames = _broken("director", "forgets-frames")
wrong_length = _broken("voice", "wrong-length")
invents_facts = _broken("critic", "invents-facts")
judges_in_one_breath = _broken(
    "critic", "judges-in-one-breath", capabilities=Capabilities(judges=True)
)
judges_in_secret = _broken("writer", "judges-in-secret")
swallows_results = _broken("hooks", "swallows-results")
loose_options = _broken("writer", "loose-options", config="broken_options:Loose")
needs_a_key = _broken("writer", "needs-a-key", config="broken_options:NeedsAKey")
hidden_marks = _broken("writer", "hidden-marks", config="broken_options:HiddenMarks")
resumes_a_film = _broken("writer", "resumes-a-film", capabilities=Capabilities(resumes=True))
moves_no_pictures = _broken(
    "writer", "moves-no-pictures", capabilities=Capabilities(pictures_of="papercut")
)
two_lines = _broken("writer", "two-lines", summary="One.\nTwo.", output_version=0)
