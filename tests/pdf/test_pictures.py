from __future__ import annotations

import io
import re
import struct
import zlib
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from handouts.document import nodes
from handouts.errors import PdfError
from handouts.model import Asset
from handouts.pdf import write
from handouts.pdf.pictures import artwork
from handouts.pdf.sheet import Sheet
from tests import proofs
from tests.pdf.painted import page, shown, xobject
from tests.pdf.samples import HEAD, document, paragraph, theme

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 48"><linearGradient id="g"><stop stop-color="red"/>'
    b'<stop offset="1"/></linearGradient><rect width="96" height="48" fill="url(#g)"/><g opacity=".5" '
    b'transform="rotate(9)"><circle cx="48" cy="24" r="20" fill="currentColor" stroke="#fff"/></g></svg>'
)


def png(image: Image.Image, **options: Any) -> Asset:
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return Asset("png", out.getvalue())


def jpeg(image: Image.Image, **options: Any) -> Asset:
    out = io.BytesIO()
    image.save(out, "JPEG", **({"quality": 95, "subsampling": 0} | options))
    return Asset("jpeg", out.getvalue())


def raw_png(width: int, height: int, depth: int, kind: int, rows: bytes, *more: tuple[bytes, bytes]) -> Asset:
    """Return a PNG made by hand, of any depth and kind of color."""
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    stride = len(rows) // height
    data = zlib.compress(b"".join(b"\0" + rows[row * stride : (row + 1) * stride] for row in range(height)))
    chunks = [(b"IHDR", head), *more, (b"IDAT", data), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks)
    return Asset("png", b"\x89PNG\r\n\x1a\n" + body)


