"""Uploads read as pictures: nothing but the pixels is kept, and nothing is decoded before its size is known.

PDF is not taken: what makes one safe is drawing it, and no renderer is small enough to trust with strangers' files.
"""

import io
import struct
import zlib

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.jurisdiction import KycRules
from domain.kyc.document import LONGEST_SIDE_PIXELS, SHORTEST_SIDE_PIXELS
from domain.shared import InvalidInput

JPEG_QUALITY = 90
SCANS = 100
"""A progressive JPEG repeats its whole decoding for each scan; cameras need ten."""

_SIGNATURES = (("JPEG", b"\xff\xd8\xff"), ("PNG", b"\x89PNG\r\n\x1a\n"))
_START_OF_SCAN = b"\xff\xda"
_CANNOT_READ = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    AttributeError,
    struct.error,
    zlib.error,
)
"""All that Pillow's readers raise at hostile bytes."""


def only_the_pixels(upload: bytes, rules: KycRules) -> bytes:
    """A new JPEG of what the upload shows, upright. Slow: for a thread.

    The kind is what the content says, whatever name or type it came with. Raises InvalidInput at ``file``.
    """
    kind = next((name for name, signature in _SIGNATURES if upload.startswith(signature)), None)
    if kind is None:
        raise InvalidInput.of("file", "UNSUPPORTED_TYPE")
    if kind == "JPEG" and upload.count(_START_OF_SCAN) > SCANS:
        raise InvalidInput.of("file", "UNREADABLE_IMAGE")
    try:
        return _drawn_anew(upload, kind, rules)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InvalidInput.of("file", "TOO_MANY_PIXELS") from None
    except (*_CANNOT_READ, Warning):
        raise InvalidInput.of("file", "UNREADABLE_IMAGE") from None


def _drawn_anew(upload: bytes, kind: str, rules: KycRules) -> bytes:
    with Image.open(io.BytesIO(upload), formats=(kind,)) as image:
        width, height = image.size  # of the header
        if width * height > rules.document_pixels:
            raise InvalidInput.of("file", "TOO_MANY_PIXELS")
        if min(width, height) < SHORTEST_SIDE_PIXELS:
            raise InvalidInput.of("file", "TOO_FEW_PIXELS")
        if kind == "JPEG":
            image.draft("RGB", (LONGEST_SIDE_PIXELS, LONGEST_SIDE_PIXELS))  # a quarter of the memory where it helps
        image.load()
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE_PIXELS, LONGEST_SIDE_PIXELS))
    pixels = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        visible = upright.convert("RGBA")
        pixels.paste(visible, mask=visible.getchannel("A"))
    else:
        pixels.paste(upright.convert("RGB"))
    written = io.BytesIO()
    pixels.save(written, "JPEG", quality=JPEG_QUALITY)
    return written.getvalue()
