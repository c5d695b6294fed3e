"""An output that is there is taken for done only where it is."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

import assay
from assay.core.errors import InputError
from tests.models.endpoint.alphabet import Alphabet
from tests.models.endpoint.hostile import Server


def test_an_output_that_was_cut_since_is_not_taken_for_whole(tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps({"prompt": f"say {row}"}) + "\n" for row in range(3)), encoding="utf-8")
    with Server(Alphabet().reply) as server:
        ask = partial(assay.predict, data, endpoint=(server.url,), out=str(tmp_path / "predictions.jsonl"))
        (output,) = ask()
        (again,) = ask()
        assert (output.asked, again.asked) == (3, 0)
        output.path.write_bytes(output.path.read_bytes().splitlines(keepends=True)[0])
        with pytest.raises(InputError, match=r"has 1 rows and was written with 3: .* --force"):
            ask()
        (anew,) = ask(force=True)
        assert anew.asked == 3
