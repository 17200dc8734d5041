"""What the files that a pipeline names are, whatever they are called: part of a picture's key.

A folder is known by the hashes of its files, a hub id by its commit. BLAKE3 hashes a checkpoint
about as fast as it is read; measured with bench/bench_sd.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from blake3 import blake3
from moviellm import InputError

from moviellm_plugins_sd.config import Checkpoint, DiffusionOptions
from moviellm_plugins_sd.folder import check_folder
from moviellm_plugins_sd.folder_parts import check_part
from moviellm_plugins_sd.weight_files import tensor_shapes

_READ = frozenset({".json", ".safetensors", ".txt", ".model"})
"""What loading reads; a readme or an example picture may change."""


def revision(config: DiffusionOptions) -> str:
    """The digest of every file that a painter's options name.

    Raises:
        InputError: One of them is not there, or is something else.
    """
    return _digest(sorted(file_identities(config).items()))


def identity_of(checkpoint: Checkpoint, option: str = "model") -> str:
    """The commit of a hub id, or the digest of a folder's files.

    Raises:
        InputError: The folder is not there, or holds something else.
    """
    if checkpoint.revision is not None:
        return f"{checkpoint.model}@{checkpoint.revision}"
    folder = Path(checkpoint.model)
    check_folder(folder, checkpoint.pipelines, variant=checkpoint.variant, option=option)
    return folder_digest(folder)


def folder_digest(folder: Path) -> str:
    """The digest of everything in a folder that loading a model reads."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in _READ and file.is_file())
    return _digest([(file.relative_to(folder).as_posix(), _hash(file)) for file in files])


def file_digest(file: Path, option: str) -> str:
    """The digest of one file.

    Raises:
        InputError: It is not there.
    """
    if not file.is_file():
        raise InputError(
            f"The file {file} of the option `{option}` is not there.",
            hint="Paths are relative to the folder in which `moviellm` is called.",
        )
    return _hash(file)


def file_identities(config: DiffusionOptions) -> dict[str, str]:
    """What each file or folder that a painter's options name is, by its part in painting.

    Raises:
        InputError: One of them is not there, or is something else.
    """
    return dict(_file_identities(config))


def _file_identities(config: DiffusionOptions) -> Iterator[tuple[str, str]]:
    for option, checkpoint in config.checkpoints():
        yield option, identity_of(checkpoint, option)
    if config.style is not None and config.style.embedding is not None:
        yield "style", file_digest(config.style.embedding, "style.embedding")
    for number, lora in enumerate(config.loras):
        yield f"lora {number}", f"{file_digest(lora.file, 'loras')} x {lora.weight:g}"
        tensor_shapes(lora.file, "loras")
    if config.ip_adapter is not None:
        yield "adapter", file_digest(config.ip_adapter.file, "ip_adapter.file")
        tensor_shapes(config.ip_adapter.file, "ip_adapter.file")
        check_part(config.ip_adapter.image_encoder, option="ip_adapter.image_encoder")
        yield "image encoder", folder_digest(config.ip_adapter.image_encoder)


def _hash(file: Path) -> str:
    return blake3(max_threads=blake3.AUTO).update_mmap(file).hexdigest()


def _digest(parts: list[tuple[str, str]]) -> str:
    return blake3("".join(f"{name}\0{value}\n" for name, value in parts).encode()).hexdigest()
