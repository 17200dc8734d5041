"""``croissant.json``: the dataset for machines, as MLCommons' Croissant 1.1 with the RAI extension.

Specifications: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html and
https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html. Videos are a file set; their
paths are text in the records, since readers cannot open them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
from moviellm.exporting import to_json
from moviellm.film import Consent

from moviellm_plugin_hf.card_texts import (
    ANNOTATION,
    BIASES,
    COLLECTION,
    CONSENT,
    IMPACT,
    LIMITS,
    MADE,
    PRIVACY,
    USES,
)
from moviellm_plugin_hf.columns import FLAG, IMAGE, INTEGER, NUMBER, TEXT, Column
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.contents import Table
from moviellm_plugin_hf.dataset_stats import DatasetStats

_CONTEXT = files("moviellm_plugin_hf").joinpath("croissant-context.json")
_CONFORMS = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
_TYPES = {TEXT: "sc:Text", INTEGER: "sc:Integer", NUMBER: "sc:Float", FLAG: "sc:Boolean"}
_FORMATS = {
    ".parquet": "application/x-parquet",
    ".jsonl": "application/jsonlines",
    ".mp4": "video/mp4",
}


def croissant(config: HfConfig, stats: DatasetStats, tables: Sequence[Table], target: Path) -> str:
    """Return the description as JSON-LD.

    Args:
        config: Title, licence and so on.
        stats: Of all films.
        tables: What the export holds.
        target: The export's folder.
    """
    counts = stats.card.counts
    described = {
        "@context": json.loads(_CONTEXT.read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": " ".join(config.title.split()),
        "description": f"{counts['films']:,} synthetic films with {counts['captions']:,} "
        f"captions and {counts['questions']:,} questions. {MADE}",
        "version": "1.0.0",
        "keywords": ["synthetic", "long video", "video question answering", "captioning"],
        "inLanguage": sorted(stats.card.languages),
        **_published(config),
        **_responsible(stats),
        "distribution": list(_distribution(tables, target)),
        "recordSet": [_record_set(table) for table in tables],
    }
    return to_json(described, sort_keys=False, indent=2) + "\n"


def _published(config: HfConfig) -> dict[str, Any]:
    publisher = config.publisher and {"@type": "sc:Organization", "name": config.publisher}
    told = {
        "license": config.licence,
        "creator": publisher,
        "publisher": publisher,
        "url": config.url,
        "datePublished": config.published and config.published.isoformat(),
    }
    return {name: value for name, value in told.items() if value}


def _responsible(stats: DatasetStats) -> dict[str, Any]:
    writers = [writer for writer, _ in stats.card.writers.most_common(20)]
    return {
        "rai:hasSyntheticData": True,
        "rai:dataCollection": COLLECTION,
        "rai:dataCollectionType": ["Synthetic data generation"],
        "rai:dataAnnotationProtocol": ANNOTATION,
        "rai:machineAnnotationTools": ["MovieLLM", *sorted(writers)],
        "rai:dataUseCases": USES,
        "rai:dataLimitations": LIMITS,
        "rai:dataBiases": BIASES,
        "rai:dataSocialImpact": IMPACT,
        "rai:personalSensitiveInformation": _people(stats.consents),
    }


def _people(consents: Iterable[Consent]) -> str:
    told = [f"{record.person} ({record.basis}, {record.date})" for record in consents]
    return f"{CONSENT}{'; '.join(sorted(told))}." if told else PRIVACY


def _distribution(tables: Sequence[Table], target: Path) -> Iterator[dict[str, Any]]:
    if any(table.metadata_file for table in tables):
        paths = dict.fromkeys(part.paths[0] for part in tables[0].parts.values())
        yield _file_set("videos", list(paths), ".mp4")
    for table in tables:
        made = [file for part in table.parts.values() for file in part.files]
        names = [file.path.relative_to(target).as_posix() for file in made]
        yield _file_set(f"{table.name}-files", names, made[0].path.suffix)
        for name, file in zip(names, made, strict=True):
            yield {
                "@type": "cr:FileObject",
                "@id": name,
                "name": name,
                "contentUrl": name,
                "contentSize": f"{file.bytes} B",
                "encodingFormat": _FORMATS[file.path.suffix],
                "sha256": file.sha256,
            }


def _file_set(name: str, includes: list[str], suffix: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": name,
        "name": name,
        "encodingFormat": _FORMATS[suffix],
        "includes": includes,
    }


def _record_set(table: Table) -> dict[str, Any]:
    source = {"fileSet": {"@id": f"{table.name}-files"}}
    split: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/split",
        "name": "split",
        "description": "The part of the dataset that it belongs to.",
        "dataType": "sc:Text",
        "source": {
            **source,
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": r"^(?:.*/)?(train|validation|test)[-/][^/]*$"},
        },
    }
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"A record is {table.means}.",
        "field": [split, *(_field(table.name, column, source) for column in table.columns)],
    }


def _field(table: str, column: Column[Any], source: dict[str, Any]) -> dict[str, Any]:
    name = f"{table}/{column.name}"
    found = {**source, "extract": {"column": column.name}}
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "name": column.name,
        "description": column.means,
    }
    type_ = column.type
    if pa.types.is_list(type_):
        described |= {"isArray": True, "arrayShape": "-1"}
        type_ = type_.value_type
    if type_ == IMAGE:
        picture = {**found, "transform": {"jsonPath": "bytes"}}
        return described | {"dataType": "sc:ImageObject", "source": picture}
    if pa.types.is_struct(type_):
        return described | {"subField": [_sub_field(name, field, found) for field in type_]}
    return described | {"dataType": _TYPES[type_], "source": found}


def _sub_field(parent: str, field: pa.Field, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{parent}/{field.name}",
        "name": field.name,
        "dataType": _TYPES[field.type],
        "source": {**found, "transform": {"jsonPath": field.name}},
    }
