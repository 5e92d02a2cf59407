"""A draft is carried out: by a button under its preview, once, and only as the preview showed it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from ektp_core.audit import NOTHING, Changed, Seen, Subject
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store.audit import Doing
from ektp_core.store.drafts import Drafts
from handlers.request import Request

D = TypeVar("D")


@asynccontextmanager
async def carrying_out(
    drafts: Drafts[D], draft: D, act: Act, request: Request, office: Office, about: Subject = NOTHING, *, seen: Seen | None = None
) -> AsyncIterator[Doing]:
    """The act that carries out a draft, which `Drafts.previewed` found. One that was overtaken is dropped: it can only be begun again.

    Raises NotAllowed, Changed; DraftGone and OtherDraft when it is no longer the draft that was previewed. Nothing is done then.
    """
    try:
        async with office.acting(request, act, about, seen=seen) as doing:
            await drafts.take(doing.connection, request.person, draft)
            yield doing
    except Changed:
        await drafts.drop(office.store, request.person, draft)
        raise


async def drop_overtaken(drafts: Drafts[D], changed: Changed, request: Request, office: Office) -> None:
    """Drop the person's draft when what it is about has changed or is gone, for no text can answer it any more; any other draft stays."""
    if request.awaited:
        await drafts.drop(office.store, request.person)
    for draft in await drafts.every(office.store, request.person):
        seen = getattr(draft, "seen", None)
        if isinstance(seen, Seen) and seen.id == changed.subject.number:
            await drafts.drop(office.store, request.person, draft)
