"""From data to questions: find the file, recognise its form, read its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assay.core.asking import Message, Passage, Question
from assay.core.errors import InputError
from assay.core.examples import Skipped, Source
from assay.core.messages import Text
from assay.frozen import frozen
from assay.readers.files.digest import digest_of
from assay.readers.files.locate import locate
from assay.readers.questions import FORMS
from assay.readers.questions.base import Dialogue, Fields, Form
from assay.readers.questions.dataset_info import entry_of
from assay.readers.questions.options import AskOptions
from assay.readers.rows.parts import MALFORMED
from assay.readers.rows.values import BadRow, Record
from assay.readers.tables import open_table
from assay.readers.tables.lines import LINE, TextLines
from assay.readers.tables.table import Table, too_many_bad

MOST_BAD = 0.05


@frozen
class Asked:
    """The rows of the data, and where they came from."""

    source: Source
    dialogues: tuple[Dialogue, ...]
    options: AskOptions

    @property
    def questions(self) -> list[Question]:
        """What a model is to answer."""
        return [self._question(number, one) for number, one in enumerate(self.dialogues, 1)]

    @property
    def passages(self) -> list[Passage]:
        """The texts whose likelihood is asked for: the references behind their prompts, or the documents alone."""
        return [self._passage(number, one) for number, one in enumerate(self.dialogues, 1)]

    def _question(self, number: int, one: Dialogue) -> Question:
        turns = one.turns
        if self.options.system is not None:
            turns = (Message("system", self.options.system), *(turn for turn in turns if turn.role != "system"))
        name = one.id or str(number)
        if self.options.raw:
            return Question(name, text="\n".join(turn.content for turn in turns), references=one.references)
        return Question(name, turns, references=one.references)

    def _passage(self, number: int, one: Dialogue) -> Passage:
        asked = self._question(number, one)
        if one.references:
            return Passage(asked.id, one.references[0], asked)
        return Passage(asked.id, one.text or "\n".join(turn.content for turn in one.turns))


def asked(source: str, options: AskOptions) -> Asked:
    """See `read_questions`."""
    entry = entry_of(source, options.dataset)
    form, fields = (None, Fields()) if entry is None else (entry.form, entry.fields)
    found = locate(source if entry is None else entry.path)
    digest = digest_of(found.contents)
    dialogues: list[Dialogue] = []
    skipped: list[Skipped] = []
    for content in found.contents:
        table = open_table(content)
        _check_columns(table, options)
        name, why = (form, None) if form is not None else form_of(table, options)
        dialogues += _dialogues(table, FORMS[name](table, options, fields), options)
        skipped += table.skipped
    if not dialogues or len(skipped) > MOST_BAD * (len(dialogues) + len(skipped)):
        raise too_many_bad(source, len(dialogues), skipped)
    rows = dialogues[: options.limit]
    known = Source(source, name, why or _why(name), len(rows), digest(), tuple(skipped))
    return Asked(known, tuple(rows), options)


def _check_columns(table: Table, options: AskOptions) -> None:
    """Raises InputError for a column that somebody names and nobody has."""
    for option, name in (("--id", options.id), ("--prompt", options.prompt), ("--reference", options.reference)):
        if name is not None and name not in table.names:
            raise InputError("readers.no-column", path=table.path, option=option, name=name, names=list(table.names))


def form_of(table: Table, options: AskOptions) -> tuple[str, Text]:
    """The form of the data, and why; raises InputError where it is none that is read."""
    if options.form is not None and options.form not in FORMS:
        raise FORMS.unknown(options.form)
    names = [options.form] if options.form is not None else list(FORMS)
    for name in names:
        why = FORMS[name].recognise(table, options)
        if why is not None:
            return name, why
    raise InputError("predict.not-that-form", path=table.path, form=options.form, names=list(table.names)[:12])


def _why(form: str) -> Text:
    from assay.core.messages import say

    return say("predict.why-dataset-info", form=form)


def _dialogues(table: Table, form: Form, options: AskOptions) -> Iterator[Dialogue]:
    for line, record in _pieces(table, options):
        try:
            yield from _turns(form.dialogue(record), every=options.every_turn)
        except BadRow as bad:
            if table.form != "text":  # an empty line of a text is no row
                table.set_aside(line, bad)
        except MALFORMED:
            table.set_aside(line, BadRow("readers.row-shape"))


def _turns(whole: Dialogue, *, every: bool) -> Iterator[Dialogue]:
    """The conversation up to its last answer, or up to each of its answers."""
    places = [at for at, _ in enumerate(whole.turns) if _is_answer(whole.turns, at)] if every else []
    for number, at in enumerate(places, 1):
        own = None if whole.id is None else f"{whole.id}.{number}"
        yield Dialogue(whole.turns[:at], (whole.turns[at].content,), own)
    if every and whole.id is not None:
        whole = replace(whole, id=f"{whole.id}.{len(places) + 1}")
    yield whole


def _is_answer(turns: Sequence[Message], at: int) -> bool:
    """What greets before anybody asked, or calls a tool without a word, is none."""
    asked = any(turn.role == "user" for turn in turns[:at])
    return asked and turns[at].role == "assistant" and bool(turns[at].content)


def _pieces(table: Table, options: AskOptions) -> Iterator[tuple[int, Record]]:
    """The rows; of a text file its lines, its paragraphs between empty lines, or all of it."""
    if not isinstance(table, TextLines) or options.piece == "line":
        yield from table.records()
        return
    lines = [(number, str(record[LINE])) for number, record in table.records()]
    if options.piece == "file":
        yield 1, {LINE: "\n".join(text for _, text in lines)}
        return
    paragraphs = options.piece == "paragraph" or any(not text.strip() for _, text in lines[:-1])
    yield from _paragraphs(lines) if paragraphs else ((number, {LINE: text}) for number, text in lines)


def _paragraphs(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Record]]:
    for empty, group in groupby(lines, key=lambda line: not line[1].strip()):
        if not empty:
            members = list(group)
            yield members[0][0], {LINE: "\n".join(text for _, text in members)}
