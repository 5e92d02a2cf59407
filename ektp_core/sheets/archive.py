"""What is inside a zip archive (XLSX, ODS), inflated with limits before any library opens it."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ektp_core.sheets.refusals import FileBroken, FileEncrypted, FileSuspicious

MOST_BYTES = 160 * 2**20  # inflated, all parts together: 83,000 villages with 17 columns take 60 MB
MOST_RATIO = 250  # sheets of zeros reach about 100; deflate itself ends at 1032
RATIO_FROM = 2**20  # bytes inflated from which the ratio counts
MOST_PARTS = 3000
CHUNK = 2**20
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<4s22xHH")


def parts_of(data: bytes) -> list[ZipInfo]:
    """The parts an archive declares. Raises FileBroken, FileEncrypted, and FileSuspicious for what is too much by its own words."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, struct.error, OSError, NotImplementedError) as reason:
        raise FileBroken from reason
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileEncrypted
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names) or sum(part.compress_size for part in parts) > len(data):
        raise FileSuspicious
    if sum(part.file_size for part in parts) > MOST_BYTES or any(_swells(part.compress_size, part.file_size) for part in parts):
        raise FileSuspicious
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise FileSuspicious
    return parts


def with_slashes(data: bytes) -> bytes:
    """The archive with the names of its parts as the standard has them; some programs write `xl\\workbook.xml`.

    Raises like `parts_of` and `inflate`.
    """
    if b"\\" not in data:
        return data
    parts = parts_of(data)
    if not any("\\" in part.filename for part in parts):
        return data
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part.filename.replace("\\", "/"), bytes(inflate(data, part)))
    return written.getvalue()


def _swells(compressed: int, inflated: int) -> bool:
    return inflated > RATIO_FROM and inflated > MOST_RATIO * max(compressed, 1)


def inflate(data: bytes, part: ZipInfo) -> bytearray:
    """A part's content, counted while it is inflated. Raises FileSuspicious when it is larger than declared, FileBroken when damaged.

    Filled in place: a second copy of a large sheet would be most of the memory.
    """
    content = bytearray(part.file_size)
    size = 0
    for chunk in _chunks(data, part):
        if size + len(chunk) > part.file_size:
            raise FileSuspicious
        content[size : size + len(chunk)] = chunk
        size += len(chunk)
    if size != part.file_size:
        raise FileBroken
    return content


def _chunks(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    header = data[part.header_offset : part.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise FileBroken
    _, name, extra = _LOCAL_HEADER.unpack(header)
    start = part.header_offset + _LOCAL_HEADER.size + name + extra
    packed = data[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        yield packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflater.eof:
            yield inflater.decompress(packed, CHUNK)
            packed = inflater.unconsumed_tail
    except zlib.error as reason:
        raise FileBroken from reason
