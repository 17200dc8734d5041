"""The JSON schema of an answer, as each provider takes it."""

from __future__ import annotations

import functools
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]

_LIMITS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
_DROPPED = {"title", "default", "discriminator", "examples"}


@functools.cache
def strict_schema(model: type[BaseModel], *, limits: bool = True) -> Schema:
    """Return the schema of ``model`` with closed objects whose properties are all required.

    Both providers ask for that form. What the schema cannot say is checked by the model when the
    answer is read.

    Args:
        model: What the answer must look like.
        limits: Whether lengths, patterns and bounds may stand in it. Anthropic's structured
            output refuses them; there they are told in the description.
    """
    closed: Schema = _closed(model.model_json_schema(), limits=limits)
    return closed


def _closed(node: Any, *, limits: bool) -> Any:
    if isinstance(node, list):
        return [_closed(item, limits=limits) for item in node]
    if not isinstance(node, dict):
        return node
    made: Schema = {}
    for name, value in node.items():
        if name in {"properties", "$defs"}:
            made[name] = {key: _closed(inner, limits=limits) for key, inner in value.items()}
        elif name in {"enum", "const", "required"}:
            made[name] = value
        elif name not in _DROPPED:
            made["anyOf" if name == "oneOf" else name] = _closed(value, limits=limits)
    if "properties" in made:
        made["additionalProperties"] = False
        made["required"] = list(made["properties"])
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    return made if limits else _told(made)


def _told(node: Schema) -> Schema:
    """Move limits into the description."""
    said = ", ".join(f"{name} {node.pop(name)}" for name in _LIMITS if name in node)
    if said:
        node["description"] = f"{node.get('description', '')} ({said})".strip()
    return node
