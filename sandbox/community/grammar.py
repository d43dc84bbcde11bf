"""A grammar small enough to write a thousand sentences in.

A template is plain text in which `[a|b|c]` is a choice (choices nest, an empty one is allowed) and `{name}` is a slot
that the caller fills. `"I [just|] need {place}."` has two variants for every place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_GAP = re.compile(r"[ \t]{2,}")
_LOOSE = re.compile(r" +([,.;:?!])")


def expand(template: str, rng: random.Random, slots: Mapping[str, str] | None = None) -> str:
    """One sentence from a template. Raises KeyError for a slot that nobody filled."""
    text = template
    while (found := _CHOICE.search(text)) is not None:
        text = text[: found.start()] + rng.choice(found.group(1).split("|")) + text[found.end() :]
    return tidy(_SLOT.sub(lambda slot: (slots or {})[slot.group(1)], text))


def tidy(text: str) -> str:
    """The text without the gaps that empty choices leave, starting with a capital."""
    text = _LOOSE.sub(r"\1", _GAP.sub(" ", text)).strip()
    return text[:1].upper() + text[1:]


def pick(templates: Sequence[str], rng: random.Random, slots: Mapping[str, str] | None = None) -> str:
    """One sentence from one of several templates."""
    return expand(rng.choice(templates), rng, slots)


def pick_some(
    templates: Sequence[str], count: int, rng: random.Random, slots: Mapping[str, str] | None = None
) -> list[str]:
    """Up to `count` sentences, each from another template."""
    return [expand(template, rng, slots) for template in rng.sample(templates, min(count, len(templates)))]


def variants(template: str) -> Iterator[str]:
    """Every sentence a template can make, its slots left as they are. For tests and for the curious."""
    found = _CHOICE.search(template)
    if found is None:
        yield tidy(template)
        return
    for option in found.group(1).split("|"):
        yield from variants(template[: found.start()] + option + template[found.end() :])
