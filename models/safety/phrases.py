"""A small language for phrases, so that a rule reads like what it finds.

    word         that word; apostrophes may be missing, any small gap may stand between words
    kill~        a word that begins so
    (a|b c|d)    one of these
    [a|b c]      one of these, or nothing
    {3}          up to three words, whatever they are
    <you're>     a fragment from the table below
    #            a number
    $            the sentence ends here

Each phrase also knows its anchors: words of which one must be in a text for the phrase to be there at all. Looking those
up in the set of a text's words is what lets hundreds of phrases cost microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

GAP = r"[\s,*_~\"'-]{1,4}"
_WORD = r"[\w']+"
_END = r"(?=[\s*_~\"')-]*(?:[.!?\n,;]|$))"
_TOKEN = re.compile(r"<[^>]+>|\{\d\}|[()\[\]|]|[^\s()\[\]|{}<>]+")

# Words so frequent that finding one says nothing; a phrase is anchored on another word where it has one.
_FREQUENT = frozenset(
    "a all am an and any are as at be been but by can could did do does even for from get go going had has have he her him i "
    "if in is it its just like make me more my never no not of on one or out people really s she should so some t that the them "
    "then there they this time to too up us want was we were what when who will with would you your won don".split()
)

FRAGMENTS = {
    "you": "you|u|ya|yall|y'all",
    "your": "your|ur",
    "yourself": "yourself|your self|urself|ur self|yourselves|yoself",
    "you're": "you're|you are|youre|u are|ur|u r|you were|you must be|you've become|you have become",
    "you'll": "you'll|you will|youll|u will|you're going to|you are going to|you're gonna|you gonna",
    "you've": "you've|you have|youve|u have|you've got|you have got|you got",
    "i'm": "i'm|i am|im",
    "i'll": "i'll|i will|i'm going to|i am going to|i'm gonna|imma",
    "it's": "it's|it is|its|that's|that is|thats|this is|it was",
    "it'll": "it'll|it will|it's going to|it is going to|it's gonna|that will|this will|things will|things'll|things are going to|"
    "everything will|everything'll|everything is going to|everything's going to|everything's gonna|life will|all will",
    "nobody": "nobody|no one|noone|not a soul",
    "everyone": "everyone|everybody|people|they|the world|the rest of us|we|we all|all of us|<your> [whole] (family|parents|mother|mom|mum|"
    "father|dad|kids|children|friends|wife|husband|ex|partner|loved ones)",
    "loved": "parents|mother|mom|mum|mama|father|dad|family|kids|kid|children|wife|husband|friends|siblings|sister|brother|"
    "loved ones|son|daughter|partner|people who love you",
    "gone": "dead|gone|not here|not around|out of (the|their) (way|picture|lives|life)|no longer (here|around|alive)",
    "suicide": "suicide|killing <yourself>|ending <your> life|ending it [all]|taking <your> [own] life|dying|death",
    "surely": "always|definitely|absolutely|certainly|surely|truly|eventually|all|soon|only|one day|someday|just|really|does|do|"
    "for sure|no doubt|without a doubt|in time|in the end|of course|totally|both|honestly",
    "very": "so|such|just|really|truly|literally|clearly|obviously|honestly|actually|simply|being|acting|nothing but|a|an|the|"
    "very|fucking|damn|bloody|absolute|absolutely|complete|completely|total|totally|all|kinda|kind of|pretty|too|most|"
    "biggest|little|big|another|one|only|probably|definitely|still|always|also|even|quite|pure|utter|utterly|sad|another",
    "meds": "med|meds|medication|medications|medicine|medicines|pill|pills|tablet|tablets|antidepressant|antidepressants|ssri|ssris|"
    "snri|snris|prozac|zoloft|lexapro|celexa|paxil|wellbutrin|effexor|cymbalta|xanax|ativan|klonopin|valium|lithium|"
    "lamictal|seroquel|abilify|adderall|ritalin|sertraline|fluoxetine|escitalopram|citalopram|venlafaxine|quetiapine|"
    "lorazepam|diazepam|clonazepam|alprazolam|bupropion|mirtazapine|trazodone|gabapentin|benzo|benzos|mood stabilizer~|"
    "mood stabiliser~|sleeping pills",
    "illness": "bipolar [disorder]|bpd|borderline [personality] [disorder]|adhd|autism|autistic|ocd|ptsd|cptsd|schizophreni~|"
    "schizoaffective|narcissist|narcissism|narcissistic|npd|(clinical|major|severe|manic) depression|mdd|"
    "major depressive disorder|psychosis|psychotic|aspergers|asperger's|an eating disorder|anorexia|anorexic|bulimia|"
    "bulimic|dissociative [identity] [disorder]|a personality disorder|anxiety disorder|delusional|a psychopath|a sociopath|"
    "mentally ill|codependent|neurodivergent|(clinically|severely) depressed|manic depressive",
    "doctor": "doctor|doctors|psychiatrist|pharmacist|prescriber|gp|physician|nurse|professional|specialist|provider",
    "app": "discord|telegram|whatsapp|whats app|snap|snapchat|insta|instagram|kik|skype|messenger|wechat|viber|facetime|signal",
    "god": "jesus|christ|god|the lord|lord|allah|our lord|our savior|our saviour|the holy spirit",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a rule, ready to search."""

    source: str
    regex: re.Pattern[str]
    anchors: frozenset[str]
    """Words, or `stem~`, of which at least one is in every text that holds the phrase."""


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    anchors: frozenset[str]
    is_optional: bool = False
    is_wild: bool = False

    @property
    def cost(self) -> float:
        """How often a text would hold one of the anchors, roughly."""
        if self.is_optional or not self.anchors:
            return float("inf")
        return sum(100.0 if word in _FREQUENT else 1.0 for word in self.anchors)


