from moviellm import WithoutEffect
from pydantic import BaseModel, ConfigDict


class Loose(BaseModel):
    model_config = ConfigDict(frozen=True)


class NeedsAKey(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    key_name: str


class Speed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    workers: WithoutEffect[int] = 1


class HiddenMarks(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    device: WithoutEffect[str] | None = None
    speed: tuple[Speed, ...] = ()
    workers: WithoutEffect[int] = 1


def remarks_in_ascii(config, brief):
    brief.theme.encode("ascii")
    return []
