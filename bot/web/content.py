"""What a public address answers with: made once, and sent to everybody as it is, whole or as "not changed"."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus

from aiohttp import hdrs, web
from multidict import CIMultiDict, CIMultiDictProxy

LONGEST_QUERY = 200
"""Characters behind the `?`: no address of ours has more than thirty."""

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors}"
)
"""No script at all and nothing from elsewhere: what is not in the page comes from the bot."""

FRESH_SECONDS = 60
"""How long a copy on the way may be shown without asking: a visit that was moved is wrong for a minute at most."""

NOT_WANTED = re.compile(r"q=0(?:\.0*)?")

GZIPPED = "-gz"
SMALLEST_GZIPPED = 500
"""Bytes: a smaller body fits into one packet anyway."""


@dataclass(frozen=True, slots=True)
class Content:
    """A body, plain and compressed, with the headers of each; `etags` are its names in `If-None-Match`."""

    plain: bytes
    compressed: bytes | None
    headers: CIMultiDict[str]
    compressed_headers: CIMultiDict[str]
    etags: tuple[str, str]

    @classmethod
    def of(cls, body: bytes, media_type: str, *, version: str = "", more: Mapping[str, str] | None = None) -> "Content":
        """A body of a media type. Its ETag holds `version` and a digest of the body, so that another build's page is another one."""
        digest = blake2b(body, digest_size=8).hexdigest()
        name = f"{version}-{digest}" if version else digest
        smaller = gzip.compress(body, mtime=0) if len(body) >= SMALLEST_GZIPPED else None
        headers = CIMultiDict(
            {
                hdrs.CONTENT_TYPE: media_type,
                hdrs.CACHE_CONTROL: f"public, max-age={FRESH_SECONDS}, must-revalidate",
                hdrs.VARY: hdrs.ACCEPT_ENCODING,
                hdrs.ETAG: f'"{name}"',
                **(more or {}),
            }
        )
        compressed_headers = headers.copy()
        compressed_headers[hdrs.ETAG] = f'"{name}{GZIPPED}"'
        compressed_headers[hdrs.CONTENT_ENCODING] = "gzip"
        return cls(body, smaller, headers, compressed_headers, (f'"{name}"', f'"{name}{GZIPPED}"'))


def page_headers(*, embeddable: bool = False, **more: str) -> dict[str, str]:
    """The headers of an HTML page, which only an embeddable one lets other sites show in a frame."""
    return {"Content-Security-Policy": PAGE_POLICY.format(frame_ancestors="*" if embeddable else "'none'"), **more}


def is_too_long(request: web.Request) -> bool:
    """Whether more is asked than any address of ours holds."""
    return len(request.rel_url.raw_query_string) > LONGEST_QUERY


def sent(request: web.Request, content: Content) -> web.Response:
    """The content for one request: compressed for who takes that, without its body for who has it already."""
    asked = request.headers
    zipped = content.compressed is not None and _takes_gzip(asked.get(hdrs.ACCEPT_ENCODING, ""))
    headers = content.compressed_headers if zipped else content.headers
    if _has_already(asked, content):
        kept = headers.copy()
        del kept[hdrs.CONTENT_TYPE]
        kept.pop(hdrs.CONTENT_ENCODING, None)
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=kept)
    return web.Response(body=content.compressed if zipped else content.plain, headers=headers.copy())


def _has_already(asked: CIMultiDictProxy[str], content: Content) -> bool:
    """Compared weakly, as RFC 9110 13.1.2 says: a proxy may have made the tag weak."""
    if hdrs.IF_NONE_MATCH not in asked:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in ",".join(asked.getall(hdrs.IF_NONE_MATCH)).split(",")}
    return "*" in tags or not tags.isdisjoint(content.etags)


def _takes_gzip(accepted: str) -> bool:
    """`gzip;q=0` refuses it (RFC 9110 12.5.3); `*` stands for what is not named."""
    qualities = {}
    for each in accepted.lower().split(","):
        coding, _, parameter = each.partition(";")
        qualities[coding.strip()] = parameter.replace(" ", "")
    wanted = qualities.get("gzip", qualities.get("*"))
    return wanted is not None and not NOT_WANTED.fullmatch(wanted)
