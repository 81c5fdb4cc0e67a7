"""Pictures for tests: honest ones, and those that attackers send."""

import io
import struct
import zlib

from PIL import Image

GPS = 0x8825
MAKE = 0x010F
ORIENTATION = 0x0112


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (600, 400), color: object = "red", **options: object
) -> bytes:
    written = io.BytesIO()
    mode = "RGBA" if isinstance(color, tuple) and len(color) == 4 else "RGB"
    Image.new(mode, size, color).save(written, kind, **options)  # type: ignore[arg-type]
    return written.getvalue()


def with_a_place(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """As a phone takes it: with the camera's name, the place on earth, a comment."""
    exif = Image.Exif()
    exif[MAKE] = "SECRETPHONE"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    if kind == "JPEG":
        return a_picture(kind, exif=exif, comment=b"SECRETCOMMENT")
    return a_picture(kind, exif=exif)


def empty_png(width: int, height: int) -> bytes:
    """A header that promises so many pixels, and hardly anything behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 64)) + _chunk(b"IEND")


def png_with_text(text: bytes) -> bytes:
    """Compressed text that grows when it is read (zTXt)."""
    plain = a_picture("PNG")
    return plain[:33] + _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text)) + plain[33:]


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
