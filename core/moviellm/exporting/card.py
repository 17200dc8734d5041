"""The data card of an export: how it was made, whom it names, what it may be used for. No dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from moviellm.exporting.audit_summary import AuditSummary
from moviellm.exporting.hub import hub_languages, hub_licence
from moviellm.exporting.rows import to_json
from moviellm.film import Consent, Film, clock

_MOST = 20
"""How many values of a free text (genre, writer) are listed before the rest is summed up."""

_MADE = """\
Every film was made by MovieLLM from a theme: a screenplay of events, a storyboard whose depictions
follow from the events, pictures painted from the depictions. Captions state what the depictions
show, and the answers to questions are computed from the events, with the frames and lines that
prove them. **Everything here is synthetic**: no camera recorded it, and its people are fictional,
but for those named under "Real people". Pictures and videos carry the IPTC digital source type of
generated media; {rows} `"synthetic": true`.
"""

_AUDITED = """\
`moviellm audit` trained baselines that see only words, or a part of a film, on some families of
films and asked them {questions:,} questions with options about {films:,} films, each by baselines
that had seen nothing of its family. What they answer above chance is given away; a stronger model
finds more. In brackets, 95 of 100 draws of as many families.
"""

_UNLICENSED = (
    "No licence was chosen when this was exported (option `licence` of the exporter). MovieLLM "
    "claims no rights in what it makes; the models that wrote and painted may set terms of their "
    "own."
)


class DataCard:
    """Counts films one by one, so that memory does not grow with them, and writes the card.

    Args:
        title: The dataset's name.
        licence: Under which licence it is given away; None when nobody chose one.
        tags: For the hub's list, beside ``synthetic``, ``moviellm`` and ``video``.
        rows: The subject and verb of "... ``"synthetic": true``", for what carries that mark.
        audit: What was answered without the films; None when nobody measured it.

    Attributes:
        counts: ``films``, ``ms`` of all of them, ``key frames``, ``captions``, ``questions``.
        languages: Films by BCP 47 tag.
        writers: Films by what `Screenplay.wrote` tells.
        kinds: Questions by kind.
    """

    def __init__(
        self,
        title: str,
        licence: str | None,
        *,
        tags: Sequence[str] = (),
        rows: str = "each row has",
        audit: AuditSummary | None = None,
    ) -> None:
        self._title, self._licence, self._tags, self._rows = title, licence, tags, rows
        self._audit = audit
        self.counts: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.writers: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self._consents: dict[Consent, None] = {}

    def add(self, film: Film) -> None:
        """Count a film."""
        self.counts["films"] += 1
        self.counts["ms"] += film.storyboard.duration_ms
        self.counts["key frames"] += len(film.footage.pictures)
        self.counts["captions"] += len(film.annotations.captions)
        self.counts["questions"] += len(film.annotations.questions)
        self.languages[film.brief.language] += 1
        self.writers[film.screenplay.wrote or "not recorded"] += 1
        self.kinds.update(question.kind for question in film.annotations.questions)
        self._consents.update(dict.fromkeys(film.consent))

    @property
    def length(self) -> str:
        """How long all films are together, as ``HH:MM:SS``."""
        return clock(self.counts["ms"]).partition(".")[0]

    def text(self, *sections: str, front_matter: str | None = None) -> str:
        """Return the card as Markdown.

        Args:
            sections: What the export holds, each with its heading, between how it was made and
                whom it names.
            front_matter: YAML with its fences in place of the usual one.
        """
        licence = as_markdown(self._licence) if self._licence else _UNLICENSED
        return "\n".join(
            (
                self._front_matter() if front_matter is None else front_matter,
                f"# {as_markdown(self._title)}\n",
                _MADE.format(rows=self._rows),
                *sections,
                *(_audited(self._audit) if self._audit else ()),
                "## Real people\n",
                self._people(),
                "## Licence\n",
                f"{licence}\n",
            )
        )

    def _front_matter(self) -> str:
        told = {"pretty_name": self._title} | hub_licence(self._licence)
        rows = [f"{name}: {to_json(value)}" for name, value in told.items()]
        rows += [f"{name}: {to_json(tags)}" for name, tags in hub_languages(self.languages).items()]
        rows.append("annotations_creators: [machine-generated]")
        rows.append("source_datasets: [original]")
        rows.append(f"tags: [{', '.join(('synthetic', 'moviellm', 'video', *self._tags))}]")
        return "\n".join(("---", *rows, "---\n"))

    def _people(self) -> str:
        """The consent records."""
        records = sorted(self._consents, key=lambda r: (r.person, r.date, r.basis, r.confirmed_by))
        if not records:
            return "No consent record was needed: the characters are fictional.\n"
        rows = ((r.person, r.basis, r.confirmed_by, r.date) for r in records)
        head = ("person", "basis", "confirmed by", "date")
        return markdown_table(head, (map(as_markdown, row) for row in rows))


def _audited(audit: AuditSummary) -> Iterator[str]:
    """What is answered without the films."""
    yield "## Answered without the films\n"
    yield _AUDITED.format(questions=audit.all.questions, films=audit.films)
    yield markdown_table(audit.heads, (map(as_markdown, row) for row in audit.rows()))
    yield from (f"- {as_markdown(told)}" for told in (*audit.told(), *audit.worst))
    yield ""


def counted(heading: str, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a section that lists counts, the greatest first; nothing where there are none."""
    if not counts:
        return
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [(as_markdown(name), f"{count:,}") for name, count in ordered[:_MOST]]
    if rest := ordered[_MOST:]:
        rows.append((f"{len(rest)} others", f"{sum(count for _, count in rest):,}"))
    yield f"## {heading}\n\n{markdown_table(('', ''), rows)}"


def markdown_table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; cells are Markdown already (see `as_markdown`)."""
    lines = (f"| {' | '.join(row)} |" for row in rows)
    top = f"| {' | '.join(head)} |" if any(head) else f"|{' |' * len(head)}"
    return "\n".join((top, f"|{'---|' * len(head)}", *lines, ""))


def as_markdown(text: str) -> str:
    """Text from outside as Markdown that says just that text, on one line."""
    return re.sub(r"([\\`*_\[\]<>#|&~$])", r"\\\1", " ".join(text.split()))
