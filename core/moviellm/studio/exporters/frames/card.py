"""The data card of frame folders: what is in them, beside what every card tells."""

from __future__ import annotations

from collections import Counter

from moviellm.exporting import BLIND_COLUMN, BLIND_MEANS, DataCard, counted, markdown_table
from moviellm.film import Film
from moviellm.studio.exporters.config import FramesConfig

_CLIPS = (
    "| `FILM/clips/SHOT.mp4` ... | the moving shots; `film.json` has boxes by frame in `clips` |\n"
)
_MIX = "| `FILM/mix.flac` | all that is heard; `film.json` lists every sound in `mix` |\n"
_FILES = """\
| file | what it holds |
|---|---|
| `FILM/frames/frame_000001.jpg` ... | the key frames in order |
| `FILM/film.json` | the whole film: brief, screenplay, storyboard, boxes, captions, questions |
| `FILM/captions.jsonl` | a caption a row: `level`, `target`, `start_ms`, `end_ms`, `text` |
| `FILM/qa.jsonl` | a question a row: `kind`, `question`, `answer`, `options`, `answer_index`, \
`distractors`, `evidence`, `hops`, `certificate_ms`, `program`, `checks`, `family`, `pair_id` |
| `FILM/story_info.json` | the format of the MovieLLM paper (arXiv 2403.01422) |
| `FILM/dialogue.srt`, `FILM/dialogue.vtt` | the dialogue as subtitles |
| `MANIFEST.json` | size and sha256 of every file |

Times are milliseconds from the start of a film. Frame ids in `evidence` are those of `film.json`,
where each key frame has its index (the number in the file's name), start and duration.
"""


_SCORED = f"""\
Each row of `qa.jsonl` has `{BLIND_COLUMN}`: {BLIND_MEANS}.
"""


class Card:
    """Counts films one by one, so that memory does not grow with them.

    Args:
        config: Title and licence.
    """

    def __init__(self, config: FramesConfig) -> None:
        self._card = DataCard(
            config.title,
            config.licence,
            rows="each row of `captions.jsonl` and `qa.jsonl` has",
            audit=config.audit,
        )
        self._scored = config.scores is not None
        self._more: Counter[str] = Counter()
        self._levels: Counter[str] = Counter()
        self._genres: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()
        self._moves = self._sounds = False

    def add(self, film: Film) -> None:
        """Count a film."""
        self._card.add(film)
        self._moves |= film.clips is not None
        self._sounds |= film.mix is not None
        questions = film.annotations.questions
        self._more["shots"] += len(film.storyboard.shots)
        self._more["lines of dialogue"] += len(film.storyboard.cues)
        self._more["questions with options"] += sum(q.options is not None for q in questions)
        self._levels.update(caption.level for caption in film.annotations.captions)
        self._sizes.update(f"{p.width} x {p.height}" for p in film.footage.pictures)
        self._genres[film.screenplay.genre] += 1

    def text(self) -> str:
        """Return the card as Markdown with the front matter that dataset hubs read."""
        return self._card.text(
            "## What is in it\n",
            self._counts(),
            _FILES.replace(
                "| `FILM/film.json`",
                f"{_CLIPS * self._moves}{_MIX * self._sounds}| `FILM/film.json`",
            ),
            *((_SCORED,) if self._scored else ()),
            *counted("Captions by level", self._levels),
            *counted("Questions by kind", self._card.kinds),
            *counted("Films by genre", self._genres),
            *counted("Films by writer", self._card.writers),
            *counted("Pictures by size in pixels", self._sizes),
        )

    def _counts(self) -> str:
        counts = self._card.counts | self._more
        names = (
            "films", "key frames", "shots", "lines of dialogue", "captions", "questions",
            "questions with options",
        )  # fmt: skip
        rows = [(name, f"{counts[name]:,}") for name in names]
        return markdown_table(("", ""), [*rows, ("length (h:m:s)", self._card.length)])