def lines(text: str) -> tuple[str, ...]:
    """The lines of an indented block, empty ones left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def phrase(source: str) -> Phrase:
    """Parse one phrase. Raises `ValueError` where it could match nothing at all or a bracket is left open."""
    tokens = _TOKEN.findall(source)
    piece, at = _alternatives(tokens, 0, "")
    if at != len(tokens):
        raise ValueError(f"a bracket closes that was never opened: {source}")
    return Phrase(source, re.compile(rf"(?<![a-z0-9])(?:{piece.regex})(?![a-z0-9])"), piece.anchors)


def any_phrase(sources: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of the phrases, to search where speed does not matter."""
    return re.compile("|".join(phrase(source).regex.pattern for source in sources))


def _alternatives(tokens: list[str], at: int, closing: str) -> tuple[_Piece, int]:
    """What stands up to `closing`, and the place after it."""
    options: list[_Piece] = []
    pieces: list[_Piece] = []
    while at < len(tokens) and tokens[at] != closing:
        token = tokens[at]
        at += 1
        if token == "|":
            options.append(_sequence(pieces))
            pieces = []
        elif token in "([":
            inner, at = _alternatives(tokens, at, ")" if token == "(" else "]")
            pieces.append(inner if token == "(" else _Piece(inner.regex, inner.anchors, is_optional=True))
        elif token in ")]":
            raise ValueError(f"the wrong bracket closes: {' '.join(tokens)}")
        else:
            pieces.append(_atom(token))
    if closing and at == len(tokens):
        raise ValueError(f"a bracket stays open: {' '.join(tokens)}")
    options.append(_sequence(pieces))
    regex = options[0].regex if len(options) == 1 else f"(?:{'|'.join(option.regex for option in options)})"
    anchored = all(option.anchors for option in options)
    anchors = frozenset[str]().union(*(option.anchors for option in options)) if anchored else frozenset[str]()
    return _Piece(regex, anchors), at + bool(closing)


def _atom(token: str) -> _Piece:
    if token.startswith("<"):
        inner, _ = _alternatives(_TOKEN.findall(FRAGMENTS[token[1:-1]]), 0, "")
        return inner
    if token.startswith("{"):
        return _Piece(token[1:-1], frozenset(), is_optional=True, is_wild=True)
    if token == "#":  # noqa: S105 - a mark of the phrase language
        return _Piece(r"\d{1,6}", frozenset())
    if token == "$":  # noqa: S105 - a mark of the phrase language
        return _Piece("$", frozenset())
    word = token.removesuffix("~")
    regex = re.escape(word).replace("'", "'?") + (r"\w*" if word != token else r"(?![a-z0-9])")
    return _Piece(regex, _anchors(token))


def _anchors(token: str) -> frozenset[str]:
    """What a text's set of words holds where the word is in the text; an apostrophe may be there or not."""
    word = token.removesuffix("~")
    parts = re.findall(r"[a-z]+|[0-9]+", word)
    if word != token:
        return frozenset({token} if word.isalpha() else ())
    if "'" in word:
        return frozenset({parts[0], "".join(parts)})
    return frozenset({max(parts, key=len)} if parts else ())


def _sequence(pieces: list[_Piece]) -> _Piece:
    """Pieces one after the other, gaps between them; the cheapest obligatory one lends its anchors."""
    must = [i for i, piece in enumerate(pieces) if not piece.is_optional and piece.regex != "$"]
    if not must:
        raise ValueError("a phrase needs one word that must be there")
    out: list[str] = []
    for i, piece in enumerate(pieces):
        if piece.regex == "$":
            out.append(_END)
        elif piece.is_wild:
            word = f"{_WORD}{GAP}" if i < must[0] else f"{GAP}{_WORD}"
            out.append(f"(?:{word}){{0,{piece.regex}}}?")
        elif piece.is_optional:
            out.append(f"(?:{piece.regex}{GAP})?" if i < must[0] else f"(?:{GAP}{piece.regex})?")
        else:
            out.append(piece.regex if i == must[0] else f"{GAP}{piece.regex}")
    best = min((pieces[i] for i in must), key=lambda piece: piece.cost)
    return _Piece("".join(out), best.anchors if best.cost < float("inf") else frozenset())
