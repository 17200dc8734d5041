"""The JSON schema of an answer, as each provider takes it."""

from __future__ import annotations

import functools
from typing import Any, Literal

from pydantic import BaseModel

Schema = dict[str, Any]

_LIMITS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
Dialect = Literal["full", "openai", "anthropic"]

DROPPED: dict[Dialect, tuple[str, ...]] = {
    "full": (),
    "openai": ("minLength", "maxLength", "uniqueItems"),
    "anthropic": _LIMITS,
}
"""Keywords that a dialect does not have: they are told in words."""

_UNUSED = {"title", "default", "discriminator", "examples"}


@functools.lru_cache(maxsize=256)
def strict_schema(model: type[BaseModel], dialect: Dialect) -> Schema:
    """Return the schema of ``model`` with closed objects whose properties are all required.

    Both providers ask for that form. What the schema cannot say is checked by the model when the
    answer is read.

    Args:
        model: What the answer must look like.
        dialect: What it is written for. OpenAI's structured output refuses lengths of text,
            Anthropic's all limits; there they are told in the description. Local servers compile
            them into the grammar.
    """
    closed: Schema = _closed(model.model_json_schema(), DROPPED[dialect])
    return closed


def _closed(node: Any, unknown: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_closed(item, unknown) for item in node]
    if not isinstance(node, dict):
        return node
    made: Schema = {}
    for name, value in node.items():
        if name in {"properties", "$defs"}:
            made[name] = {key: _closed(inner, unknown) for key, inner in value.items()}
        elif name in {"enum", "const", "required"}:
            made[name] = value
        elif name not in _UNUSED:
            made["anyOf" if name == "oneOf" else name] = _closed(value, unknown)
    if "properties" in made:
        made["additionalProperties"] = False
        made["required"] = list(made["properties"])
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    return _told(made, unknown)


def _told(node: Schema, unknown: tuple[str, ...]) -> Schema:
    """Move limits that the provider does not know into the description."""
    said = ", ".join(f"{name} {node.pop(name)}" for name in unknown if name in node)
    if said:
        node["description"] = f"{node.get('description', '')} ({said})".strip()
    return node
