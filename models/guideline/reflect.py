"""One sentence that gives back what was heard, in words that change with the post, the draft and the seed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.guideline.choice import Choice
from models.guideline.clauses import capitalised
from models.guideline.lexicon import MILD, NOT_TO_AGREE_WITH, TIRED
from models.guideline.listen import Feeling, Heard
from models.guideline.situations import Kind, Told

# No frame has more than four words of its own in a row: two reflections share a phrase only where their posts do.
_FEELING_FROM_SITUATION = (
    "{S} would leave many people feeling {f}",
    "it makes sense to feel {f} {t}",
    "no wonder you feel {f} {t}",
    "of course you feel {f} {t}",
    "anyone might feel {f} {t}",
    "{t}, it's not strange that you feel {f}",
    "I can see why you'd feel {f} {t}",
    "feeling {f} {t} makes a lot of sense",
    "it's only human to feel {f} {t}",
    "{t}, feeling {f} is no surprise",
)
_FEELING_BESIDE_SITUATION = (
    "{S} and feeling {f} on top of it is a lot",
    "{S} is hard enough without feeling {f} as well",
    "{S} and feeling {f}, both at once, sounds really hard",
    "{S}, and then feeling {f} too, would weigh on anyone",
    "it can't be easy to feel {f} {t}",
    "feeling {f} {t} sounds like a lot to carry",
    "to feel {f} {t} must be exhausting",
)
_SITUATION = {
    Kind.EVENT: (
        "{S} sounds really hard",
        "{S} would be hard on anyone",
        "{S} can't be easy",
        "{S} is a lot to carry",
        "{S} is a lot to deal with",
        "I can see how {s} would hurt",
        "there's nothing small about {s}",
        "{S} leaves a mark on anybody",
        "no wonder {s} is weighing on you",
    ),
    Kind.STATE: (
        "{S} is a strain on anybody",
        "{S} sounds exhausting",
        "{S} can't be easy",
        "{S} wears people down",
        "I can see how {s} would wear you down",
        "{S} is a lot to deal with",
        "{S} sounds really hard",
        "{S} must be so tiring",
        "no wonder {s} is getting to you",
    ),
    Kind.DOUBT: (
        "{S} is a hard place to be",
        "{S} can't be easy",
        "{S} sounds really hard",
        "{S} can be a heavy feeling",
        "I can see how {s} would weigh on you",
        "{S} must be unsettling",
    ),
}
_FEELING = (
    "I'm sorry you feel so {f}",
    "I'm sorry you're feeling so {f}",
    "it sounds like you feel really {f}",
    "I can hear how {f} you feel",
    "feeling {f} is a lot to carry",
    "feeling {f} can wear you down",
    "it's hard to feel {f}",
    "it can't be easy to feel {f}",
    "it must be hard to feel {f}",
    "feeling {f} is no small thing",
)
_TIRED_FEELING = (
    "I'm sorry you feel so {f}",
    "I'm sorry you're feeling so {f}",
    "it sounds like you feel really {f}",
    "I can hear how {f} you feel",
    "it can't be easy to feel {f}",
    "no wonder you feel {f} by now",
    "being that {f} can't be easy",
)
_MILD_FEELING = (
    "it can't be easy to feel {f}",
    "I can see why you'd feel {f}",
    "it makes sense that you feel {f}",
    "feeling {f} about something like this makes sense",
    "lots of people would feel {f} here",
    "it's only human to feel {f}",
    "many people would feel {f} there",
)
_AND_ASK = (
    "{said}, and I can see why you want to {a}",
    "{said}, so wanting to {a} makes sense",
    "{said}, and it makes sense to want to {a}",
    "{said}, and of course you want to {a}",
    "{said}, so no wonder you want to {a}",
)
_WEIGHTY = 6
"""A situation that is named even where a feeling says by itself what it is about."""

_BARE = re.compile(r"about something|so \{f\}|really \{f\}|how \{f\}|that \{f\}")
"""Frames in which a feeling cannot bring along what it is about."""


def reflections(heard: Heard) -> Iterator[str]:
    """Every sentence that could be said, without end punctuation, in lower case unless it starts with "I"."""
    heard = _most_telling(heard)
    for situation in heard.situations:
        for feeling in heard.feelings:
            if _belong_together(feeling, situation):
                yield from (_fill(frame, situation, feeling) for frame in _frames(situation, feeling))
    if heard.feelings and heard.situations:
        return
    plain = [*_of_situations(heard), *_of_feelings(heard)]
    yield from plain
    for ask in heard.asks[:1]:
        yield from (
            frame.format(said=said, a=ask) for said in plain for frame in _AND_ASK if _go_together(said, frame, ask)
        )


def _go_together(said: str, frame: str, ask: str) -> bool:
    """Whether the ask adds something, and the two halves do not say it in the same words."""
    if said.startswith("I'm sorry") and ", so " in frame:
        return False
    if any(words in said and words in frame for words in ("sense", "I can see", "of course", "no wonder")):
        return False
    return not {w for w in said.split() if len(w) > 4} & {w for w in ask.split() if len(w) > 4}


def _most_telling(heard: Heard) -> Heard:
    """Only what says most of this post: feelings with what they are about, the weightiest situations."""
    feelings = [f for f in heard.feelings if f.about] or list(heard.feelings[:2])
    situations = [s for s in heard.situations if s.weight >= heard.situations[0].weight - 1][:2]
    if feelings and situations and not _belong_together(feelings[0], situations[0]):
        if situations[0].weight >= _WEIGHTY and not feelings[0].about:
            feelings = []
        else:
            situations = []
    return Heard(tuple(feelings), tuple(situations), heard.asks)


_NEAR = 240
"""Characters between a feeling and what it may come from."""


def _belong_together(feeling: Feeling, situation: Told) -> bool:
    """Whether the post names both in one breath, and they are not one thing said twice."""
    if feeling.about and situation.weight < _WEIGHTY:
        return False
    return abs(feeling.at - situation.at) <= _NEAR and feeling.word[:4] not in situation.phrase


def reflect(heard: Heard, choice: Choice) -> str | None:
    """One of them as a sentence; None where nothing sure was heard."""
    options = list(reflections(heard))
    return capitalised(choice.of(options, "reflection")) + "." if options else None


def sympathise(heard: Heard, choice: Choice, stock: str) -> str | None:
    """The helper's own "I'm so sorry", and for what; None where that cannot be said in one phrase."""
    heard = _most_telling(heard)
    is_deep = bool(re.search(r"\b(?:so|very|really|truly|deeply|terribly)\b", stock, re.IGNORECASE))
    much = "" if is_deep else "so "
    options = [f"you {how} {much}{f.word}" for f in heard.feelings if not f.about for how in ("feel", "are feeling")]
    options += [reason for told in heard.situations if (reason := _sorry_for(told))]
    if not options:
        return None
    return f"I'm {'so ' if is_deep else ''}sorry {choice.of(options, 'sympathy')}."


