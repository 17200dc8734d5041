"""The data card of a dataset: how it was made and what is in it. It has no date in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from moviellm.film import Consent, Film, clock
from moviellm.studio.exporters.config import FramesConfig
from moviellm.studio.exporters.text import to_json

_MOST = 20
"""How many values of a free text (genre, writer) are listed before the rest is summed up."""

_FILES = """\
| file | what it holds |
|---|---|
| `FILM/frames/frame_000001.jpg` ... | the key frames in order |
| `FILM/film.json` | the whole film: brief, screenplay, storyboard, boxes, captions, questions |
| `FILM/captions.jsonl` | a caption a row: `level`, `target`, `start_ms`, `end_ms`, `text` |
| `FILM/qa.jsonl` | a question a row: `kind`, `question`, `answer`, `options`, `answer_index`, \
`evidence`, `hops`, `certificate_ms`, `program`, `checks` |
| `FILM/story_info.json` | the format of the MovieLLM paper (arXiv 2403.01422) |
| `FILM/dialogue.srt`, `FILM/dialogue.vtt` | the dialogue as subtitles |
| `MANIFEST.json` | size and sha256 of every file |

Times are milliseconds from the start of a film. Frame ids in `evidence` are those of `film.json`,
where each key frame has its index (the number in the file's name), start and duration.
"""

_MADE = """\
Every film was made by MovieLLM from a theme: a screenplay of events, a storyboard whose depictions
follow from the events, pictures painted from the depictions. Captions state what the depictions
show, and the answers to questions are computed from the events, with the frames and lines that
prove them. **Everything here is synthetic**: no camera recorded it, and its people are fictional,
but for those named under "Real people". Pictures carry the IPTC digital source type of generated
media; each row of `captions.jsonl` and `qa.jsonl` has `"synthetic": true`.
"""

_UNLICENSED = (
    "No licence was chosen when this was exported (option `licence` of the exporter). MovieLLM "
    "claims no rights in what it makes; the models named above may set terms of their own."
)


class Card:
    """Counts films one by one, so that memory does not grow with them.

    Args:
        config: Title and licence.
    """

    def __init__(self, config: FramesConfig) -> None:
        self._config = config
        self._total: Counter[str] = Counter()
        self._levels: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._genres: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()
        self._writers: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._consents: dict[Consent, int] = {}

    def add(self, film: Film) -> None:
        """Count a film."""
        questions = film.annotations.questions
        self._total["films"] += 1
        self._total["ms"] += film.storyboard.duration_ms
        self._total["shots"] += len(film.storyboard.shots)
        self._total["lines of dialogue"] += len(film.storyboard.cues)
        self._total["key frames"] += len(film.footage.pictures)
        self._total["captions"] += len(film.annotations.captions)
        self._total["questions"] += len(questions)
        self._total["questions with options"] += sum(q.options is not None for q in questions)
        self._levels.update(caption.level for caption in film.annotations.captions)
        self._kinds.update(question.kind for question in questions)
        self._sizes.update(f"{p.width} x {p.height}" for p in film.footage.pictures)
        self._genres[film.screenplay.genre] += 1
        self._writers[film.screenplay.wrote or "not recorded"] += 1
        self._languages[film.brief.language] += 1
        self._consents.update((record, 1) for record in film.consent)

    def text(self) -> str:
        """Return the card as Markdown with the front matter that dataset hubs read."""
        parts = (
            self._front_matter(),
            f"# {_plain(self._config.title)}\n",
            _MADE,
            "## What is in it\n",
            self._counts(),
            _FILES,
            *_listed("Captions by level", self._levels),
            *_listed("Questions by kind", self._kinds),
            *_listed("Films by genre", self._genres),
            *_listed("Films by writer", self._writers),
            *_listed("Pictures by size in pixels", self._sizes),
            "## Real people\n",
            _consents(self._consents),
            "## Licence\n",
            f"{_plain(self._config.licence)}\n" if self._config.licence else f"{_UNLICENSED}\n",
        )
        return "\n".join(parts)

    def _front_matter(self) -> str:
        rows = [f"pretty_name: {to_json(self._config.title)}"]
        if self._config.licence:
            rows.append(f"license: {to_json(self._config.licence)}")
        rows.append(f"language: {to_json(sorted(self._languages))}")
        rows.append("annotations_creators: [machine-generated]")
        rows.append("source_datasets: [original]")
        rows.append("tags: [synthetic, moviellm, video]")
        return "\n".join(("---", *rows, "---\n"))

    def _counts(self) -> str:
        names = (
            "films", "key frames", "shots", "lines of dialogue", "captions", "questions",
            "questions with options",
        )  # fmt: skip
        rows = [f"| {name} | {self._total[name]:,} |" for name in names]
        length = clock(self._total["ms"]).partition(".")[0]
        return "\n".join(("| | |", "|---|---|", *rows, f"| length (h:m:s) | {length} |", ""))


def _listed(heading: str, counts: Mapping[str, int]) -> Iterable[str]:
    if not counts:
        return
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [f"| {_plain(name)} | {count:,} |" for name, count in ordered[:_MOST]]
    if rest := ordered[_MOST:]:
        rows.append(f"| {len(rest)} others | {sum(count for _, count in rest):,} |")
    yield "\n".join((f"## {heading}\n", "| | |", "|---|---|", *rows, ""))


def _consents(records: Iterable[Consent]) -> str:
    rows = [
        f"| {_plain(r.person)} | {_plain(r.basis)} | {_plain(r.confirmed_by)} | {r.date} |"
        for r in sorted(records, key=lambda r: (r.person, r.date, r.basis, r.confirmed_by))
    ]
    if not rows:
        return "No consent record was needed: the characters are fictional.\n"
    return "\n".join(("| person | basis | confirmed by | date |", "|---|---|---|---|", *rows, ""))


def _plain(text: str) -> str:
    """Text from outside as Markdown that says just that text, on one line."""
    return re.sub(r"([\\`*_\[\]<>#|&~$])", r"\\\1", " ".join(text.split()))
