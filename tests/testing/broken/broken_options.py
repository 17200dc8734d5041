from pydantic import BaseModel, ConfigDict


class Loose(BaseModel):
    model_config = ConfigDict(frozen=True)


class NeedsAKey(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    key_name: str


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    device: str = "cpu"
