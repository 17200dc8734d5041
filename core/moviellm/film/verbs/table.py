"""What a row of the vocabulary says, and what makes a row whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Self

from moviellm.film.models.events import ROLE_FIELDS, VERB_NAMES, VerbName
from moviellm.film.models.facts import Mood
from moviellm.film.models.storyboard import Pose
from moviellm.film.verbs.effects import Effect
from moviellm.film.verbs.grammar import SLOTS, VerbPhrase, slots_of
from moviellm.film.verbs.rules import Rule

Trace = Literal["moved", "changed", "gesture", "glance", "pose", "idle", "line"]
"""What is left of an event to be seen: somebody or something is elsewhere, or looks different; a
gesture that leaves nothing behind; a glance or a feeling; a pose; nothing at all; a line."""

FramedSubject = Literal["place", "figure", "people", "face"]
"""What the camera must have whole: the place, whole figures, those involved, or a face alone."""

Sentence = Literal["alone", "shared", "joined"]
"""Whether a sentence tells the event alone, of several who do the same, or with other deeds."""

Unfounded = Literal["answer", "habit", "deed"]
"""When a twin leaves the event out: an answer, when any of its causes is not as it was; a habit,
never; another deed, when all of its causes are gone."""

Ask = Literal["who", "what", "spot", "place", "count", "next", "why", "vain", "moment"]
"""What questions ask about events of the verb: who does it, what with, at which spot, in which
place, how often, what is done with the thing next, and why; `vain` where it can be done in vain,
for want of knowledge; `moment` where the event can name a moment in other questions."""


class Instead(NamedTuple):
    """What happens in a twin in the place of an event.

    Attributes:
        how: On another free spot of the same sort; only a look at the thing; only showing it.
        sentence: How that is told of the agent.
    """

    how: Literal["elsewhere", "look", "show"]
    sentence: str


def asks(*names: Ask) -> frozenset[Ask]:
    """What questions ask about a verb."""
    return frozenset(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One row of the vocabulary. What has no default every row must say.

    Attributes:
        name: The verb.
        needs: Fields of `Event` that it must have.
        may: Fields that it may have besides.
        rules: What must hold before it, in the order in which it is checked.
        effect: What it changes.
        sign: What a viewer sees or hears.
        visible: Whether the camera can see it happen (speech is heard, `learn` happens inside).
        deed: Whether it counts among what a person is seen to do.
        moves: Whether by it the agent comes into the scene's place or goes out of it.
        meets: Whether the agent goes to the person for it.
        vanishes: Whether there is nothing left to see afterwards, so that it is shown before.
        trace: What is left of it to be seen.
        framing: What a camera must have whole.
        pose: The agent's pose; None keeps their posture.
        person_pose: The pose of the person.
        mood: The mood that comes over the agent with it, and shows.
        person_mood: The same of the person.
        doing: What a picture shows the agent doing, with open roles; None for their pose alone.
        phrase: How it is said in English; None where its value or prose says it.
        counted: How questions of "how often" say it, if otherwise.
        sentence: How it goes together with others in a sentence.
        importance: How much it matters to a summary; 0 leaves it out.
        asked: What questions ask about it.
        unfounded: When a twin leaves it out.
        instead: What happens in its place where a twin forks.
    """

    name: VerbName
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    rules: tuple[Rule, ...]
    effect: Effect
    sign: str
    visible: bool = True
    deed: bool
    moves: Literal["in", "out"] | None = None
    meets: bool = False
    vanishes: Literal["never", "hidden", "always"] = "never"
    trace: Trace
    framing: FramedSubject
    pose: Pose | None
    person_pose: Pose | None = None
    mood: Mood | None = None
    person_mood: Mood | None = None
    doing: str | None
    phrase: VerbPhrase | None
    counted: str = ""
    sentence: Sentence
    importance: int
    asked: frozenset[Ask]
    unfounded: Unfounded
    instead: Instead | None = None

    def __new__(cls, **given: Any) -> Self:
        """Tell by the verb's name what a row lacks."""
        needed = [field.name for field in fields(cls) if field.default is MISSING]
        lacks = [name for name in needed if name not in given]
        if lacks:
            raise TypeError(f"The verb `{given.get('name', '?')}` lacks {', '.join(lacks)}.")
        return object.__new__(cls)

    @property
    def roles(self) -> tuple[str, ...]:
        """The fields that its events can have."""
        return (*self.needs, *self.may)

    @property
    def before(self) -> str:
        """What must hold before it, in words."""
        clauses = [
            f"{rule.clause}, if there is one" if rule.role in self.may else rule.clause
            for rule in self.rules
        ]
        return "; ".join(clauses).replace("; ,", ",") or "nothing"

    @property
    def after(self) -> str:
        """What holds after it, in words."""
        moods = (("agent", self.mood), ("person", self.person_mood))
        felt = [f"mood({role})={mood}" for role, mood in moods if mood]
        return ", ".join([self.effect.clause, *felt] if felt else [self.effect.clause])

    @property
    def told_freely(self) -> bool:
        """Whether the free prose of its events tells what happens, a whole sentence."""
        return self.phrase is None and "prose" in self.needs

    @property
    def handles(self) -> bool:
        """Whether it changes a prop."""
        return self.effect.of == "prop"

    @property
    def speaks(self) -> bool:
        """Whether a line is heard, which becomes a dialogue cue."""
        return "line" in self.needs


