"""What a person hands in: taken only when it is what it says, small enough, and holds nothing that acts.

The original bytes are kept as evidence, unchanged; the name under which they came is cleaned for showing only and
never used as a path.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal

import pikepdf
from PIL import Image

Kind = Literal["pdf", "jpeg", "png"]

LARGEST = 10 * 1024 * 1024
MOST_PAGES = 100
MOST_PIXELS = 60_000_000
LONGEST_NAME = 80

_MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
_ENDINGS: dict[Kind, tuple[str, ...]] = {"pdf": (".pdf",), "jpeg": (".jpg", ".jpeg"), "png": (".png",)}
_READABLE = "请上传 PDF、JPG 或者 PNG 文件；其他格式的，可以打印后拍照上传。"
_ACTING = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMedia"}
)
_MOST_OBJECTS = 50_000
_PATH_END = re.compile(r"^.*[/\\]", re.DOTALL)
_BLANKS = re.compile(r"\s+")


class UploadRefused(ValueError):
    """The file is not taken.

    Attributes:
        reason: what is wrong, in Chinese.
        remedy: what to do, in Chinese.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}{remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was taken.

    Attributes:
        kind: what it really is.
        media_type: its MIME type.
        name: its cleaned name, with the ending its kind has; for showing and as a download name.
        size: bytes.
        digest: SHA-256, hexadecimal.
        pages: of a PDF; 1 for a picture.
        width, height: of a picture, in pixels; 0 for a PDF.
        carries: what else the file says about its making, such as ``("拍摄地点", "拍摄时间")``; to be told to the person.
        content: the bytes as they came.
    """

    kind: Kind
    media_type: str
    name: str
    size: int
    digest: str
    pages: int
    width: int
    height: int
    carries: tuple[str, ...]
    content: bytes = field(repr=False)


def check_upload(content: bytes, name: str, *, largest: int = LARGEST) -> Upload:
    """Look into a file that a person hands in.

    Args:
        content: the bytes.
        name: the name the browser gave.
        largest: bytes that are taken at most.

    Returns:
        What the file is.

    Raises:
        UploadRefused: it is empty, too large, of another kind, damaged, encrypted, or holds scripts or files.
    """
    if not content:
        raise UploadRefused("文件是空的。", "请重新选择文件。")
    if len(content) > largest:
        raise UploadRefused(
            f"文件有 {_megabytes(len(content))} MB，超过 {_megabytes(largest)} MB。",
            "请压缩后再上传，或者分成几个文件上传。",
        )
    kind = _kind(content)
    pages, (width, height), carries = (
        _look_into_pdf(content) if kind == "pdf" else _look_into_picture(content, kind)
    )
    return Upload(
        kind=kind,
        media_type=_MEDIA[kind],
        name=clean_name(name, kind),
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        pages=pages,
        width=width,
        height=height,
        carries=carries,
        content=content,
    )


def clean_name(name: str, kind: Kind) -> str:
    """A file's name made safe to show and to save under.

    Path parts, control characters, direction marks and other invisible characters go; the name is cut to 80
    characters; the ending becomes the one its kind has.

    Args:
        name: the name as it came, of any length and content.
        kind: what the file really is.

    Returns:
        For instance ``健康证明.pdf``; ``文件.pdf`` when nothing is left.
    """
    visible = "".join(
        " " if unicodedata.category(c) in {"Zl", "Zp", "Zs"} else c
        for c in unicodedata.normalize("NFC", _PATH_END.sub("", name[:20_000]))
        if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"} and c not in '<>:"|?*'
    )
    stem = _BLANKS.sub(" ", visible).rstrip(" .")
    endings = _ENDINGS[kind]
    for ending in endings:
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
            break
    stem = stem[: LONGEST_NAME - len(endings[0])].strip(" .") or "文件"
    return stem + endings[0]


def _kind(content: bytes) -> Kind:
    """By the first bytes; what it is called and what the browser says about it do not count."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        raise UploadRefused(
            "这是苹果手机的 HEIC 照片，不能上传。",
            "请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或者截图后上传。",
        )
    if content.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")):
        raise UploadRefused("这是压缩包或者 Office 文件，不能上传。", _READABLE)
    raise UploadRefused("文件不是 PDF、JPG 或者 PNG（看的是文件内容，不是文件名）。", _READABLE)