def _sorry_for(told: Told) -> str | None:
    first, _, rest = told.phrase.partition(" ")
    if first == "losing":
        return f"you lost {rest}"
    if first in ("the", "all", "things"):
        return f"about {told.phrase}"
    if first == "what":
        return f"for {told.phrase}"
    if told.kind is Kind.DOUBT or first in ("not", "hearing", "your"):
        return None
    return f"you're {told.phrase}"


def _frames(situation: Told, feeling: Feeling) -> tuple[str, ...]:
    if feeling.about:
        return _FEELING_BESIDE_SITUATION[:3]
    if situation.kind is Kind.STATE or feeling.word in NOT_TO_AGREE_WITH:
        return _FEELING_BESIDE_SITUATION
    return _FEELING_FROM_SITUATION


def _of_situations(heard: Heard) -> Iterator[str]:
    for situation in heard.situations:
        yield from (_fill(frame, situation, Feeling("")) for frame in _SITUATION[situation.kind])


def _of_feelings(heard: Heard) -> Iterator[str]:
    nothing = Told("", "", Kind.DOUBT, 0)
    for feeling in heard.feelings:
        frames = _MILD_FEELING if feeling.word in MILD else _TIRED_FEELING if feeling.word in TIRED else _FEELING
        yield from (_fill(frame, nothing, feeling) for frame in frames if not (feeling.about and _BARE.search(frame)))


def _fill(frame: str, situation: Told, feeling: Feeling) -> str:
    return frame.format(S=situation.phrase, s=situation.phrase, t=situation.tied, f=feeling.phrase)
