"""Print what `datasets` loads from a folder: every config, split and row.

    python read_datasets.py FOLDER [CONFIG]

Pictures become their hash, videos the frames that are decoded of them: by torchcodec, or by PyAV
where the libraries that torchcodec needs are not installed.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from typing import Any

import av
import numpy as np
from datasets import Image, Video, get_dataset_config_names, load_dataset

try:
    from torchcodec.decoders import VideoDecoder
except (ImportError, OSError, RuntimeError):
    VideoDecoder = None

_SEEN: dict[str, dict[str, Any]] = {}


def plain(value: Any, feature: Any) -> Any:
    if isinstance(feature, Video):
        path = value["path"] if VideoDecoder is None else value.metadata.path
        if path not in _SEEN:
            _SEEN[path] = by_pyav(path) if VideoDecoder is None else by_torchcodec(value)
        return _SEEN[path]
    if isinstance(feature, Image):
        return {"sha256": hashlib.sha256(value["bytes"]).hexdigest(), "path": value["path"]}
    return value


def by_torchcodec(video: Any) -> dict[str, Any]:
    frames = [video[n].numpy() for n in range(len(video))]
    return told(frames, video.metadata.duration_seconds_from_header)


def by_pyav(path: str) -> dict[str, Any]:
    with av.open(path) as file:
        frames = [
            frame.to_ndarray(format="rgb24").transpose(2, 0, 1) for frame in file.decode(video=0)
        ]
        (stream,) = file.streams.video
        return told(frames, float(stream.duration * stream.time_base))


def told(frames: list[Any], seconds: float) -> dict[str, Any]:
    pairs = itertools.pairwise(frames)
    return {
        "decoded": len(frames),
        "shape": list(frames[0].shape),
        "seconds": seconds,
        "differs": sum(not np.array_equal(one, next_) for one, next_ in pairs),
    }


def main() -> None:
    folder, names = sys.argv[1], sys.argv[2:]
    found: dict[str, Any] = {"default": next(iter(load_dataset(folder).values())).column_names}
    found["configs"] = {}
    for config in names or get_dataset_config_names(folder):
        found["configs"][config] = {}
        for split, rows in load_dataset(folder, config).items():
            for name, feature in rows.features.items():
                if isinstance(feature, Image):
                    opened = [row[name].size for row in rows]
                    found.setdefault("sizes", {})[f"{config}/{split}"] = opened
                    rows = rows.cast_column(name, Image(decode=False))
                elif isinstance(feature, Video) and VideoDecoder is None:
                    rows = rows.cast_column(name, Video(decode=False))
            found["configs"][config][split] = [
                {name: plain(value, rows.features[name]) for name, value in row.items()}
                for row in rows
            ]
    print(json.dumps(found))


main()