def _look_into_picture(content: bytes, kind: Kind) -> tuple[int, tuple[int, int], tuple[str, ...]]:
    """Decode the whole picture; return pages, size and what else it says."""
    carries: tuple[str, ...] = ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # The limit on pixels is our own and is kept before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[kind.upper()]) as picture:
                size = picture.size
                if size[0] * size[1] <= MOST_PIXELS:
                    picture.load()
                    carries = _carried(picture)
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels() from bomb
    except Exception as broken:
        raise UploadRefused(
            "图片打不开，可能没有传完整或者已经损坏。", "请重新拍照或者重新选择文件后上传。"
        ) from broken
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_many_pixels()
    return 1, size, carries


def _carried(picture: Image.Image) -> tuple[str, ...]:
    """What a photo says besides the picture: place, time, device, remarks."""
    exif = picture.getexif()
    found = []
    if exif.get_ifd(0x8825):
        found.append("拍摄地点")
    if 0x0132 in exif or 0x9003 in exif.get_ifd(0x8769):
        found.append("拍摄时间")
    if 0x010F in exif or 0x0110 in exif:
        found.append("拍摄设备")
    if 0x010E in exif or any(
        key in picture.info for key in ("comment", "Comment", "Description", "XML:com.adobe.xmp")
    ):
        found.append("备注文字")
    return tuple(found)


def _look_into_pdf(content: bytes) -> tuple[int, tuple[int, int], tuple[str, ...]]:
    """Open the PDF and walk through its objects; return pages, no size, and what else it says."""
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            return _look_into_opened(pdf)
    except UploadRefused:
        raise
    except pikepdf.PasswordError as locked:
        raise _locked() from locked
    except Exception as broken:
        raise UploadRefused(
            "PDF 打不开，可能没有传完整或者已经损坏。", "请重新导出或者打印成 PDF 后上传。"
        ) from broken


def _look_into_opened(pdf: pikepdf.Pdf) -> tuple[int, tuple[int, int], tuple[str, ...]]:
    if pdf.is_encrypted:
        raise _locked()
    pages = len(pdf.pages)
    _refuse_pages(pages)
    _refuse_acting(pdf)
    named = (("/Author", "作者"), ("/Creator", "制作软件"), ("/CreationDate", "制作时间"))
    return pages, (0, 0), tuple(title for key, title in named if key in pdf.docinfo)


def _refuse_pages(pages: int) -> None:
    if pages == 0:
        raise UploadRefused("PDF 里没有页面。", "请重新导出后上传。")
    if pages > MOST_PAGES:
        raise UploadRefused(f"PDF 有 {pages} 页，超过 {MOST_PAGES} 页。", "请只上传与办理事项有关的页面。")


def _refuse_acting(pdf: pikepdf.Pdf) -> None:
    """Refuse scripts, embedded files and actions that reach outside, wherever in the file they stand."""
    if pdf.attachments:
        raise UploadRefused("PDF 里还夹带了别的文件。", "请打印成 PDF 后上传，夹带的文件单独上传。")
    for number, holder in enumerate(pdf.objects):
        if number > _MOST_OBJECTS:
            raise UploadRefused("PDF 的内部结构太复杂。", "请打印成 PDF 后上传。")
        for part in _dictionaries(holder):
            _refuse_part(part)


def _refuse_part(part: pikepdf.Dictionary) -> None:
    keys = set(part.keys())
    action = str(part.get("/S", "")) if keys & {"/S"} else ""
    if keys & _ACTING or action in _ACTING:
        raise UploadRefused("PDF 里有脚本或者会自动执行的动作。", "请打印成 PDF 后上传。")
    if "/EF" in keys or "/EmbeddedFiles" in keys:
        raise UploadRefused("PDF 里还夹带了别的文件。", "请打印成 PDF 后上传，夹带的文件单独上传。")


def _dictionaries(holder: Any) -> Iterator[pikepdf.Dictionary]:
    """The dictionaries within one object of the file; what it refers to is another object and comes by itself."""
    waiting = [holder]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Stream):
            found = found.stream_dict
        if isinstance(found, pikepdf.Dictionary):
            yield found
            waiting.extend(part for part in found.values() if _is_inner(part))
        elif isinstance(found, pikepdf.Array):
            waiting.extend(part for part in found if _is_inner(part))


def _is_inner(part: Any) -> bool:
    return isinstance(part, (pikepdf.Dictionary, pikepdf.Array)) and not part.is_indirect


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0")


def _locked() -> UploadRefused:
    return UploadRefused("PDF 设了密码或者限制了权限，打不开。", "请去掉密码后上传，或者打印成 PDF 后上传。")


def _too_many_pixels() -> UploadRefused:
    return UploadRefused(
        f"图片超过 {MOST_PIXELS // 10_000} 万像素。", "请把照片调小后上传，或者用手机拍照时选普通画质。"
    )