def photo(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Return a picture whose left half is dark and whose right half is light, with a red corner."""
    image = Image.new("RGB", size, (250, 250, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=(10, 20, 30))
    draw.rectangle((0, 0, 4, 4), fill=(255, 0, 0))
    return image.convert(mode)


def near(one: Any, two: tuple[int, ...], most: int = 4) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, two, strict=True))


def half_clear() -> Image.Image:
    image = Image.new("RGBA", (40, 20), (255, 0, 0, 255))
    image.paste((0, 0, 255, 0), (0, 0, 20, 20))
    return image


def indexed_with_alpha() -> Image.Image:
    image = Image.new("P", (40, 20), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (0, 0, 20, 20))
    image.info["transparency"] = bytes((255, 0))
    return image


GREY_16 = b"".join(struct.pack(">H", value) for value in (0, 0x8080, 0xFFFF, 0x4040)) * 2
RGB_16 = struct.pack(">12H", *(0xFFFF, 0, 0) * 2, *(0, 0x8080, 0xFFFF) * 2)

# ---------------------------------------------------------------- bitmaps


@pytest.mark.parametrize(
    ("asset", "space", "masked"),
    [
        (png(photo()), "/DeviceRGB", False),
        (png(photo("L")), "/DeviceGray", False),
        (png(photo("P")), "/DeviceRGB", False),
        (png(photo("1")), "/DeviceGray", False),
        (png(photo("RGBA")), "/DeviceRGB", False),
        (png(half_clear()), "/DeviceRGB", True),
        (png(half_clear().convert("LA")), "/DeviceGray", True),
        (png(indexed_with_alpha(), transparency=bytes((255, 0))), "/DeviceRGB", True),
        (png(photo(), transparency=(255, 0, 0)), "/DeviceRGB", True),
        (png(photo("L"), transparency=250), "/DeviceGray", True),
        (raw_png(4, 2, 16, 0, GREY_16), "/DeviceGray", False),
        (raw_png(2, 2, 16, 2, RGB_16), "/DeviceRGB", False),
        (raw_png(1, 1, 16, 6, struct.pack(">4H", 0, 0, 0, 0x8000)), "/DeviceRGB", True),
        (jpeg(photo()), "/DeviceRGB", False),
        (jpeg(photo("L")), "/DeviceGray", False),
        (jpeg(photo("CMYK")), "/DeviceRGB", False),
        (jpeg(photo(), progressive=True), "/DeviceRGB", False),
    ],
)
def test_bitmap_when_placed_then_is_eight_bits_of_rgb_or_grey_and_nothing_else(asset, space, masked):
    image = xobject(page(asset))
    assert image.Subtype == "/Image"
    assert (image.ColorSpace, image.BitsPerComponent) == (space, 8)
    assert set(image.keys()) <= {
        *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"),
        *("/Filter", "/DecodeParms", "/Length", "/SMask"),
    }
    assert image.Filter in ("/FlateDecode", "/DCTDecode")
    assert ("/SMask" in image) == masked
    if masked:
        assert (image.SMask.ColorSpace, image.SMask.BitsPerComponent) == ("/DeviceGray", 8)
        assert (image.SMask.Width, image.SMask.Height) == (image.Width, image.Height)
        assert "/SMask" not in image.SMask


@pytest.mark.parametrize(
    "asset",
    [
        png(photo()),
        png(photo("P")),
        png(photo("RGBA")),
        jpeg(photo()),
        jpeg(photo(), progressive=True),
        jpeg(photo("CMYK")),
    ],
)
def test_bitmap_when_shown_then_looks_as_it_did(asset):
    image = shown(asset, 150 / 72)
    assert max(abs(image.width - 40), abs(image.height - 20)) <= 1  # the reader rounds a page up
    for point, color in (((1, 1), (255, 0, 0)), ((12, 15), (10, 20, 30)), ((30, 10), (250, 250, 250))):
        assert near(image.getpixel(point), color, 25), (point, image.getpixel(point))


@pytest.mark.parametrize("image", [half_clear(), indexed_with_alpha()])
def test_bitmap_when_half_of_it_is_clear_then_the_page_shows_through(image):
    options = {"transparency": bytes((255, 0))} if image.mode == "P" else {}
    found = shown(png(image, **options), 150 / 72)
    assert near(found.getpixel((8, 10)), (255, 255, 255))
    assert near(found.getpixel((30, 10)), (255, 0, 0))


def test_bitmap_when_it_has_sixteen_bits_then_keeps_its_upper_eight():
    grey = pikepdf.PdfImage(xobject(page(raw_png(4, 2, 16, 0, GREY_16)))).as_pil_image()
    assert list(grey.tobytes()) == [0, 128, 255, 64] * 2
    color = pikepdf.PdfImage(xobject(page(raw_png(2, 2, 16, 2, RGB_16)))).as_pil_image()
    assert [color.getpixel((0, 0)), color.getpixel((1, 1))] == [(255, 0, 0), (0, 128, 255)]


@pytest.mark.parametrize(
    "asset",
    [
        raw_png(4, 2, 16, 0, GREY_16, (b"tRNS", b"\xff\xff")),
        raw_png(2, 2, 16, 2, RGB_16, (b"tRNS", struct.pack(">3H", 0xFFFF, 0, 0))),
        Asset("png", png(photo()).data[:-60]),
        Asset("png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        Asset("png", b""),
        Asset("jpeg", png(photo()).data),
        Asset("jpeg", jpeg(photo(size=(400, 400))).data[:900]),
        raw_png(50_000, 501, 1, 0, b"\0" * 501),
    ],
)
def test_bitmap_when_it_cannot_be_drawn_exactly_then_it_is_refused(asset):
    with pytest.raises(PdfError) as error:
        page(asset)
    (finding,) = error.value.findings
    assert (finding.code, finding.place.file) == ("H404", "picture")
    assert finding.hint


def test_bitmap_when_stored_turned_then_it_is_refused():
    exif = Image.Exif()
    exif[0x0112] = 6
    with pytest.raises(PdfError, match="turned"):
        artwork(jpeg(photo(), exif=exif))
    exif[0x0112] = 1
    assert artwork(jpeg(photo(), exif=exif)).width


@pytest.mark.parametrize(
    ("asset", "size"),
    [
        (png(photo()), (40 / 150 * 72, 20 / 150 * 72)),
        (png(photo(), dpi=(300, 300)), (9.6, 4.8)),
        (jpeg(photo(), dpi=(72, 72)), (40, 20)),
        (jpeg(photo(), dpi=(1, 1)), (40 / 150 * 72, 20 / 150 * 72)),
        (Asset("svg", SVG), (72, 36)),
    ],
)
def test_natural_size_when_the_file_names_a_resolution_then_follows_it(asset, size):
    art = artwork(asset)
    assert (art.width, art.height) == pytest.approx(size, rel=1e-3)


def test_bitmap_when_larger_than_print_shows_then_is_scaled_to_300_dpi_of_its_drawn_size():
    large = png(photo(size=(1200, 600)))
    assert (xobject(page(large)).Width, xobject(page(large, width=72, height=36)).Width) == (1200, 300)
    assert xobject(page(large, width=72, height=36)).Height == 150
    small = png(photo())
    assert xobject(page(small, width=720, height=360)).Width == 40


def test_bitmap_when_scaled_then_what_is_clear_does_not_color_the_edge():
    image = Image.new("RGBA", (1200, 600), (255, 0, 0, 255))
    image.paste((0, 0, 255, 0), (0, 0, 599, 600))
    found = xobject(page(png(image), width=72, height=36))
    shade: Any = pikepdf.PdfImage(found).as_pil_image()  # with its mask as opacities
    row = [shade.getpixel((x, 70)) for x in range(300)]
    seen = [color[:3] for color in row if color[3] > 20]
    assert 140 < len(seen) < 160
    assert all(near(color, (255, 0, 0), 12) for color in seen)


# ---------------------------------------------------------------- color profiles and metadata


def swapped_profile() -> bytes:
    """Return an RGB profile that takes red for blue: sRGB with two columns exchanged."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", data, 128)[0]
    at = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, blue = at[b"rXYZ"], at[b"bXYZ"]
    data[red + 4 : red + 12], data[blue + 4 : blue + 12] = data[blue + 4 : blue + 12], data[red + 4 : red + 12]
    return bytes(data).replace(b"s\0R\0G\0B", b"s\0w\0a\0p").replace(b"sRGB built-in", b"swap built-in")


