"""The two pictures a paper may carry: a QR code drawn here, and a drawn signature that comes from outside."""

from __future__ import annotations

import base64
import warnings
from functools import lru_cache
from io import BytesIO

import segno
from PIL import Image

LARGEST_SIGNATURE = 200 * 1024
LONGEST_SIDE = 4000

_PNG = b"\x89PNG\r\n\x1a\n"


class PictureRefused(ValueError):
    """The bytes are no signature; the message says why and what to do, in Chinese."""


@lru_cache(maxsize=256)
def qr_svg(text: str) -> str:
    """A QR code as SVG, error correction M, with the quiet zone the standard asks for.

    Args:
        text: what it says; for a paper the address of its check page.

    Raises:
        ValueError: the text is empty or too long for a QR code.
    """
    if not text:
        raise ValueError("a QR code says something")
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=4, omitsize=True, xmldecl=False, nl=False
    )
    return out.getvalue().decode("ascii")


@lru_cache(maxsize=64)
def qr_png(text: str) -> bytes:
    """The same QR code as PNG, for files that hold no SVG; the same text gives the same bytes.

    Raises:
        ValueError: the text is empty or too long for a QR code.
    """
    if not text:
        raise ValueError("a QR code says something")
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def checked_signature(picture: bytes) -> bytes:
    """A drawn signature, checked by really opening it and drawn again, without whatever else the file held.

    Args:
        picture: a PNG of at most 200 KB and 4,000 pixels a side.

    Returns:
        A PNG with the same strokes in grey with transparency; the same input gives the same bytes.

    Raises:
        PictureRefused: it is no such PNG, or nothing is drawn in it.
    """
    if len(picture) > LARGEST_SIGNATURE:
        raise PictureRefused("签名图片超过 200 KB，请重写一次签名。")
    if not picture.startswith(_PNG):
        raise PictureRefused("签名图片不是 PNG 格式，请在签名框里重写一次。")
    strokes = _strokes(_opened(picture))
    out = BytesIO()
    strokes.save(out, "PNG", compress_level=3)
    return out.getvalue()


def signature_svg(picture: bytes) -> str:
    """A checked signature as SVG, the form in which a picture is handed to a template.

    Args:
        picture: what :func:`checked_signature` returned.
    """
    with Image.open(BytesIO(picture), formats=["PNG"]) as opened:
        width, height = opened.size
    encoded = base64.b64encode(picture).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{encoded}"/></svg>'
    )


def _opened(picture: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(picture), formats=["PNG"]) as opened:
                drawn = opened.convert("RGBA") if max(opened.size) <= LONGEST_SIDE else None
    except Exception as broken:
        raise PictureRefused("签名图片打不开，可能没有传完整，请重写一次签名。") from broken
    if drawn is None:
        raise PictureRefused(f"签名图片太大，每边不能超过 {LONGEST_SIDE} 像素，请重写一次签名。")
    return drawn


def _strokes(drawn: Image.Image) -> Image.Image:
    """Only the strokes, cut to what is drawn: dark on transparent, whatever the ground was."""
    white = Image.new("RGBA", drawn.size, "white")
    grey = Image.alpha_composite(white, drawn).convert("L")
    ink = grey.point(lambda value: 255 - value)
    box = ink.point(lambda value: 255 if value > 24 else 0).getbbox()
    if box is None:
        raise PictureRefused("签名图片是空白的，请在签名框里写下姓名。")
    ink = ink.crop(box)
    # On paper it is 60 mm wide: 900 pixels are 380 to the inch.
    ink.thumbnail((900, 400))
    strokes = Image.new("LA", ink.size)
    strokes.putalpha(ink)
    return strokes
