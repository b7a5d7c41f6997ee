"""Pictures compared as eyes compare them: coarsely, so that no font or version matters."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

WRITE = os.environ.get("ROLLBOOK_LOOKS") == "write"
"""Set it to keep what is drawn now as what is right, after you have looked at it."""


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def coarse(image: Image.Image, by: int) -> Image.Image:
    """The image with one pixel for so many by so many."""
    return image.resize(
        (max(image.width // by, 1), max(image.height // by, 1)), Image.Resampling.BOX
    )


def apart(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """How much two images of one size differ: on average, and at the worst place; 0 to 255."""
    difference = ImageChops.difference(one, other)
    worst = max(high for _, high in difference.getextrema())  # type: ignore[misc]
    return sum(ImageStat.Stat(difference).mean) / 3, worst


def looks_as_kept(image: Image.Image, kept: Path, *, mean: float, worst: int) -> str:
    """What is wrong with an image beside the one that is kept; nothing where they look alike."""
    if WRITE:
        kept.parent.mkdir(exist_ok=True)
        image.quantize(128).save(kept, optimize=True)
        return ""
    with Image.open(kept) as found:
        known = found.convert("RGB")
    if abs(known.width - image.width) > 1 or abs(known.height - image.height) > 1:
        return f"{kept.name}: {image.size} instead of {known.size}"
    area = (0, 0, min(known.width, image.width), min(known.height, image.height))
    found_mean, found_worst = apart(image.crop(area), known.crop(area))
    if found_mean > mean or found_worst > worst:
        image.save(kept.with_suffix(".new.png"))
        return f"{kept.name}: {found_mean:.2f} apart on average, {found_worst} at the worst place"
    return ""
