"""Print what `mlcroissant` makes of a folder's ``croissant.json``: issues, fields, all records.

python read_croissant.py FOLDER
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import mlcroissant
from PIL import Image


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, Image.Image):
        value.load()
        return list(value.size)
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name.rpartition("/")[2]: plain(part) for name, part in value.items()}
    return value


def main() -> None:
    dataset = mlcroissant.Dataset(Path(sys.argv[1]) / "croissant.json")
    metadata = dataset.metadata
    hashes = {
        file.content_url: (
            file.sha256,
            hashlib.sha256((Path(sys.argv[1]) / file.content_url).read_bytes()).hexdigest(),
        )
        for file in metadata.file_objects
    }
    records = {
        one.id: [plain(record) for record in dataset.records(one.id)]
        for one in metadata.record_sets
    }
    told = metadata.to_json()
    print(
        json.dumps(
            {
                "errors": sorted(str(error) for error in metadata.issues.errors),
                "warnings": sorted(str(warning) for warning in metadata.issues.warnings),
                "hashes": hashes,
                "records": records,
                "rai": sorted(name for name in told if name.startswith("rai:")),
                "sets": {one.id: one.includes for one in metadata.file_sets},
            }
        )
    )


main()
