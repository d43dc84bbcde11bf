"""What a post says of the seeker: feelings, situations, what they ask for. Only what can be told with confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.guideline.lexicon import FEELINGS, SITUATIONS, SPELT, Situation
from models.guideline.person import towards_you
from models.protocols import Post

_READ_AT_MOST = 6_000
"""Characters of a post; the start and the end of a longer one are read."""
_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Told:
    """One situation, as a phrase that can be a subject."""

    phrase: str
    after: str
    weight: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood, the surest and weightiest first. All phrases are in the second person."""

    feelings: tuple[str, ...] = ()
    situations: tuple[Told, ...] = ()
    asks: tuple[str, ...] = ()
    """Verb phrases: "get over your ex"."""

    @property
    def is_sure(self) -> bool:
        """Whether there is enough to reflect."""
        return bool(self.feelings or self.situations)


_HOW_MUCH = (
    r"(?:(?:so|really|very|just|always|constantly|still|also|extremely|getting|becoming|completely|absolutely"
    r"|too|incredibly|pretty|kind of|kinda|a bit|a little|"
    r"beyond|all|often|feeling|starting to feel|honestly|quite|super|feel|more|lately|like i'm|like i am"
    r"|currently|now|often|usually|such|even|also) ){0,4}"
)
_ADJECTIVE = "(?P<feeling>" + "|".join(sorted(map(re.escape, FEELINGS), key=len, reverse=True)) + ")"
_FEELING = re.compile(
    rf"\b(?:i(?:'m| am|m)|i (?:\w+ )?feel|i(?:'ve| have) (?:been|felt)|i(?:'m| am|m) (?:\w+ )?feeling"
    rf"|i keep feeling|left me|leaves me|makes? me(?: feel)?|made me(?: feel)?|making me(?: feel)?|and feel"
    rf"|but feel|i feel like i(?:'m| am)|me feeling)"
    rf" {_HOW_MUCH}{_ADJECTIVE}\b(?:,? (?:and|,) (?:so |very "
    rf"|really )?(?P<second>{'|'.join(map(re.escape, FEELINGS))})\b)?(?! (?:my|her|his|him|your|to be"
    rf"|by the word|boy|girl|man|woman|person|on my own in|for (?:him|her|them)|of my(?:self)? so)\b)",
    _I,
)
_NOT_NOW = re.compile(
    r"\b(?:not|never|no longer|don't|dont|didn't|isn't|wasn't|hardly|barely|without|if|when|whenever|unless"
    r"|until|used to|was|were|had|as if|once|before|back when|years ago|would|think that|thinks?|says?|said|told"
    r"|tells)\b[^,.;]*$",
    _I,
)
_TENDER = {
    "tired": re.compile(r"^ (?:of|from)\b", _I),
    "used": re.compile(r"^ to\b", _I),
    "lost": re.compile(r"^ (?:my|his|her|the|a|\d|it|him|them|contact|interest|weight|everything)\b", _I),
    "hurt": re.compile(r"^ (?:my|him|her|them|people|myself|someone|others|the)\b", _I),
    "torn": re.compile(r"^ (?:up|apart|my|a)\b", _I),
    "stuck": re.compile(r"^ (?:my|it|up)\b", _I),
    "alone": re.compile(r"^ (?:with|in (?:the|a|my) (?:room|house|car|home|apartment)|at home|time)\b", _I),
    "empty": re.compile(r"^ (?:nest|stomach|house)\b", _I),
    "mad": re.compile(r"^ about\b", _I),
    "broken": re.compile(r"^ (?:up|my|the|into)\b", _I),
    "exhausted": re.compile(r"^ (?:all|every|my)\b", _I),
    "upset": re.compile(r"^ (?:my|him|her|them|the|people)\b", _I),
}
_ASK = re.compile(
    r"\b(?:how (?:do|can|should|could|would) i (?:best |possibly |ever |start to |go about )?|(?:what"
    r"|is there anything|anything) (?:can|should|could|do) i (?:can )?do to (?:help |make sure |try and "
    r"|try to )?|i (?:just |really |only |desperately )?(?:want|need|would like|'d like|wish i could"
    r"|wish i knew how|am trying|'m trying)(?: help)?(?: to know how)? to |"
    r"(?:help|advice on|tips on|ways) (?:me )?(?:how )?to |^how to )(?P<ask>[a-z][^.?!;:,\n]{3,90})",
    _I | re.MULTILINE,
)
_ASK_ENDS = re.compile(
    r"\s+(?:but|because|bc|cause|since|so that|so i|so|although|though|while|when|if|unless|and i|and my|and he"
    r"|and she|and it|and they|and how|and what|who|which|that|until|without|before|after|or|anymore|please"
    r"|again|now|right now|in order)\b.*$",
    _I,
)
_VERB = re.compile(
    r"^(?:accept|approach|ask|avoid|be|become|begin|break|build|calm|care|change|come|control|convince|cope|deal"
    r"|decide|end|enjoy|explain|face|feel|fight|figure|find|fix|focus|forget|forgive|"
    r"gain|get|give|go|grow|handle|have|heal|help|improve|keep|know|learn|leave|let|listen|live|look|love|make"
    r"|manage|meet|move|not|open|overcome|pass|please|process|quit|rebuild|recover|regain|relax|"
    r"repair|reconnect|respond|save|see|set|settle|show|sleep|solve|sort|speak|stand|start|stay|stop|support"
    r"|survive|take|talk|tell|treat|trust|try|turn|understand|wait|work)\b(?!s\b)",
    _I,
)
_DULL = re.compile(
    r"^(?:know|be|have|see|get|go|do|say|make|look|ask|help|tell|talk)(?: (?:it|this|that|him|her|them|what|if"
    r"|how|why|help|more|advice|about|you|there|something|some))?(?: .{0,12})?$",
    _I,
)


