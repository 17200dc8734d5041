"""The form of a plot that is written as storylets: what stands in a file of ``plots/stories``.

A file begins with what the plot says of itself, a key and a value a line, and goes on with its
storylets::

    == lend; turn ask; at home; debtor lender; tension 3; needs coin with lender
    @asked debtor asks lender: Lend me {coin}. | May I have {coin}?
    !! @lent lender gives coin debtor < asked because {they} cannot say no
    lender to debtor: Until tomorrow.

`docs/explanation/fable.md` explains it to who writes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPEECH = re.compile(
    r"(?P<agent>\w+)"
    r"(?: to (?P<to>\w+)| asks (?P<asks>\w+)| tells (?P<tells>\w+) (?P<fact>[\w=]+))?"
    r"(?: < (?P<because>[\w ~]+))?: (?P<text>.+)"
)
_QUOTED = re.compile(r' "([^"]*)"')
HANDLING = ("gives", "shows", "puts", "hides", "keeps", "breaks", "wears", "eats", "lights")
"""Verbs of steps for which the agent must have the thing."""
_MANY = ("thing", "spot", "want")
_SHARE = 0.6
"""Which part of the storylets that may be left out a telling has at most."""


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One thing that happens in a storylet.

    Attributes:
        agent: The part that does or says it.
        verb: The third person, such as ``gives``; ``says``, ``asks`` and ``tells`` are speech.
        words: What follows the verb: things, parts, spots; of speech the hearer, if any.
        label: A name by which others name it as their cause.
        because: Labels of its causes; ``~thing`` stands for how the agent knows of the thing.
        why: Clauses after "because", of which one is told.
        phrase: Present and past verb phrase instead of the verb's own; of speech its gist.
        lines: Wordings of what is said.
        fact: What is told.
        weight: How much it matters to the story, 0 to 3.
        spare: Whether it is left out where there is no room.
        unspoken: Whether nobody makes small talk of it.
    """

    agent: str
    verb: str
    words: tuple[str, ...] = ()
    label: str = ""
    because: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    phrase: tuple[str, str] | None = None
    lines: tuple[str, ...] = ()
    fact: str = ""
    weight: int = 0
    spare: bool = False
    unspoken: bool = False


