"""Drawings as PNG: their size, their colours, and their text in our own fonts."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
import resvg_py

from rollbook.diagrams import NOWHERE, Store
from rollbook.diagrams.exporting import Wish, exported
from rollbook.diagrams.formats.files import png as png_room
from rollbook.diagrams.formats.files.png import FONTS, OURS, png
from tests.diagrams.dossiers import own
from tests.diagrams.exports import every_picture, file
from tests.sites import REPOSITORY

FOLDER = REPOSITORY / "plugin" / "rollbook" / "assets" / "fonts"
FIRST = b"\x89PNG\r\n\x1a\n"


def size(image: bytes) -> tuple[int, int]:
    assert image.startswith(FIRST)
    wide, high = struct.unpack(">II", image[16:24])
    return wide, high


def first_pixel(image: bytes) -> str:
    """The colour of the top left corner."""
    start = image.index(b"IDAT")
    (length,) = struct.unpack(">I", image[start - 4 : start])
    data = zlib.decompressobj().decompress(image[start + 4 : start + 4 + length])
    return "#" + data[1:4].hex()


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#ffffff"), ("dark", "#1e2129")])
def test_a_png_has_the_paper_of_its_scheme(scheme: str, paper: str) -> None:
    """It is not transparent: it can be put on anything."""
    picture = next(every_picture(own()["home-feed-ranking"]))
    image = exported(picture, "png", Wish(scheme=scheme, scale=0.5), NOWHERE)  # type: ignore[arg-type]
    assert first_pixel(image) == paper


def test_the_scale_says_how_many_pixels() -> None:
    """Twice as many each way at twice the scale."""
    picture = list(every_picture(own()["home-feed-ranking"]))[1]
    one, two = (size(exported(picture, "png", Wish(scale=s), NOWHERE)) for s in (1.0, 2.0))
    assert two == (2 * one[0], 2 * one[1])


def test_text_is_the_same_on_every_machine() -> None:
    """The system's fonts are not looked for where ours have every character, and all is written."""
    picture = next(every_picture(own()["home-feed-ranking"]))
    drawn = file(picture, "svg", Wish(scheme="light"))
    assert OURS.fullmatch(drawn)
    fonts = [str(FOLDER / name) for name in FONTS]
    alone = resvg_py.svg_to_bytes(svg_string=drawn, font_files=fonts, skip_system_fonts=True)
    assert png(drawn, 1.0) == bytes(alone)
    silent = resvg_py.svg_to_bytes(svg_string=drawn, skip_system_fonts=True)
    assert len(alone) > 2 * len(silent)


def test_our_fonts_have_the_characters_that_are_left_to_them() -> None:
    """Each character can be written in both weights, or is an arrow or a tick."""
    regular, medium, signs = (characters(FOLDER / name) for name in FONTS)
    ours = {code for code in range(0x20, 0x10000) if OURS.fullmatch(chr(code))}
    assert len(ours) > 500
    assert ours <= (regular & medium) | signs


def characters(font: Path) -> set[int]:
    """What a font maps to glyphs, from its table of format 4."""
    data = font.read_bytes()
    (tables,) = struct.unpack(">H", data[4:6])
    records = [struct.unpack(">4sIII", data[12 + 16 * i : 28 + 16 * i]) for i in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack(">H", data[start + 2 : start + 4])
    entries = [struct.unpack(">HHI", data[start + 4 + 8 * i :][:8]) for i in range(count)]
    offset = start + next(at for platform, kind, at in entries if (platform, kind) == (3, 1))
    form, _, _, twice = struct.unpack(">HHHH", data[offset : offset + 8])
    assert form == 4
    ends = struct.unpack(f">{twice // 2}H", data[offset + 14 :][:twice])
    starts = struct.unpack(f">{twice // 2}H", data[offset + 16 + twice :][:twice])
    return {code for a, b in zip(starts, ends, strict=True) for code in range(a, b + 1)} - {0xFFFF}


def test_the_fonts_are_small_and_come_with_their_licence() -> None:
    """They are part of every installation."""
    assert sum((FOLDER / name).stat().st_size for name in FONTS) < 250_000
    for name in ("Roboto-OFL.txt", "NotoSansMath-OFL.txt"):
        assert "SIL OPEN FONT LICENSE" in (FOLDER / name).read_text("utf-8")


def test_a_png_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it comes from the store; another scale is another drawing."""
    drawn: list[float] = []

    class Spy:
        @staticmethod
        def svg_to_bytes(**options: float) -> bytes:
            drawn.append(options["zoom"])
            return bytes(resvg_py.svg_to_bytes(**options))  # type: ignore[arg-type]

    monkeypatch.setattr(png_room, "resvg_py", Spy)
    picture = list(every_picture(own()["home-feed-ranking"]))[1]
    store = Store(tmp_path)
    images = [exported(picture, "png", Wish(scale=s), store) for s in (1.0, 1.0, 2.0)]
    assert images[0] == images[1] != images[2]
    assert drawn == [1.0, 2.0]
