"""`/imports`, `/sources`: archives in by upload, what is in, and out again."""

from collections.abc import Mapping
from typing import Annotated, cast

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.deps import API, StateDep, Tagged, check_unchanged, tag_of
from api.jobs import JobNotFoundError, JobView, Step, Tell, Work
from api.problems import MEDIA_TYPE, REFUSALS, RESPONSES, SCHEMA, TooLargeError
from api.routes.jobs import JobOut
from api.state import ServerState
from api.uploads import MOST_BYTES, Upload, receive
from graph.errors import UsageError
from graph.kept_files import forget
from ingest.report import ProgressEvent, report_json
from ingest.sources.columns import MAPPABLE
from referral.viewpoint import MOST_WHOLE, Viewpoint
from schemas.base import LONGEST
from schemas.sources import SourceOut, SourcesOut

router = APIRouter(tags=["sources"], responses=RESPONSES)

KIND = "import"
IMPORTED = 0.9
"""How much of the job the import itself is; the rest makes the graph ready for the first question."""
MAP = "map_"
"""How form fields begin that name a column of a list of contacts."""
FORM = {
    "type": "object",
    "required": ["archives"],
    "properties": {
        "archives": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "Zips as downloaded, CSV files from one; calendars, mailboxes, cards, lists, graphs.",
        },
        "owner": {"type": "string", "description": "Whose archive it is, where the files do not say."},
        **{
            f"{MAP}{field}": {
                "type": "string",
                "description": f"The heading of the column with the {field}.",
            }
            for field in MAPPABLE
        },
    },
}
TOO_LARGE: dict[int | str, dict[str, object]] = {
    413: {"description": "More than is taken.", "content": {MEDIA_TYPE: {"schema": SCHEMA}}}
}


def import_work(state: ServerState, upload: Upload) -> Work:
    """What an import does in the background."""

    def work(tell: Tell) -> Mapping[str, JsonValue]:
        from ingest.errors import (  # noqa: PLC0415  (readers of all kinds, which questions do without)
            NotMappedError,
            NotTheOwnerError,
            OwnerMismatchError,
            OwnerUnknownError,
        )
        from ingest.load import import_paths  # noqa: PLC0415

        def hear(event: ProgressEvent) -> None:
            share = None if event.share is None else event.share * IMPORTED
            tell(Step(event.stage, event.done, event.total, share))

        named = upload.fields.get("owner") or None
        said = {field: column for field in MAPPABLE if (column := upload.fields.get(MAP + field))}
        upload.wanted, upload.waits_for = False, ""
        with state.worker.at_hand():
            try:
                report = import_paths(state.workspace, upload.files, owner=named, columns=said or None, progress=hear)
            except (OwnerUnknownError, OwnerMismatchError, NotTheOwnerError, NotMappedError):
                upload.wanted = True  # a word is missing, not a file
                raise
            context = state.context(Viewpoint())
        state.prepared(context)
        return cast("Mapping[str, JsonValue]", report_json(report))

    return work


def begin_import(state: ServerState, upload: Upload) -> JobView:
    """Start the import of what came; the files go with its end, unless only a word was missing.

    What waited for a word goes on waiting where it does not begin, because too much else is to be done.
    """

    def end(job: str) -> None:
        if upload.wanted:
            state.uploads.hold(upload.waits_for or job, upload)
        else:
            upload.remove()

    return state.jobs.start(KIND, import_work(state, upload), cleanup=end)


def import_again(state: ServerState, job: str, said: Mapping[str, str]) -> JobView:
    """Import the files of an import that failed once more, with what is said of them now.

    Raises:
        FilesGoneError: they are not here any more.
    """
    upload = state.uploads.take(job)
    told = {name: value.strip() for name, value in said.items() if value.strip()}
    anew = any(name.startswith(MAP) for name in told)
    before = {name: value for name, value in upload.fields.items() if not (anew and name.startswith(MAP))}
    upload.fields, upload.waits_for = {**before, **told}, job
    return begin_import(state, upload)


