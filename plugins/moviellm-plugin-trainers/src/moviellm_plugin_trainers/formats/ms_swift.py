"""ms-swift: messages with roles and a list of videos; pairs for DPO, solutions for GRPO.

Source: ms-swift 4.6.0, ``swift/dataset/preprocessor/core.py`` (RowPreprocessor,
MessagesPreprocessor) and ``swift/template/base.py`` (special_tokens).
"""

from __future__ import annotations

from moviellm_plugin_trainers.config import MsSwiftConfig
from moviellm_plugin_trainers.files import Row
from moviellm_plugin_trainers.formats.instruction_exporter import (
    Media,
    PreferenceRows,
    RewardRows,
    messages,
    under,
)
from moviellm_plugin_trainers.formats.video_exporter import VideoExporter
from moviellm_plugin_trainers.rows.exchange import Conversation, PreferencePair, Reward

SIGN = "<video>"


class MsSwiftExporter(VideoExporter[MsSwiftConfig], PreferenceRows, RewardRows):
    """The exporter ``ms-swift``."""

    trainer = "ms-swift"

    def conversation(self, talk: Conversation, media: Media) -> Row:
        """Return a row with ``messages`` and ``videos``."""
        return self._row(talk.id, messages(talk.exchanges, SIGN), media)

    def preference(self, pair: PreferencePair, media: Media) -> Row:
        """Return a row that also has ``rejected_response``."""
        row = self._row(pair.id, messages([pair.right], SIGN), media)
        return row | {"rejected_response": pair.wrong}

    def reward(self, reward: Reward, media: Media) -> Row:
        """Return a row that ends with the question and has the columns of a reward."""
        row = self._row(reward.id, messages([reward.exchange], SIGN)[:1], media)
        return row | reward.columns()

    def _row(self, name: str, said: list[Row], media: Media) -> Row:
        return {"id": name, "messages": said, "videos": [under(self.config.root, media)]}