@pytest.mark.parametrize("save", [png, jpeg])
def test_profile_when_not_srgb_then_is_applied_and_left_out(save):
    red = Image.new("RGB", (16, 16), (255, 0, 0))
    data = page(save(red, icc_profile=swapped_profile()))
    assert near(pikepdf.PdfImage(xobject(data)).as_pil_image().getpixel((8, 8)), (0, 0, 255), 12)
    assert b"acsp" not in xobject(data).read_raw_bytes()
    plain = page(save(red, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()))
    assert near(pikepdf.PdfImage(xobject(plain)).as_pil_image().getpixel((8, 8)), (255, 0, 0), 3)


@pytest.mark.parametrize("profile", [b"junk", swapped_profile()[:200]])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_profile_when_broken_then_the_picture_is_taken_for_srgb(profile, mode):
    found = pikepdf.PdfImage(xobject(page(png(photo(mode), icc_profile=profile)))).as_pil_image()
    assert found.tobytes() == photo(mode).tobytes()


def test_jpeg_when_plain_then_its_own_data_go_into_the_file_without_metadata():
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    source = jpeg(photo(), exif=exif, comment=b"Secret note")
    data = Asset("jpeg", source.data + b"Secret tail \xff\xd9")
    assert data.data.count(b"Secret") == 3
    image = xobject(page(data))
    kept = image.read_raw_bytes()
    assert b"Secret" not in kept
    assert kept[kept.index(b"\xff\xda") :] == source.data[source.data.index(b"\xff\xda") :]
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(source.data)).tobytes()


def test_jpeg_when_restarts_and_stuffed_bytes_stand_in_its_data_then_they_are_kept():
    noise = Image.effect_noise((200, 200), 120).convert("RGB")
    source = jpeg(noise, restart_marker_rows=1)
    assert b"\xff\xd0" in source.data
    assert b"\xff\x00" in source.data
    kept = xobject(page(source)).read_raw_bytes()
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(source.data)).tobytes()


