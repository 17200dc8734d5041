"""LLaVA's row: a video and a conversation in which a sign stands for it."""

from __future__ import annotations

from typing import TypeVar

from moviellm_plugin_trainers.config import TrainerConfig
from moviellm_plugin_trainers.files import Row
from moviellm_plugin_trainers.formats.instruction_exporter import InstructionExporter, Media
from moviellm_plugin_trainers.rows.exchange import Conversation

T = TypeVar("T", bound=TrainerConfig)


class LlavaRows(InstructionExporter[T]):
    """An exporter whose rows are LLaVA's, or nearly.

    Attributes:
        sign: What stands before the first instruction: the sign of the video, and a line break.
    """

    sign: str

    def conversation(self, talk: Conversation, media: Media) -> Row:
        """Return a row with ``video`` and ``conversations``."""
        turns = []
        for number, one in enumerate(talk.exchanges):
            turns.append({"from": "human", "value": one.ask if number else self.sign + one.ask})
            turns.append({"from": "gpt", "value": one.answer})
        return {"id": talk.id, "video": media, "conversations": turns}
