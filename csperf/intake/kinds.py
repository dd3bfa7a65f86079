"""Kinds: what a file really is, told by its bytes and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from typing import Final

ZIP: Final = b"PK\x03\x04"
WORKBOOK: Final = "workbook"
OLD_WORKBOOK: Final = "old-workbook"
OPEN_DOCUMENT: Final = "open-document"
ENCRYPTED: Final = "encrypted"
EMPTY: Final = "empty"
OTHER_OFFICE: Final = "other-office"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = 128
_HEAD = 2048
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"
# The first record of an old workbook without the container that Office puts around it; some
# shop systems still write such files.
_BARE_WORKBOOK = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x14]\x00")
_DOCUMENT = b"application/vnd.oasis.opendocument"
_TEXTS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("kind-pdf", re.compile(rb"%PDF-")),
    ("kind-rtf", re.compile(rb"\{\\rtf")),
    ("kind-mhtml", re.compile(rb"(?:[\w-]+:[^\n]*\n)*?mime-version:", re.IGNORECASE)),
    ("kind-spreadsheetml", re.compile(rb"<\?xml.{0,1500}?<(?:\w+:)?Workbook\b", re.DOTALL)),
    ("kind-flat-opendocument", re.compile(rb"<\?xml.{0,500}?<office:document\b", re.DOTALL)),
    (
        "kind-html",
        re.compile(
            rb"(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|div|style|script)\b",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    (
        "kind-html",
        re.compile(rb"<\?xml.{0,500}?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL),
    ),
    ("kind-xml", re.compile(rb"<\?xml|<!DOCTYPE|<!--")),
    ("kind-json", re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"\]]")),
)
_BYTES: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("kind-image", re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|II\*\0|MM\0\*", re.DOTALL)),
    ("kind-image", re.compile(rb"BM.{4}\0{4}|.{4}ftyp(?:heic|mif1|avif)", re.DOTALL)),
    ("kind-database", re.compile(rb"SQLite format 3\0|\0\x01\0\0Standard (?:Jet|ACE) DB")),
    ("kind-parquet", re.compile(rb"PAR1[\x15\x19\x1c]")),
    (
        "kind-archive",
        re.compile(
            rb"Rar!|7z\xbc\xaf|\x1f\x8b|PK\x05\x06|BZh\d1AY|\xfd7zXZ|\x28\xb5\x2f\xfd|.{257}ustar",
            re.DOTALL,
        ),
    ),
)
# The entries of an Office container that tell which program wrote it.
_ENTRIES: tuple[tuple[str, str], ...] = (
    (ENCRYPTED, "EncryptedPackage"),
    (OLD_WORKBOOK, "Workbook"),
    (OLD_WORKBOOK, "Book"),
    ("kind-word", "WordDocument"),
    ("kind-slides", "PowerPoint Document"),
    ("kind-mail", "__properties_version1.0"),
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("kind-word", "word/document.xml"),
    ("kind-slides", "ppt/presentation.xml"),
    ("kind-numbers", "Index/Document.iwa"),
    ("kind-numbers", "Index.zip"),
    ("kind-xlsb", "xl/workbook.bin"),
)


def kind_of(content: bytes) -> str:
    """What these bytes are, one of the constants above or a text's id; "" for plain text.

    >>> kind_of(b"%PDF-1.7"), kind_of("客服,销售额".encode("gbk"))
    ('kind-pdf', '')
    """
    if not content.strip(_BLANK):
        return EMPTY
    if content.startswith(_OLE):
        return _in_container(content)
    if _BARE_WORKBOOK.match(content):
        return OLD_WORKBOOK
    if content.startswith(ZIP):
        return _zipped(content)
    head = content[:_HEAD]
    return _first(_BYTES, head) or _first(_TEXTS, _readable(head))


def _first(kinds: Collection[tuple[str, re.Pattern[bytes]]], head: bytes) -> str:
    return next((kind for kind, pattern in kinds if pattern.match(head)), "")


def _readable(head: bytes) -> bytes:
    """The beginning of a text without its mark of encoding, also if it is UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _in_container(content: bytes) -> str:
    """The kind of an Office container: that of the first telling entry in its directory.

    A document can hold another one, whose entries come later.
    """
    found = [(at, kind) for kind, name in _ENTRIES if (at := _entry(content, name)) >= 0]
    return min(found)[1] if found else OTHER_OFFICE


def _entry(content: bytes, name: str) -> int:
    """Where the directory names an entry so; -1 for nowhere."""
    wanted = name.encode("utf-16-le")
    at = content.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if at % _DIRECTORY_ENTRY == 0 and content[end : end + 2] in (b"", b"\0\0"):
            return at
        at = content.find(wanted, at + 1)
    return -1


def _zipped(content: bytes) -> str:
    """The kind of a zip archive; one that cannot be opened is taken for half a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            says = archive.open("mimetype").read(_HEAD) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError):
        return WORKBOOK
    if says.startswith(_DOCUMENT):
        sheet = says.startswith(_DOCUMENT + b".spreadsheet")
        return OPEN_DOCUMENT if sheet else "kind-opendocument"
    return next((kind for kind, part in _PARTS if part in names), WORKBOOK)
