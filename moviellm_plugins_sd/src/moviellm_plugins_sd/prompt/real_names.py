"""Real people in prompts: a film may name them by their consent, a prompt does not."""

from __future__ import annotations

import re
import unicodedata

from moviellm.film.likeness import real_names


def without_real_names(text: str) -> str:
    """Return a text in which somebody stands for every real person who is named."""
    for mention in real_names([("prompt", text)]):
        name = r"\W+".join(map(re.escape, re.findall(r"\w+", _plain(mention.name))))
        text = re.sub(rf"(?<!\w){name}(?!\w)", "somebody", _plain(text), flags=re.IGNORECASE)
    return text


def _plain(text: str) -> str:
    """Text without accents, with which a name may stand or not."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