@dataclass(slots=True)
class Storylet:
    """A stretch of story that can be told as soon as its conditions hold.

    Attributes:
        name: Its name in the plot.
        turn: The turn of the plot that it is one way to take; empty for what may be left out.
        place: ``home``, ``away`` or ``far``.
        cast: The parts that must be there.
        out: The parts that must not.
        alone: Whether nobody else may be there.
        light: The hour, if it matters.
        tension: How tense it is, 0 to 10.
        needs: Conditions, all of which must hold.
        because: Labels of what brings the first of the cast there.
        why: Why they come, as a clause after "because".
        secret: Whether those who are there keep it to themselves.
        early: Whether it may be told before the first turn.
        epilogue: Whether it is told after the last turn, and only then.
        tight: Whether nothing of another story may come before it.
        steps: What happens.
    """

    name: str
    turn: str = ""
    place: str = "home"
    cast: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    alone: bool = False
    light: str = ""
    tension: float = 5
    needs: tuple[tuple[str, ...], ...] = ()
    because: tuple[str, ...] = ()
    why: str = ""
    secret: bool = False
    early: bool = False
    epilogue: bool = False
    tight: bool = False
    steps: list[StoryStep] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """A plot as it is written.

    Attributes:
        says: What it says of itself, by key: ``kind``, ``summary``, ``parts``, ``title``, ...
        things: What it reserves: a name and what it is.
        spots: Where things are put: a name and which.
        wants: What each part wants.
        storylets: All of them, in order of writing.
    """

    says: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    spots: dict[str, str] = field(default_factory=dict)
    wants: dict[str, str] = field(default_factory=dict)
    storylets: list[Storylet] = field(default_factory=list)

    @property
    def parts(self) -> tuple[str, ...]:
        """Its parts: the owner's, the mover's, the witness's."""
        return tuple(self.says["parts"].split())

    @property
    def turns(self) -> tuple[str, ...]:
        """The turns that every telling takes, in order."""
        return tuple(dict.fromkeys(let.turn for let in self.storylets if let.turn))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of thing that it can be about; empty where one of them is any treasure."""
        whats = [what.partition(" @ ")[0] for what in self.things.values()]
        if any(what.startswith("treasure") for what in whats):
            return frozenset()
        return frozenset(kind for what in whats for kind in what.split("/"))

    def first_place(self, thing: str) -> str:
        """The place of the first storylet that handles a thing; turns count before others."""
        for let in sorted(self.storylets, key=lambda let: not let.turn):
            if any(thing in step.words for step in let.steps if step.verb in HANDLING):
                return let.place
        return "home"

    @property
    def most(self) -> int:
        """How many storylets a telling has at most: one a turn, and some of the others.

        Not all of them, since some exclude each other, and so that tellings differ.
        """
        return len(self.turns) + round(_SHARE * sum(not let.turn for let in self.storylets))


def read_form(text: str) -> Form:
    """Read a plot from the text of its file.

    Raises:
        ValueError: A line is none that the form knows.
    """
    form = Form()
    kept = {"thing": form.things, "spot": form.spots, "want": form.wants}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("== "):
            form.storylets.append(_storylet(line.removeprefix("== ")))
        elif form.storylets:
            form.storylets[-1].steps.append(_step(line.strip()))
        else:
            key, _, value = line.partition(" ")
            if key in _MANY:
                name, _, what = value.partition(" = ")
                kept[key][name] = what
            else:
                form.says[key] = value
    return form


def _storylet(head: str) -> Storylet:
    name, *clauses = head.split("; ")
    found = Storylet(name)
    for clause in clauses:
        key, _, value = clause.partition(" ")
        if key in ("turn", "light", "why"):
            setattr(found, key, value)
        elif key == "at":
            found.place = value
        elif key == "tension":
            found.tension = float(value)
        elif key == "needs":
            found.needs = (*found.needs, tuple(value.split()))
        elif key == "because":
            found.because = tuple(value.split())
        elif clause in ("alone", "secret", "early", "epilogue", "tight"):
            setattr(found, clause, True)
        else:
            people = clause.split()
            found.cast = tuple(one for one in people if not one.startswith("-"))
            found.out = tuple(one[1:] for one in people if one.startswith("-"))
    return found


def _step(line: str) -> StoryStep:
    weight, label, spare, unspoken = 0, "", False, False
    while line[0] in "!@?~":
        mark, _, line = line.partition(" ")
        if mark[0] == "!":
            weight = len(mark)
        elif mark[0] == "@":
            label = mark[1:]
        elif mark == "~":
            unspoken = True
        else:
            spare = True
    speech = _SPEECH.fullmatch(line)
    if speech is not None:
        return _said(speech, label, weight, spare)
    line, _, why = line.partition(" because ")
    line, _, because = line.partition(" < ")
    quoted = _QUOTED.search(line)
    agent, verb, *words = _QUOTED.sub("", line).split()
    return StoryStep(
        agent, verb, tuple(words), label, tuple(because.split()), _options(why),
        _pair(quoted[1]) if quoted else None, weight=weight, spare=spare, unspoken=unspoken,
    )  # fmt: skip


def _said(speech: re.Match[str], label: str, weight: int, spare: bool) -> StoryStep:
    text, _, gist = speech["text"].partition(" => ")
    verb = "asks" if speech["asks"] else "tells" if speech["tells"] else "says"
    hearer = speech["to"] or speech["asks"] or speech["tells"]
    return StoryStep(
        speech["agent"], verb, (hearer,) if hearer else (), label,
        tuple((speech["because"] or "").split()), (), _pair(gist) if gist else None,
        _options(text), speech["fact"] or "", weight, spare,
    )  # fmt: skip


def _options(text: str) -> tuple[str, ...]:
    return tuple(text.split(" | ")) if text else ()


def _pair(text: str) -> tuple[str, str]:
    present, _, past = text.partition(" / ")
    return present, past or present


def steps_of(form: Form) -> Iterator[tuple[Storylet, StoryStep]]:
    """Every step of a plot with its storylet."""
    for let in form.storylets:
        for step in let.steps:
            yield let, step