def table(rows: Iterable[Verb]) -> Mapping[VerbName, Verb]:
    """Every verb by its name, in the order of `VERB_NAMES`.

    Raises:
        ValueError: A verb has no row or several, or its row contradicts itself.
    """
    listed = list(rows)
    found = {verb.name: verb for verb in listed}
    for name in VERB_NAMES:
        count = sum(verb.name == name for verb in listed)
        if count != 1:
            raise ValueError(f"The verb `{name}` has {count or 'no'} row{'s' * (count > 1)}.")
    for verb in listed:
        for fault in faults(verb):
            raise ValueError(f"The verb `{verb.name}` {fault}.")
    return MappingProxyType({name: found[name] for name in VERB_NAMES})


def faults(verb: Verb) -> Iterator[str]:
    """What a row says that cannot be, as the rest of a sentence about the verb."""
    if verb.name not in VERB_NAMES:
        yield "is none of `VerbName`"
    for role in verb.roles:
        if role not in ROLE_FIELDS or verb.roles.count(role) > 1:
            yield f"has the role `{role}`, which is unknown or named twice"
    for claim, holds, role in _claims(verb):
        if holds and role not in verb.roles:
            yield f"{claim}, but has no role `{role}`"
    for ask, role in (("who", "agent"), ("what", "prop"), ("spot", "spot")):
        if ask in verb.asked and role not in verb.needs:
            yield f"is asked `{ask}`, but does not need `{role}`"
    for claim, holds in _contradictions(verb):
        if holds:
            yield claim


def _claims(verb: Verb) -> Iterator[tuple[str, bool, str]]:
    """What a row says, whether it does, and the role that it takes."""
    for slot in verb.phrase.slots if verb.phrase else ():
        if slot not in SLOTS:
            yield f"has a phrase with the unknown slot `{slot}`", True, slot
        elif SLOTS[slot] is not None:
            yield f"has a phrase with `{slot}`", True, SLOTS[slot] or ""
    pictured = (verb.doing or "", verb.counted, verb.instead.sentence if verb.instead else "")
    for slot in slots_of("".join(pictured)):
        if SLOTS.get(slot, slot) is not None:
            yield f"is told with `{slot}`", True, slot
    yield f"changes its {verb.effect.of}", verb.effect.of is not None, verb.effect.of or ""
    yield "makes somebody believe", verb.effect.believer is not None, "fact"
    yield "is a deed", verb.deed, "agent"
    yield "moves somebody in", verb.moves == "in", "place"
    yield "moves somebody", verb.moves is not None, "agent"
    yield "goes to a person", verb.meets or verb.person_pose is not None, "person"
    yield "brings the person a mood", verb.person_mood is not None, "person"
    yield "brings the agent a mood", verb.mood is not None, "agent"
    yield "goes elsewhere in a twin", _instead(verb) == "elsewhere", "spot"
    yield "is left in a twin", verb.instead is not None, "prop"


def _contradictions(verb: Verb) -> Iterator[tuple[str, bool]]:
    said = verb.phrase is not None
    yield "leaves a line, but has none, or the reverse", (verb.trace == "line") != verb.speaks
    yield (
        "moves or changes nothing, but leaves a trace of it",
        (verb.trace in ("moved", "changed") and verb.effect.of is None),
    )
    yield "is asked about, but has no phrase", bool(verb.asked - {"moment"}) and not said
    yield "is told in summaries, but has no phrase", verb.importance > 0 and not said
    yield "is a deed, but cannot be seen", verb.deed and not verb.visible
    yield (
        "changes a prop, but is no deed",
        verb.handles and not verb.deed and "agent" in verb.roles,
    )


def _instead(verb: Verb) -> str | None:
    return verb.instead.how if verb.instead else None
