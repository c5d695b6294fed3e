"""Files are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from assay.core.errors import InputError


def check_folder(folder: Path) -> None:
    """Raises InputError for a folder that cannot be one, before any work is done for it."""
    found = next((path for path in (folder, *folder.parents) if path.exists()), None)
    if found is not None and not found.is_dir():
        raise InputError("core.not-a-folder", path=str(found))


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Every file of `contents`, by name, in `folder`, which is made. All are complete before the first is in place, so
    that a failure or a kill leaves the old ones.

    Raises InputError where the folder cannot be written.
    """
    drafts = {folder / name: folder / f".{name}.{os.getpid()}" for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft, content in zip(drafts.values(), contents.values(), strict=True):
            draft.write_bytes(content if isinstance(content, bytes) else content.encode(errors="backslashreplace"))
        for target, draft in drafts.items():
            draft.replace(target)
    except OSError as failed:
        raise InputError("core.unwritable", path=str(folder), why=failed.strerror or str(failed)) from None
    finally:
        for draft in drafts.values():
            with suppress(OSError):  # it is in place, or was never begun
                draft.unlink()
