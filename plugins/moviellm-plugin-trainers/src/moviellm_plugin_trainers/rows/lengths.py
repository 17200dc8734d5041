"""How long rows are for a trainer whose default length cuts them: text, and pads of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any, NamedTuple

_LETTERS_A_TOKEN = 3
"""English has some four letters a token; names and times have fewer."""
_PATCH = 28
"""Pixels of a token's side, for Qwen2-VL and Qwen2.5-VL."""
_TOLD = ("conversations", "messages", "prompt", "completion", "chosen", "rejected")
_STEP = 256


class LengthSetting(NamedTuple):
    """What a trainer cuts rows by.

    Attributes:
        name: The setting's name.
        default: Its value where nobody sets it.
        a_row: Tokens of a row beside its texts and images: its video, the system's words.
        above: What to write there instead, where it is no number.
    """

    name: str
    default: int
    a_row: int
    above: str = ""


SETTINGS: Mapping[str, LengthSetting] = {
    # 64 pairs of frames (video_maxlen 128) of 65,536 pixels (video_max_pixels): data/mm_plugin.py
    "llamafactory": LengthSetting("cutoff_len", 2048, 64 * 84 + 2 + 30),
    # 356 tokens a video and Vicuna's system prompt: video_chatgpt/train/train.py
    "video-chatgpt": LengthSetting("model_max_length", 512, 356 + 2 + 50),
    # trl/trainer/sft_config.py, dpo_config.py
    "trl": LengthSetting("max_length", 1024, 30, above="None"),
}
"""Of the formats whose trainer cuts at a default that rows of films exceed."""


class RowLengths:
    """Estimates rows one by one, so that memory does not grow with them.

    Args:
        setting: What the trainer cuts by.
    """

    def __init__(self, setting: LengthSetting) -> None:
        self.setting = setting
        self.rows = self.cut = self.longest = 0

    def add(self, row: Mapping[str, Any], size: tuple[int, int]) -> None:
        """Count a row.

        Args:
            row: The row.
            size: Width and height of its images, in pixels, if it has any.
        """
        images = row.get("images")
        pads = ceil(size[0] / _PATCH) * ceil(size[1] / _PATCH) + 2
        shown = len(images) * pads if isinstance(images, list) else 0
        length = self.setting.a_row + shown + ceil(_letters(row) / _LETTERS_A_TOKEN)
        self.rows += 1
        self.cut += length > self.setting.default
        self.longest = max(self.longest, length)

    def told(self) -> str:
        """Say what length fits; empty where the default does."""
        if not self.cut:
            return ""
        name, default, _, above = self.setting
        fits = f"{ceil(self.longest / _STEP) * _STEP}"
        value = f"{above} or {fits}" if above else f"{fits} or more"
        return (
            f"{self.cut:,} of {self.rows:,} rows are longer than {name} allows by default "
            f"({default:,} tokens), so that pictures or answers are cut off. Set {name} to "
            f"{value}: the longest row has about {self.longest:,} tokens."
        )


def _letters(row: Mapping[str, Any]) -> int:
    turns = (turn for name in _TOLD if isinstance(row.get(name), list) for turn in row[name])
    texts = (turn.get("content", turn.get("value")) for turn in turns if isinstance(turn, dict))
    return sum(len(text) for text in texts if isinstance(text, str))
