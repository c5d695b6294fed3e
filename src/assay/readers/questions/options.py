"""What the user says about data that a model is asked from."""

from __future__ import annotations

from typing import Literal, TypeAlias

from assay.frozen import frozen

Piece: TypeAlias = Literal["auto", "line", "paragraph", "file"]


@frozen
class AskOptions:
    """Everything left out is found out. `form` names a form of data; the column names override the aliases. `dataset`
    is the name within a dataset_info.json. `system` is said before every chat, in place of the data's own. With
    `every_turn` each answer of a conversation is asked for, behind the turns before it as the data has them; otherwise
    the last. With `raw` a prompt is continued as it is, not asked as a turn of a chat. `piece` is what of a text file
    is one document. `limit` takes the first rows alone.
    """

    form: str | None = None
    id: str | None = None
    prompt: str | None = None
    reference: str | None = None
    dataset: str | None = None
    system: str | None = None
    every_turn: bool = False
    raw: bool = False
    piece: Piece = "auto"
    limit: int | None = None