@pytest.mark.parametrize("options", [{"progressive": True}, {"keep_rgb": True}])
def test_jpeg_when_readers_might_differ_then_it_is_coded_anew(options):
    source = jpeg(photo(), **options)
    kept = Image.open(io.BytesIO(xobject(page(source)).read_raw_bytes()))
    assert "progressive" not in kept.info
    assert "jfif" in kept.info
    assert near(kept.convert("RGB").getpixel((1, 1)), (255, 0, 0), 25)


def test_png_when_it_holds_words_then_they_are_left_out():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Secret note")
    source = png(photo(), pnginfo=info)
    assert b"Secret" in source.data
    assert b"Secret" not in page(source)


# ---------------------------------------------------------------- in the file


@pytest.mark.parametrize("asset", [png(half_clear()), jpeg(photo()), Asset("svg", SVG)])
def test_picture_when_on_many_pages_then_is_in_the_file_once(asset):
    data = page(asset, pages=3)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = [next(iter(one.Resources.XObject.as_dict().values())).objgen for one in pdf.pages]
    assert len(numbers) == 3
    assert len(set(numbers)) == 1


@pytest.mark.parametrize("asset", [png(half_clear()), jpeg(photo("CMYK")), Asset("svg", SVG)])
def test_picture_when_placed_in_another_process_or_order_then_the_bytes_are_the_same(asset):
    before = page(asset, pages=2)
    artwork.cache_clear()
    page(png(photo()))
    assert page(Asset(asset.kind, bytes(bytearray(asset.data))), pages=2) == before


@pytest.mark.parametrize("asset", [png(half_clear()), jpeg(photo()), Asset("svg", SVG)])
def test_place_when_called_then_paints_one_object_and_neither_text_nor_marks(asset):
    sheet = Sheet(612, 792, "en")
    operators = artwork(asset).place(sheet, 54.5, 100, 200, 100)
    assert re.fullmatch(r"q [0-9.]+ 0 0 [0-9.]+ 54\.500 100\.000 cm /\S+ Do Q", operators)
    assert sheet.code == []


def test_svg_when_placed_then_fills_its_rectangle():
    data = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="red"/></svg>'
    file = page(Asset("svg", data), width=100, height=50)
    with pikepdf.open(io.BytesIO(file)) as pdf:
        code = pdf.pages[0].Contents.read_bytes().decode()
    assert "13.333333 0 0 6.666667 0.000 0.000 cm" in code
    form = xobject(file)
    assert (form.Subtype, [float(edge) for edge in form.BBox]) == ("/Form", [0, 0, 7.5, 7.5])
    assert "/Font" not in form.Resources


def test_svg_when_it_cannot_be_drawn_then_says_why_and_what_to_do():
    data = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Hi</text></svg>'
    with pytest.raises(PdfError) as error:
        artwork(Asset("svg", data, "logo.svg"))
    (finding,) = error.value.findings
    assert (finding.code, finding.place.file) == ("H405", "logo.svg")
    assert "<text>" in finding.message
    assert "PNG" in finding.hint


@pytest.mark.parametrize(
    "asset",
    [
        png(half_clear()),
        png(photo("L")),
        raw_png(4, 2, 16, 0, GREY_16),
        jpeg(photo()),
        jpeg(photo("CMYK")),
        Asset("svg", SVG),
    ],
)
def test_handout_when_it_shows_pictures_then_the_file_has_no_faults(asset):
    picture = nodes.Picture("one", "A dark and a light half", (nodes.Text("What it shows"),))
    head = nodes.RunningHead(HEAD.left, HEAD.right, HEAD.notice, "one")
    made = document(paragraph("Before"), picture, picture, head=head, assets={"one": asset})
    data = write(made, theme())
    assert proofs.faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = {str(one.Subtype) for one in pdf.pages[0].Resources.XObject.as_dict().values()}
    assert kinds == {"/Form" if asset.kind == "svg" else "/Image"}
