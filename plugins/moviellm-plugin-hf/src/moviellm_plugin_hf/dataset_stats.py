"""What is counted of the films, one by one, for the card: memory does not grow with them."""

from __future__ import annotations

from collections import Counter

from moviellm.exporting import DataCard
from moviellm.film import Consent, Film

from moviellm_plugin_hf.config import HfConfig


class DatasetStats:
    """Counts films.

    Args:
        config: Title and licence.

    Attributes:
        card: Films, milliseconds, key frames, captions, questions and who wrote them.
        dropped: Questions that were not kept, by the check that refused them.
        levels: Captions by level.
        lengths: Films by length, in whole seconds.
        certificates: Questions by the time that their evidence spans, in whole seconds.
        genres: Films by genre, as their writers named it.
        sizes: Pictures by size.
        consents: The consent records of all films, each once.
    """

    def __init__(self, config: HfConfig) -> None:
        self.card = DataCard(config.title, config.licence, audit=config.audit)
        self.dropped: Counter[str] = Counter()
        self.levels: Counter[str] = Counter()
        self.lengths: Counter[int] = Counter()
        self.certificates: Counter[int] = Counter()
        self.genres: Counter[str] = Counter()
        self.sizes: Counter[str] = Counter()
        self.consents: dict[Consent, None] = {}

    def add(self, film: Film) -> None:
        """Count a film."""
        notes, board = film.annotations, film.storyboard
        self.card.add(film)
        self.lengths[board.duration_ms // 1000] += 1
        self.genres[film.screenplay.genre] += 1
        self.sizes.update(f"{p.width} x {p.height}" for p in film.footage.pictures)
        self.levels.update(caption.level for caption in notes.captions)
        self.dropped.update(notes.dropped)
        self.certificates.update(q.certificate_ms // 1000 for q in notes.questions)
        self.consents.update(dict.fromkeys(film.consent))
