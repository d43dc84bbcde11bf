"""One sentence that gives back what was heard, in words that change with the post, the draft and the seed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from models.guideline.choice import Choice
from models.guideline.clauses import capitalised
from models.guideline.listen import Heard, Told

_FEELING_AND_SITUATION = (
    "{S} would leave a lot of people feeling {f}",
    "{S} and feeling {f} on top of that is a lot",
    "it makes sense to feel {f} {after} {s}",
    "no wonder you feel {f} {after} {s}",
    "feeling {f} {after} {s} makes sense",
    "anyone might feel {f} {after} {s}",
    "{S} is hard enough without feeling {f} as well",
    "of course you feel {f} {after} {s}",
    "{after} {s}, it's not strange that you feel {f}",
    "I can see why you'd feel {f} {after} {s}",
)
_SITUATION = (
    "{S} is a lot to carry",
    "{S} sounds really hard",
    "{S} can't be easy",
    "{S} takes a lot out of a person",
    "{S} would be hard on anyone",
    "there's nothing small about {s}",
    "{S} is a heavy thing to live with",
    "I can see how {s} would wear you down",
    "{S} sounds like it weighs on you",
    "{S} is a lot for one person",
)
_FEELING = (
    "feeling {f} takes a lot out of a person",
    "it sounds hard to feel {f} like that",
    "feeling {f} is a lot to carry around",
    "I can hear how {f} you feel",
    "feeling {f} can wear you down",
    "it can't be easy to feel {f}",
    "that {f} feeling comes through in what you wrote",
    "feeling {f} is no small thing",
)
_AND_ASK = (
    "{said}, and I can see why you want to {a}",
    "{said}, so wanting to {a} makes sense",
    "you want to {a}, and {said}",
    "{said}, and it makes sense to want to {a}",
    "{said}; I can see why you'd want to {a}",
)
_STATIVE = ("know", "be", "have", "understand", "feel", "not")


def reflections(heard: Heard) -> Iterator[str]:
    """Every sentence that could be said, without end punctuation, starting in lower case unless with "I"."""
    feelings = list(dict.fromkeys([*heard.feelings[:2], *_pairs(heard.feelings)]))
    for situation in heard.situations[:2]:
        for feeling in feelings:
            yield from (_fill(frame, situation, feeling) for frame in _FEELING_AND_SITUATION)
    if heard.feelings and heard.situations:
        return
    plain: list[str] = []
    for situation in heard.situations[:2]:
        plain += [_fill(frame, situation, "") for frame in _SITUATION]
    for feeling in feelings:
        plain += [_fill(frame, None, feeling) for frame in _FEELING]
    yield from plain
    for ask in heard.asks[:1]:
        yield from (frame.format(said=said, a=ask) for said in plain for frame in _AND_ASK)


def reflect(heard: Heard, choice: Choice, *, avoid: Collection[str] = ()) -> str | None:
    """One of them as a sentence, none of whose starts is in `avoid`; None where nothing sure was heard."""
    options = [option for option in reflections(heard) if not any(option.startswith(start) for start in avoid)]
    if not heard.is_sure or not options:
        return None
    return capitalised(choice.of(options, "reflection")) + "."


def _pairs(feelings: Sequence[str]) -> list[str]:
    return [f"{feelings[0]} and {feelings[1]}"] if len(feelings) > 1 else []


def _fill(frame: str, situation: Told | None, feeling: str) -> str:
    phrase = situation.phrase if situation else ""
    after = situation.after if situation else ""
    return frame.format(S=phrase, s=phrase, f=feeling, after=after)
