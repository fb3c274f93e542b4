"""How bad a scan is: one record per line of the accuracy table, and the ways in which a file may be odd."""

from dataclasses import dataclass
from enum import StrEnum


class Variant(StrEnum):
    """How the file is put together, besides the pictures of its pages."""

    PLAIN = "plain"
    SIDEWAYS = "sideways"  # landscape pages lie on their side in portrait pages; some stand on their head
    GARBAGE = "garbage"  # an invisible text layer that the scanner wrote, worthless
    MIXED = "mixed"  # every third page is left typeset


@dataclass(frozen=True, slots=True)
class Profile:
    """Lengths in pixels of the scan unless said otherwise; chances are per page."""

    name: str
    dpi: int
    skew: float  # degrees, uniform in +-
    keystone: float  # perspective: a corner's greatest shift as a share of the page's width
    blur: tuple[float, float]  # sigma of the optics, uniform
    ink_loss: float  # greatest loss of toner, 0-1
    noise: float  # sigma, grey levels
    grain: float  # sigma of noise that is two pixels wide, grey levels
    speckle: float  # specks per square inch
    shade: float  # paper is darker towards one edge by so many grey levels
    jpeg: int
    stamp: float  # chance of a round office stamp over the table
    signature: float  # chance of a signature over the table
    colour: float  # chance, per file, of a colour scan
    faint: float  # chance of faint rulings
    fade: tuple[float, float] = (0.4, 0.8)  # what is left of the ink of faint rulings


CLEAN300 = Profile(
    name="clean300", dpi=300, skew=0.3, keystone=0.0, blur=(0.6, 0.9), ink_loss=0.1, noise=3, grain=1,
    speckle=0.1, shade=6, jpeg=85, stamp=0, signature=0, colour=0.3, faint=0,
)  # fmt: skip
OFFICE200 = Profile(
    name="office200", dpi=200, skew=0.8, keystone=0.001, blur=(0.75, 1.0), ink_loss=0.3, noise=9,
    grain=4, speckle=0.35, shade=18, jpeg=60, stamp=0.4, signature=0.25, colour=0.5, faint=0.3,
)  # fmt: skip
POOR150 = Profile(
    name="poor150", dpi=150, skew=1.6, keystone=0.003, blur=(0.6, 0.8), ink_loss=0.35, noise=14,
    grain=7, speckle=1.2, shade=30, jpeg=45, stamp=0.3, signature=0.2, colour=0.3, faint=0.3,
    fade=(0.5, 0.8),
)  # fmt: skip
# Small enough to commit: a grey scan of little noise.
SMALL150 = Profile(
    name="small150", dpi=150, skew=1.0, keystone=0.001, blur=(0.5, 0.6), ink_loss=0.15, noise=3, grain=1,
    speckle=0.3, shade=12, jpeg=42, stamp=1, signature=0, colour=0, faint=0,
)  # fmt: skip
PROFILES = {profile.name: profile for profile in (CLEAN300, OFFICE200, POOR150, SMALL150)}
