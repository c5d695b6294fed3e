"""The interface to evaluating files that are sent: ask for it, send the files, hear how far it is."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Request
from pydantic import AfterValidator, BaseModel, Field
from starlette.requests import ClientDisconnect

from assay.core.messages import say
from assay.core.progress import Stage
from assay.policy.templates import READY
from assay.web.asked import Language
from assay.web.workspace.job import Awaited, Job, State, Wish
from assay.web.workspace.jobs import Jobs
from assay.web.workspace.worker import Done, Failed, Role, Stands

_MOST_FILES = 20


def _ready(name: str) -> str:
    if name not in READY:
        raise ValueError(", ".join(READY))
    return name


Policy = Annotated[str, AfterValidator(_ready), Field(json_schema_extra={"enum": list(READY)})]


class FileToCome(BaseModel):
    """A file that will be sent, and what it is for."""

    name: str = Field(min_length=1, max_length=300)
    role: Role = "predictions"


class Asking(BaseModel):
    """What to evaluate. The base may be a file, or a run that is kept with its examples."""

    files: list[FileToCome] = Field(min_length=1, max_length=_MOST_FILES)
    project: str = Field("uploads", min_length=1, max_length=200, pattern=r"\S")
    base_run: str | None = Field(None, min_length=1, max_length=64, pattern=r"^[0-9a-z-]+$")
    policy: Policy | None = Field(None, description="A ready-made policy; a file of the role `policy` is another.")
    task: Literal["auto", "classification", "generation", "lm"] = "auto"


class EvaluationShape(BaseModel):
    """How far an evaluation is: first its files come, then it has its turn. `run` is what it was kept as."""

    id: str
    state: State
    stage: Stage | None = None
    done: int = 0
    parts: int = 0
    run: str | None = None
    why: str | None = None

    @staticmethod
    def of(job: Job, language: str) -> EvaluationShape:
        """The same, to be sent."""
        shape = EvaluationShape(id=job.id, state=job.state)
        if isinstance(job.said, Stands) and job.state == "working":
            shape.stage, shape.done, shape.parts = job.said
        if isinstance(job.said, Done) and job.state == "done":
            shape.run = job.said.run
        if isinstance(job.said, Failed) and job.state == "failed":
            shape.why = job.said.why or say("workspace.our-mistake").in_language(language)
        return shape


Id = Annotated[str, Path(max_length=64)]
Number = Annotated[int, Path(ge=0, lt=_MOST_FILES)]


def evaluation_routes(jobs: Jobs) -> APIRouter:
    """The routes over the evaluations of this server."""
    routes = APIRouter(prefix="/evaluations", tags=["evaluations"])

    @routes.post("", status_code=201)
    def ask(asking: Asking, language: Language) -> EvaluationShape:
        """Asks for an evaluation; each of its files is to be sent then, by its place in the list."""
        files = tuple(Awaited(one.name, one.role) for one in asking.files)
        wish = Wish(files, asking.project.strip(), language, asking.base_run, asking.policy, asking.task)
        return EvaluationShape.of(jobs.ask(wish), language)

    @routes.put("/{id}/files/{number}", openapi_extra=_BYTES)
    async def send(id: Id, number: Number, request: Request, language: Language) -> EvaluationShape:  # noqa: A002 - its name in the address
        """Sends a file, as it is. With the last one the evaluation begins."""
        job = _there(jobs, id, language)
        try:
            with jobs.arriving(job, number) as take:
                async for some in request.stream():
                    take(some)
        except ClientDisconnect:
            raise HTTPException(400, "The file did not come whole.") from None  # nobody is there to hear it
        return EvaluationShape.of(job, language)

    @routes.get("/{id}")
    def far(id: Id, language: Language) -> EvaluationShape:  # noqa: A002 - as above
        """How far it is."""
        return EvaluationShape.of(_there(jobs, id, language), language)

    @routes.delete("/{id}")
    def stop(id: Id, language: Language) -> EvaluationShape:  # noqa: A002 - as above
        """Ends it; what was kept already stays."""
        job = _there(jobs, id, language)
        jobs.stop(job)
        return EvaluationShape.of(job, language)

    return routes


_BYTES = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


def _there(jobs: Jobs, id: str, language: str) -> Job:  # noqa: A002 - as above
    job = jobs.find(id)
    if job is None:
        raise HTTPException(404, say("workspace.no-such-job").in_language(language))
    return job
