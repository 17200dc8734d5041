"""The JSON schema of a pipeline file, with the options of every installed plugin.

An editor that is given it completes and checks pipeline files.
"""

from __future__ import annotations

from typing import Any

from moviellm.errors import PluginError
from moviellm.film import SHAPES
from moviellm.pipeline.config import DEFAULTS, LISTS, SINGLE, Pipeline
from moviellm.plugins import LoadedPlugin, list_plugins, load_component
from moviellm.stages import Stage

Schema = dict[str, Any]


def pipeline_schema() -> Schema:
    """Return the schema (JSON Schema 2020-12) as plain data.

    Plugins that cannot be loaded are left out; ``$comment`` names them with the cause.
    """
    schema = Pipeline.model_json_schema()
    definitions: Schema = schema["$defs"]
    properties: Schema = schema["properties"]
    left_out: list[str] = []
    for stage in SINGLE:
        options = _component(stage, definitions, left_out)
        properties[stage] = _property(properties[stage], stage, options)
    for key, stage in LISTS.items():
        options = {"type": "array", "items": _component(stage, definitions, left_out)}
        properties[key] = _property(properties[key], key, options)
    del definitions["Choice"]
    _spell_films(definitions["Films"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return {**head, "$comment": "Left out: " + " ".join(left_out)} if left_out else head


def _property(found: Schema, key: str, options: Schema) -> Schema:
    kept: Schema = {name: found[name] for name in ("title", "description") if name in found}
    if key in DEFAULTS:
        return {**kept, **options, "default": DEFAULTS[key]}
    return {**kept, **options} if key in LISTS else {**kept, "anyOf": [options, {"type": "null"}]}


def _component(stage: Stage, definitions: Schema, left_out: list[str]) -> Schema:
    names: list[str] = []
    mappings: list[Schema] = []
    for record in list_plugins(stage):
        try:
            plugin = load_component(stage, record.name)
            mappings.append(_mapping(plugin, definitions))
            names.append(record.name)
        except PluginError as error:
            left_out.append(error.message)
    if not names:
        return {"type": "string"}
    return {"oneOf": [{"enum": names}, *mappings]}


def _mapping(plugin: LoadedPlugin, definitions: Schema) -> Schema:
    name, stage = plugin.component.name, plugin.component.stage
    model = plugin.config_model()
    schema: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
    if model is not None:
        prefix = f"{stage}.{name}."
        schema = model.model_json_schema(ref_template=f"#/$defs/{prefix}{{model}}")
        inner = schema.pop("$defs", {})
        definitions |= {f"{prefix}{key}": value for key, value in inner.items()}
    use = {"const": name, "description": plugin.component.summary}
    return {
        **schema,
        "title": name,
        "description": plugin.component.summary,
        "properties": {"use": use, **schema.get("properties", {})},
        "required": ["use", *schema.get("required", [])],
    }


def _spell_films(films: Schema) -> None:
    properties = films["properties"]
    properties["shape"] = {
        "anyOf": [{"enum": list(SHAPES)}, {"$ref": "#/$defs/Shape"}],
        "default": "short",
    }
    properties["themes"] = {
        "type": "array",
        "minItems": 1,
        "items": {"type": ["string", "number", "boolean"]},  # `1984` is a theme as it is written
    }
    properties["themes_file"] = {"type": "string", "minLength": 1}
    films["oneOf"] = [{"required": ["themes"]}, {"required": ["themes_file"]}]
