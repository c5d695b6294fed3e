"""`assay rate`: people rate outputs in the browser, or on sheets, without knowing whose they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import click

from assay.cli.command import Command, session_in
from assay.cli.eval import OPTIONS as OF_EVAL
from assay.cli.help import Option
from assay.cli.streams import note, show
from assay.cli.values import Choice, Count, Seed, split_at_commas
from assay.core.errors import UsageError
from assay.core.messages import Text
from assay.core.rating_project import MODES, Plan

if TYPE_CHECKING:
    from assay.cli.session import Session
    from assay.core.rating_project import Mode, Project
    from assay.rating.request import RateRequest
    from assay.stores.rating import RatingStore

STORE, OUT = "assay-rating.sqlite3", "ratings.jsonl"
READING = frozenset({"--references", "--id", "--prompt", "--prediction", "--reference", "--format-in"})
"""The options that mean here what they mean for `eval`."""
MOST_RATERS = 500
_LIBRARIES = ("fastapi", "markdown_it", "uvicorn")  # of the extra `web`

FILES = click.Argument(["files"], metavar="[FILE ...]", nargs=-1)
OPTIONS = (
    Option(
        "--mode", of="rate", section="rating", metavar="|".join(MODES), type=Choice("word", MODES), default="rating"
    ),
    Option(
        *("--dimensions",),
        of="rate",
        section="rating",
        metavar="NAME[:LOW-HIGH],...",
        multiple=True,
        callback=split_at_commas,
    ),
    Option("--guidelines", section="rating", metavar="FILE"),
    Option("--markdown", section="rating", is_flag=True),
    Option("--raters", section="sharing", metavar="NUMBER|NAME,...", multiple=True, callback=split_at_commas),
    Option("--per-item", section="sharing", metavar="NUMBER", type=Count()),
    Option("--sample", section="sharing", metavar="NUMBER", type=Count()),
    Option("--not-in", section="sharing", metavar="FILE", multiple=True),
    Option("--practice", section="sharing", metavar="NUMBER", type=Seed(), default=0),
    Option("--repeats", section="sharing", metavar="NUMBER", type=Seed(), default=0),
    Option("--checks", section="sharing", metavar="FILE"),
    Option("--seed", of="rate", section="sharing", metavar="SEED", type=Seed(), default=0),
    Option("--host", section="serving", metavar="ADDRESS", default="127.0.0.1"),
    Option("--port", section="serving", metavar="NUMBER", type=Count()),
    Option("--store", section="serving", metavar="FILE|URL", default=STORE),
    Option("--name", section="serving", metavar="NAME"),
    *(option for option in OF_EVAL if READING & set(option.opts)),
    Option("--out", of="rate", section="output", metavar="FILE", default=OUT),
    Option("--export", section="output", is_flag=True),
    Option("--sheet", section="output", metavar="FILE"),
)


class Asked(TypedDict):
    """All that the command takes."""

    mode: Mode
    dimensions: tuple[str, ...]
    guidelines: str | None
    markdown: bool
    raters: tuple[str, ...]
    per_item: int | None
    sample: int | None
    not_in: tuple[str, ...]
    practice: int
    repeats: int
    checks: str | None
    seed: int
    host: str
    port: int | None
    store: str
    name: str | None
    references: str | None
    id: str | None
    prompt: str | None
    prediction: str | None
    reference: str | None
    format_in: str | None
    out: str
    export: bool
    sheet: str | None


@click.command("rate", cls=Command, params=[FILES, *OPTIONS])
def rate(files: tuple[str, ...], **asked: Unpack[Asked]) -> None:
    """Makes the project or finds it again, and serves it until it is told to end."""
    session = session_in(click.get_current_context())
    if asked["sheet"] is not None:
        _write_sheets(files, asked, session)
        return
    _check_installed()
    _check_there(files, asked)
    from assay.rating.project import begin
    from assay.stores.rating import RatingStore

    store = RatingStore(asked["store"])
    try:
        if files:
            begun = begin(_request(files, asked, session), store)
            projects = [begun.project]
            _tell(session, begun.notes)
        else:
            projects = _projects(store, asked)
        if not asked["export"]:
            _serve(store, projects, asked, session)
        _export(store, projects, asked, session)
    finally:
        store.close()


def _request(files: tuple[str, ...], asked: Asked, session: Session) -> RateRequest:
    from assay.rating.form import form_of
    from assay.rating.request import RateRequest
    from assay.readers.base import ReadOptions

    columns = ("id", "prompt", "prediction", "reference")
    return RateRequest(
        files,
        form_of(asked["mode"], asked["dimensions"], asked["guidelines"], markdown=asked["markdown"]),
        _raters(asked["raters"], session),
        Plan(asked["per_item"], asked["repeats"], asked["seed"]),
        name=asked["name"],
        practice=asked["practice"],
        checks=asked["checks"],
        not_in=asked["not_in"],
        sample=asked["sample"],
        references=asked["references"],
        columns=ReadOptions(asked["format_in"], **{name: asked[name] for name in columns}),  # type: ignore[literal-required]  # names of the table above
    )


def _raters(named: tuple[str, ...], session: Session) -> tuple[str, ...]:
    """Their names; of a number as many that say nothing."""
    if not named:
        return (session.say("rating.rater", n=1),)
    if len(named) == 1 and named[0].isdecimal():
        if not 0 < int(named[0]) <= MOST_RATERS:
            raise UsageError("rating.too-many-raters", n=named[0])
        return tuple(session.say("rating.rater", n=n + 1) for n in range(int(named[0])))
    for name in named:
        if named.count(name) > 1:
            raise UsageError("rating.rater-twice", name=name)
    return named


def _check_installed() -> None:
    """Raises UsageError where a library of the extra is missing."""
    from importlib.util import find_spec

    if not all(map(find_spec, _LIBRARIES)):
        raise UsageError("rating.web-extra")


def _check_there(files: tuple[str, ...], asked: Asked) -> None:
    """Raises UsageError where there is nothing to go on with."""
    from assay.stores.places import is_address

    if not files and not is_address(asked["store"]) and not Path(asked["store"]).exists():
        raise UsageError("rating.no-files", store=asked["store"])


def _projects(store: RatingStore, asked: Asked) -> list[Project]:
    """Those of the store, or the one that is named."""
    from assay.stores.places import shown_place

    projects = [one for one in store.projects() if asked["name"] in (None, one.name)]
    if not projects:
        raise UsageError("rating.no-project", store=shown_place(asked["store"]))
    return projects


def _serve(store: RatingStore, projects: list[Project], asked: Asked, session: Session) -> None:
    from assay.stores.places import shown_place
    from assay.web.app import rating_app
    from assay.web.server import Address, listening, origin, serve

    address = Address(asked["host"], asked["port"])
    with listening(address) as listener:
        begins = origin(address, listener)

        def ready() -> None:
            for project in projects:
                _links(store, project, begins, session)
            if not address.local:
                note(session.say("rating.in-the-open"))
            note(session.say("rating.how-to-end", store=shown_place(asked["store"])))

        serve(rating_app(store, address.hosts), listener, ready)


def _links(store: RatingStore, project: Project, begins: str, session: Session) -> None:
    """One a rater, and the owner's."""
    show(session.say("rating.links", name=project.name) + "\n")
    for rater in store.raters(project):
        show(f"  {rater.name}: {begins}/r/{rater.token}\n")
    show(session.say("rating.owner-link", link=f"{begins}/o/{project.token}") + "\n")


def _export(store: RatingStore, projects: list[Project], asked: Asked, session: Session) -> None:
    from assay.core.files import write_files
    from assay.rating.export import as_csv, as_jsonl, export_of, own_or_free

    rows = [row for project in projects for row in export_of(store, project)]
    if not rows:
        note(session.say("rating.nothing-yet"))
        return
    out = own_or_free(Path(asked["out"]))
    write_files(out.parent, {out.name: as_csv(rows) if out.suffix.lower() == ".csv" else as_jsonl(rows)})
    note(session.say("rating.exported", n=len(rows), path=str(out)))


def _write_sheets(files: tuple[str, ...], asked: Asked, session: Session) -> None:
    from assay.rating.sheet import write_sheets

    if not files:
        raise UsageError("rating.no-files", store=asked["store"])
    paths, notes = write_sheets(_request(files, asked, session), cast("str", asked["sheet"]), session.language)
    _tell(session, notes)
    for path in paths:
        show(f"{path}\n")
    note(session.say("rating.sheets-done"))


def _tell(session: Session, notes: tuple[Text, ...]) -> None:
    for text in notes:
        note(session.show(text))
