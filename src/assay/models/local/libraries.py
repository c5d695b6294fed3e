"""What has to be installed before a model runs here, and its voice turned down."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from assay.core.errors import InputError

_SILENT = 50  # no message of the libraries is that grave


def check_installed(*names: str) -> None:
    """Raises InputError where one of the libraries of the extra `hf` is not there."""
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise InputError("local.not-installed", names=missing)


@contextmanager
def quiet() -> Iterator[None]:
    """No bars, logs or warnings of the libraries on standard error; what they were set to comes back."""
    from huggingface_hub.utils import logging as of_hub
    from transformers.utils import logging

    level, level_of_hub, bars = logging.get_verbosity(), of_hub.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity(_SILENT)
    of_hub.set_verbosity(_SILENT)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call] # the library carries no types here
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(level)
        of_hub.set_verbosity(level_of_hub)
        if bars:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call] # the library carries no types here
