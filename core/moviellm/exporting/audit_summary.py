"""What `moviellm audit` found in a run, as reports and data cards show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

AUDIT_FILE = "audit.json"
"""Where `moviellm audit` leaves in a run's folder what it found."""

_MOST_KINDS = 30

_Share = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=0)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class AuditScore(_Record):
    """What a baseline answers: a share, and the ends of its interval."""

    rate: _Share
    low: _Share
    high: _Share

    def __str__(self) -> str:
        return f"{self.rate:.0%} ({100 * self.low:.0f}-{100 * self.high:.0f})"


class AuditLine(_Record):
    """What some baselines answer of some questions, by baseline."""

    name: str
    questions: _Count
    chance: _Share
    scores: dict[str, AuditScore]

    def cells(self) -> Iterator[str]:
        """The line as a row: questions, chance, and each baseline's score."""
        yield f"{self.questions:,}"
        yield f"{self.chance:.0%}"
        yield from map(str, self.scores.values())


class AuditPart(_Record):
    """What one answers who sees a part of the films, of what that should not suffice for."""

    baseline: str
    sees: str
    of: str
    all: AuditLine


class AuditSummary(_Record):
    """The part of ``audit.json`` that people read.

    Attributes:
        films: How many films were asked about.
        baselines: What each of those sees who see nothing of the films.
        all: What they answer.
        kinds: The same by kind of question.
        parts: What those answer who see a part of the films.
        worst: What gives answers away, in words, worst first.
    """

    films: _Count
    baselines: dict[str, str] = Field(default_factory=dict)
    all: AuditLine
    kinds: tuple[AuditLine, ...] = ()
    parts: tuple[AuditPart, ...] = ()
    worst: tuple[str, ...] = ()

    @property
    def heads(self) -> Sequence[str]:
        """What stands above the columns of `rows`."""
        return ("", "questions", "chance", *self.all.scores)

    def rows(self) -> Iterator[Sequence[str]]:
        """All questions, then the largest kinds, each with what the baselines answer."""
        for line in (self.all, *self.kinds[:_MOST_KINDS]):
            if len(line.scores) == len(self.all.scores):
                yield (line.name, *line.cells())

    def told(self) -> Iterator[str]:
        """What is said beside the table, a sentence each."""
        for name, sees in self.baselines.items():
            yield f"{name}: {sees}."
        for part in self.parts:
            rates = ", ".join(f"{name} {score}" for name, score in part.all.scores.items())
            yield (
                f"{part.baseline}: {part.sees}; of {part.all.questions:,} {part.of}: {rates}, "
                f"chance {part.all.chance:.0%}."
            )


def read_audit(path: Path) -> AuditSummary:
    """Read what an audit left.

    Raises:
        ValueError: It is no audit, or it cannot be read; the message says which.
    """
    try:
        return AuditSummary.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ValueError(f"{path} is no audit: {where}: {first['msg']}") from error


def _from_file(value: Any) -> Any:
    """What an option holds: the file's contents, so that an export of others is another one."""
    return read_audit(Path(value)) if isinstance(value, (str, Path)) else value


AuditOption = Annotated[
    AuditSummary | None,
    BeforeValidator(_from_file, json_schema_input_type=str | None),
    Field(exclude_if=lambda audit: audit is None),
]
"""An exporter's option that names the ``audit.json`` of a run.

Where it is not given, an export is the one that it was before there was this option.
"""
