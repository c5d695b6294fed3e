"""From what the user pointed at to the files: a path, a glob, a folder, a saved data set, standard input."""

from __future__ import annotations

import glob
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.readers.files.content import Content

STANDARD_INPUT = "-"

_ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow", ".feather", ".eval")
_PACKED = ("", ".gz", ".zst")
_SPLITS = ("test", "validation", "eval", "dev", "train")


@frozen
class Found:
    """The contents to read. With `folder` the user did not name each: those without examples are passed over."""

    contents: tuple[Content, ...]
    folder: bool = False
    notes: tuple[Text, ...] = ()


def locate(source: str) -> Found:
    """The files behind `source`, in the order of their names; raises InputError where there are none."""
    if source == STANDARD_INPUT:
        return Found((Content("<stdin>", data=_all_of(sys.stdin.buffer)),))
    path = Path(source)
    if path.is_dir():
        return _saved_data_set(path) or _folder(path)
    if path.exists():
        return Found((Content.of(path),))
    return Found(tuple(Content.of(match) for match in _matches(source)))


@lru_cache(maxsize=1)
def _all_of(stream: BinaryIO) -> bytes:
    """What a stream holds, however often it is asked for: it can be read once only."""
    return stream.read()


def _matches(pattern: str) -> list[Path]:
    matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207 - absolute patterns
    files = [match for match in matches if match.is_file()]
    if files:
        return files
    from difflib import get_close_matches

    near = get_close_matches(Path(pattern).name, _siblings(Path(pattern)), n=1)
    if near:
        raise InputError("readers.no-file-near", path=pattern, near=str(Path(pattern).with_name(near[0])))
    raise InputError("readers.no-file", path=pattern)


def _siblings(path: Path) -> list[str]:
    try:
        return [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return []


def _folder(folder: Path) -> Found:
    endings = tuple(ending + packed for ending in _ENDINGS for packed in _PACKED)
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name.lower().endswith(endings) and not _passed_over(path.relative_to(folder))
    )
    if not files:
        raise InputError("readers.empty-folder", path=str(folder))
    return Found(tuple(Content.of(path) for path in files), folder=True)


def _passed_over(path: Path) -> bool:
    """Hidden files, and what a trainer leaves in its checkpoints."""
    return any(part.startswith((".", "checkpoint-")) for part in path.parts)


def _saved_data_set(folder: Path) -> Found | None:
    """The Arrow files of a Hugging Face data set saved to disk; of a dictionary of splits, the one to evaluate on."""
    if (folder / "dataset_dict.json").is_file():
        split = next((folder / name for name in _SPLITS if (folder / name / "state.json").is_file()), None)
        if split is None:
            raise InputError("readers.empty-folder", path=str(folder))
        found = _saved_data_set(split)
        note = say("readers.split-chosen", split=split.name)
        return None if found is None else Found(found.contents, notes=(note,))
    if not (folder / "state.json").is_file() or not (folder / "dataset_info.json").is_file():
        return None
    return Found(tuple(Content.of(folder / name) for name in _data_files(folder)))


def _data_files(folder: Path) -> list[str]:
    try:
        files = json.loads((folder / "state.json").read_text(encoding="utf-8"))["_data_files"]
        return [Path(file["filename"]).name for file in files]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("readers.damaged-data-set", path=str(folder / "state.json")) from error
