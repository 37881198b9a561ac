"""What the drawn portrait of somebody looks like: parameters that an author writes and the page draws."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

AgeLines = Literal["child", "young", "middle", "old"]
"""How old the face is drawn."""

Skin = Annotated[int, Meta(ge=1, le=6, description="From 1, the lightest, to 6, the darkest.")]

Shape = Literal["oval", "round", "long", "square"]

Hair = Literal[
    "cropped", "short", "pixie", "curly", "afro", "wavy", "bob", "long", "ponytail", "bun", "braids", "receding", "bald"
]
"""How the hair is worn; a bald head keeps some at the sides."""

HairColour = Literal["black", "dark_brown", "brown", "auburn", "red", "fair", "grey", "white"]

Covering = Literal["headscarf", "cap", "turban"]
"""What is worn on the head. Headscarf and turban hide the hair."""

Beard = Literal["stubble", "moustache", "short", "full"]

Top = Literal["collar", "jumper", "tee", "jacket", "uniform", "dungarees"]

Colour = Literal["green", "teal", "blue", "navy", "purple", "red", "rust", "mustard", "grey", "cream"]
"""Of clothes."""

Detail = Literal["scarf", "lanyard", "tape_measure", "fob_watch", "pencil"]
"""One thing that this person wears; a pencil is stuck in the hair."""


class Face(Struct, frozen=True, forbid_unknown_fields=True):
    """A drawn portrait. What is left out is as plain as can be."""

    age: AgeLines = "middle"
    skin: Skin = 2
    shape: Shape = "oval"
    hair: Hair = "short"
    hair_colour: HairColour = "brown"
    covering: Covering | None = None
    glasses: bool = False
    beard: Beard | None = None
    earrings: bool = False
    make_up: bool = False
    top: Top = "jumper"
    top_colour: Colour = "teal"
    second_colour: Colour = "cream"
    """Of the covering, of a scarf, and of what shows beneath the top."""
    detail: Detail | None = None