def listen(post: Post) -> Heard:
    """What `post` says of the person who wrote it; empty where nothing is certain enough to say back."""
    text = _worth_reading(post)
    feelings = _feelings(text)
    return Heard(feelings, _situations(text, feelings), _asks(text))


def _worth_reading(post: Post) -> str:
    lines = [
        line
        for line in f"{post.title}\n{post.body}".splitlines()
        if not line.lstrip().startswith((">", "&gt;", "    "))
    ]
    text = "\n".join(lines).replace("’", "'").replace("‘", "'")
    if len(text) > _READ_AT_MOST:
        text = text[: _READ_AT_MOST // 2] + "\n" + text[-_READ_AT_MOST // 2 :]
    return text


def _feelings(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _FEELING.finditer(text):
        if _NOT_NOW.search(text, max(0, match.start() - 60), match.start()) or _NOT_NOW.search(
            match[0].lower().removeprefix("i ")
        ):
            continue
        word = match["feeling"].lower()
        if word in _TENDER and not match["second"] and _TENDER[word].search(text[match.end() : match.end() + 20]):
            continue
        for said in (word, (match["second"] or "").lower()):
            if said:
                found[SPELT.get(said, said)] = None
    return tuple(found)[:3]


_ELSEWHERE = re.compile(
    r"\b(?:if|what if|might|maybe|afraid (?:that )?|scared (?:that )?|worried (?:that )?|think|thinks|suspect"
    r"|wonder(?:ing)?|dream(?:ed|t|s)?|before|almost|not|never|haven't|didn't|friend'?s?|he(?:'s| is)|she(?:'s"
    r"| is)|his|her|they)\b[^.!?\n,]{0,25}$",
    _I,
)


def _situations(text: str, feelings: tuple[str, ...]) -> tuple[Told, ...]:
    found: dict[str, Told] = {}
    for situation in SITUATIONS:
        told = _first_told(situation, text)
        if told and told not in found:
            found[told] = Told(told, situation.after, situation.weight)
    return tuple(sorted(found.values(), key=lambda t: -t.weight))[:3]


def _first_told(situation: Situation, text: str) -> str | None:
    for match in situation.pattern.finditer(text):
        if not _ELSEWHERE.search(text, max(0, match.start() - 40), match.start()):
            return situation.told(match)
    return None


def _asks(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _ASK.finditer(text):
        phrase = _ASK_ENDS.sub("", match["ask"].strip())
        words = phrase.split()
        if not 2 <= len(words) <= 9 or not _VERB.match(phrase) or _DULL.match(phrase):
            continue
        turned = towards_you(phrase)
        if turned:
            found[turned[0].lower() + turned[1:]] = None
    return tuple(found)[:2]
