"""What exporters share: rows of equal bytes, whole files, films side by side, data cards, splits.

What it does not hold: `moviellm.manifest`, pages (`moviellm.pages`), and all that is true of films
themselves (`moviellm.film`: subtitles, families, video clocks).
"""

from moviellm.exporting.audit_summary import (
    AUDIT_FILE,
    AuditOption,
    AuditSummary,
    read_audit,
)
from moviellm.exporting.blind_scores import (
    BLIND_COLUMN,
    BLIND_MEANS,
    BlindScores,
    ScoresFile,
    ScoresOption,
)
from moviellm.exporting.card import DataCard, as_markdown, counted, markdown_table
from moviellm.exporting.card_config import CardConfig, CardText
from moviellm.exporting.files import whole_file, written_to
from moviellm.exporting.following import FollowingHash
from moviellm.exporting.hub import hub_languages, hub_licence
from moviellm.exporting.letters import Letters, letter
from moviellm.exporting.parallel import side_by_side
from moviellm.exporting.rows import to_json, write_rows, write_text
from moviellm.exporting.splits import SplitConfig

__all__ = [
    "AUDIT_FILE",
    "BLIND_COLUMN",
    "BLIND_MEANS",
    "AuditOption",
    "AuditSummary",
    "BlindScores",
    "CardConfig",
    "CardText",
    "DataCard",
    "FollowingHash",
    "Letters",
    "ScoresFile",
    "ScoresOption",
    "SplitConfig",
    "as_markdown",
    "counted",
    "hub_languages",
    "hub_licence",
    "letter",
    "markdown_table",
    "read_audit",
    "side_by_side",
    "to_json",
    "whole_file",
    "write_rows",
    "write_text",
    "written_to",
]
