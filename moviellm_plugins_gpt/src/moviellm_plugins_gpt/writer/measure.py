"""How much of everything a film of some shape gets, and how long its questions and answers are."""

from __future__ import annotations

from dataclasses import dataclass

from moviellm.film import Shape

from moviellm_plugins_gpt.config import WriterOptions

_PAPER_LINES, _PAPER_FRAMES = 6, 11
"""Lines of dialogue and key frames of a scene in arXiv 2403.01422."""

FIXED = 2_600
"""Input tokens of the rules with the verb table, generously."""
_EVENT = 130
_SCENE = 160
_PERSON = 260
_PLACE = 200
_PROP = 120
_CHAPTER = 160
_HEAD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Counts for one film.

    Attributes:
        least: The fewest events of a scene.
        most: The most events of a scene.
        lines: Lines of dialogue of a scene.
    """

    people: int
    places: int
    props: int
    least: int
    most: int
    lines: int

    @staticmethod
    def of(shape: Shape, options: WriterOptions) -> Measures:
        """The measures of a film: what the options say, else what its shape can carry."""
        lines = options.lines_per_scene
        if lines is None:
            lines = round(shape.frames * _PAPER_LINES / _PAPER_FRAMES)
        events = options.events_per_scene or shape.frames + lines // 2
        places = options.places or min(12, max(3, shape.chapters + 1))
        return Measures(
            people=options.people or min(5, 2 + shape.total_scenes // 10),
            places=places,
            props=options.props or places,
            least=max(1, min(events, shape.frames)),
            most=options.events_per_scene or events + 3,
            lines=min(lines, events),
        )

    def bible_tokens(self, shape: Shape) -> int:
        """Output tokens of the bible, at most."""
        return (
            _HEAD
            + self.people * _PERSON
            + self.places * _PLACE
            + self.props * _PROP
            + shape.chapters * _CHAPTER
        )

    def bible_text_tokens(self, shape: Shape) -> int:
        """Input tokens of the bible where it is told again, at most."""
        return (
            _HEAD
            + self.people * 120
            + self.places * 150
            + self.props * 60
            + shape.chapters * _CHAPTER
        )

    def chapter_tokens(self, shape: Shape) -> int:
        """Output tokens of a chapter's scenes, at most."""
        return 50 + shape.scenes * _SCENE

    def scene_tokens(self) -> int:
        """Output tokens of a scene's events, at most."""
        return 50 + self.most * _EVENT

    def story_tokens(self, shape: Shape) -> int:
        """Input tokens of the running summary, the state and the last events, at most."""
        return (
            shape.chapters * _CHAPTER
            + shape.scenes * _SCENE
            + (self.people + self.props) * 40
            + 12 * 280
            + 400
        )