class AgainIn(BaseModel):
    """What was missing."""

    model_config = ConfigDict(extra="forbid")

    owner: str = Field(default="", max_length=LONGEST, description="Whose archive it is: a name, slug or address.")
    columns: dict[str, str] = Field(
        default={}, description=f"The heading of a column of a list of contacts, by {', '.join(MAPPABLE)}."
    )

    @property
    def fields(self) -> dict[str, str]:
        """As a form says it."""
        return {"owner": self.owner, **{MAP + name: column for name, column in self.columns.items()}}


@router.post(
    "/imports",
    status_code=202,
    operation_id="startImport",
    response_model=JobOut,
    responses={**REFUSALS, **TOO_LARGE},
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}}},
)
async def start_import(request: Request, response: Response, state: StateDep) -> JobOut | RedirectResponse:
    """Import archives: they are streamed to disk, then read by a job. All of them come in, or none."""
    if int(request.headers.get("content-length", "0")) > MOST_BYTES:
        raise TooLargeError(f"more than {MOST_BYTES // 2**30} GB at once; nothing was imported")
    folder = await state.run(state.spool.folder)
    upload = await receive(request.stream(), request.headers.get("content-type", ""), folder)
    job = begin_import(state, upload)
    if "text/html" in request.headers.get("accept", ""):  # a form sent without scripts
        return RedirectResponse(f"/imports/{job.id}", status_code=303)
    response.headers["Location"] = f"{API}/imports/{job.id}"
    return JobOut.of(job)


@router.get("/imports/{job}", operation_id="getImport")
async def get_import(state: StateDep, job: str) -> JobOut:
    """How far an import is; at the end its report."""
    found = state.jobs.get(job)
    if found.kind != KIND:
        raise JobNotFoundError(job)
    return JobOut.of(found, state.uploads)


@router.post("/imports/{job}/again", status_code=202, operation_id="importAgain", responses=REFUSALS)
async def start_again(response: Response, state: StateDep, job: str, said: AgainIn) -> JobOut:
    """Import the same files with what was missing: nobody has to send them twice. They wait a quarter of an hour."""
    if unknown := set(said.columns) - set(MAPPABLE):
        raise UsageError(f"no column is called {', '.join(sorted(unknown))}; there are {', '.join(MAPPABLE)}")
    again = import_again(state, job, said.fields)
    response.headers["Location"] = f"{API}/imports/{again.id}"
    return JobOut.of(again)


@router.delete("/imports/{job}/files", status_code=204, operation_id="dropUpload", responses=REFUSALS)
async def drop_files(state: StateDep, job: str) -> Response:
    """Throw the files of an import that waits for a word away at once."""
    await state.run(state.uploads.take(job).remove)
    return Response(status_code=204)


def sources_of(state: ServerState) -> SourcesOut:
    """Everything that is in."""
    workspace = state.workspace
    return SourcesOut(items=[SourceOut.reported(s, workspace.report(s.id)) for s in workspace.sources()])


@router.get("/sources", operation_id="listSources", dependencies=[Tagged])
async def list_sources(state: StateDep) -> SourcesOut:
    """The archives that are in, with their reports."""
    return await state.run(lambda: sources_of(state))


@router.delete("/sources/{source}", status_code=204, operation_id="forgetSource", responses=REFUSALS)
async def forget_source(
    state: StateDep,
    source: Annotated[int, Path(ge=0, le=MOST_WHOLE)],
    if_match: Annotated[str | None, Header(description="The tag under which the list was read.")] = None,
) -> Response:
    """Take an archive out, with everything only it showed."""

    def work() -> None:
        check_unchanged(if_match, tag_of(state, f"{API}/sources"))
        forget(state.workspace, source)

    await state.run(work)
    return Response(status_code=204)
