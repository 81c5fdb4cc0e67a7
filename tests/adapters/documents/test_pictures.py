"""What is kept of an upload: pixels, and nothing else; what is hostile is refused, and quickly."""

import contextlib
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.adapters.documents.pictures import SCANS, only_the_pixels
from domain.jurisdiction import GLI
from domain.kyc.document import LONGEST_SIDE_PIXELS
from domain.shared import InvalidInput
from tests.pictures import ORIENTATION, a_picture, empty_png, png_with_text, with_a_place

RULES = GLI.kyc
JPEG, PNG = a_picture(), a_picture("PNG")


def kept(upload: bytes) -> Image.Image:
    drawn = only_the_pixels(upload, RULES)
    image = Image.open(io.BytesIO(drawn))
    image.load()
    assert image.format == "JPEG"
    return image


def refused(upload: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        only_the_pixels(upload, RULES)
    (problem,) = caught.value.fields
    assert problem.path == "file"
    return problem.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_a_camera_wrote_into_the_file_is_gone(kind: str) -> None:
    upload = with_a_place(kind)
    assert b"SECRETPHONE" in upload
    drawn = only_the_pixels(upload, RULES)
    assert b"SECRET" not in drawn
    assert b"Exif" not in drawn
    assert dict(Image.open(io.BytesIO(drawn)).getexif()) == {}


def test_a_picture_is_upright_without_what_said_so() -> None:
    image = kept(with_a_place(orientation=6))
    assert image.size == (400, 600)
    assert ORIENTATION not in image.getexif()


def test_what_stands_behind_the_picture_is_gone() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as folder:
        folder.writestr("evil.html", "<script>alert(1)</script>")
    for upload in (JPEG + archive.getvalue(), PNG + b"<script>alert(1)</script>"):
        drawn = only_the_pixels(upload, RULES)
        assert b"script" not in drawn
        assert b"PK" not in drawn


def test_transparency_is_paper() -> None:
    assert kept(a_picture("PNG", color=(0, 0, 0, 0))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (300, 300)).save(written, "PNG")
    assert kept(written.getvalue()).size == (300, 300)


@pytest.mark.parametrize("mode", ["L", "CMYK", "YCbCr"])
def test_every_kind_of_jpeg_is_read(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (300, 300)).save(written, "JPEG", progressive=True)
    assert kept(written.getvalue()).mode == "RGB"


def test_a_large_picture_is_kept_smaller() -> None:
    assert max(kept(a_picture(size=(6_000, 3_000))).size) == LONGEST_SIDE_PIXELS


@pytest.mark.parametrize(
    "upload",
    [
        b"%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>",
        b"GIF89a" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"II*\0" + b"\0" * 100,
        b"MZ" + b"\0" * 100,
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0" * 100,
        b"\xff",
        b"",
    ],
)
def test_other_kinds_are_not_taken(upload: bytes) -> None:
    assert refused(upload) == "UNSUPPORTED_TYPE"


def test_a_pdf_with_a_picture_inside_is_not_taken() -> None:
    assert refused(b"%PDF-1.4\n" + JPEG) == "UNSUPPORTED_TYPE"


@pytest.mark.parametrize(
    ("width", "height"), [(30_000, 30_000), (10_000, 9_000), (2**31 - 1, 2**31 - 1), (8_000, 5_001)]
)
def test_too_many_pixels_are_refused_by_the_header(width: int, height: int) -> None:
    assert refused(empty_png(width, height)) == "TOO_MANY_PIXELS"


def test_the_number_of_pixels_is_the_jurisdictions() -> None:
    strict = replace(RULES, document_pixels=1_000)
    with pytest.raises(InvalidInput):
        only_the_pixels(JPEG, strict)


@pytest.mark.parametrize(("width", "height"), [(1, 60_000), (60_000, 1), (199, 5_000), (1, 1)])
def test_what_nobody_could_read_is_refused(width: int, height: int) -> None:
    assert refused(empty_png(width, height)) == "TOO_FEW_PIXELS"


@pytest.mark.parametrize("upload", [JPEG[:-200], JPEG[:100], JPEG[:4], PNG[:60], PNG[:-30], PNG[:16], empty_png(0, 5)])
def test_what_was_cut_cannot_be_read(upload: bytes) -> None:
    assert refused(upload) == "UNREADABLE_IMAGE"


def test_text_that_grows_when_it_is_read_is_refused() -> None:
    assert refused(png_with_text(b"\0" * 100_000_000)) == "UNREADABLE_IMAGE"


def test_a_jpeg_of_a_thousand_scans_is_refused_unread() -> None:
    assert refused(JPEG[:-2] + b"\xff\xda" * (SCANS + 1) + JPEG[-2:]) == "UNREADABLE_IMAGE"


@given(st.sampled_from([JPEG, PNG]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=20))
def test_flipped_bytes_are_read_or_refused(upload: bytes, flips: list[tuple[float, int]]) -> None:
    changed = bytearray(upload)
    for place, value in flips:
        changed[int(place * (len(changed) - 1))] = value
    with contextlib.suppress(InvalidInput):
        assert only_the_pixels(bytes(changed), RULES).startswith(b"\xff\xd8\xff")
