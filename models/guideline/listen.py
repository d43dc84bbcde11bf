"""What a post says of the seeker: feelings, situations, what they ask for. Only what can be told with confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.guideline.lexicon import FEELINGS, SPELT
from models.guideline.patterns import any_of, pattern
from models.guideline.person import towards_you
from models.guideline.situations import Kind, Situation, Told
from models.guideline.spelling import spelt
from models.guideline.told_of_oneself import OF_ONESELF
from models.guideline.told_of_others import OF_OTHERS
from models.protocols import Post

_READ_AT_MOST = 6_000
"""Characters of a post; the start and the end of a longer one are read."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """A feeling as the seeker named it, and what they said it was about: "worried", "about your son"."""

    word: str
    about: str = ""
    at: int = 0
    """Where in the post."""

    @property
    def phrase(self) -> str:
        """Both together."""
        return f"{self.word} {self.about}".strip()


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood, the surest and weightiest first. All phrases are in the second person."""

    feelings: tuple[Feeling, ...] = ()
    situations: tuple[Told, ...] = ()
    asks: tuple[str, ...] = ()
    """Verb phrases: "get over your ex"."""

    @property
    def is_sure(self) -> bool:
        """Whether there is enough to reflect."""
        return bool(self.feelings or self.situations)

    @property
    def is_telling(self) -> bool:
        """Whether it says more of this post than the helper's own sympathy does."""
        return bool(self.feelings) or any(told.kind is not Kind.DOUBT for told in self.situations)


def listen(post: Post) -> Heard:
    """What `post` says of the person who wrote it; empty where nothing is certain enough to say back."""
    text = _worth_reading(post)
    return Heard(_feelings(text), _situations(text), _asks(text))


def _worth_reading(post: Post) -> str:
    lines = f"{post.title}\n{post.body}".splitlines()
    text = spelt("\n".join(line for line in lines if not line.lstrip().startswith((">", "&gt;"))))
    if len(text) > _READ_AT_MOST:
        text = text[: _READ_AT_MOST // 2] + "\n" + text[-_READ_AT_MOST // 2 :]
    return text


_HOW_MUCH = (
    "(?:(?:so|really|very|just|always|constantly|still|also|extremely|getting|becoming|completely|absolutely|too"
    "|incredibly|pretty|kind of|kinda|a bit|a little"
    "|beyond|all|often|feeling|starting to feel|honestly|quite|super|feel|more|lately|like i'm|like i am"
    "|currently|now|usually|such|even|emotionally|physically|mentally) ){0,4}"
)
_ANY_FEELING = any_of(*sorted(map(re.escape, FEELINGS), key=len, reverse=True))
_FEELING = pattern(
    any_of(
        r"\bi(?:'m| am| keep feeling| (?:\w+ )?feel|'ve been| have been|'ve felt| have felt| get| got)",
        r"\b(?:left|leaves|leaving|makes?|made|making|has me|have me) me(?: feel| feeling)?",
        r"\b(?:and|but) (?:i )?(?:feel|am)",
        r"\bi(?:'m| am) \w+,? and",
        r"\bme feel(?:ing)?",
    ),
    " ",
    _HOW_MUCH,
    f"(?P<first>{_ANY_FEELING})",
    rf"(?:,? and (?:so |very |really )?(?P<second>{_ANY_FEELING}))?\b",
    r"(?P<about> (?:about|for|of|at|with|by|over) [a-z' ]{2,40}| (?:that )?(?:i|i'll|i'm|i've|my|he|she|they"
    r"|he'll|she'll|it) [a-z' ]{4,60})?",
)
_NOT_NOW = pattern(
    r"\b(?:not|never|no longer|don't|didn't|isn't|wasn't|hardly|barely|without|if|when|whenever|unless|until"
    r"|used to|was|were|had|once|before|years ago"
    r"|would|think that|thinks?|says?|said|told|tells|accus\w+|should i|why (?:am|do) i not)\b[^,.;!?\n]*$"
)
_SOMETHING_ELSE = {
    "tired": "of|from",
    "lost": r"my|his|her|the|a|\d+|it|him|them|contact|interest|weight|everything|touch|all|our",
    "hurt": "my|him|her|them|people|myself|someone|others|the|anyone",
    "torn": "up|apart|my|a",
    "stuck": "my|it|up",
    "alone": "with|in (?:the|a|my) (?:room|house|car|home|apartment)|at home|time",
    "broken": "up|my|the|into",
    "exhausted": "all|every|my",
    "upset": "my|him|her|them|the|people",
    "desperate": "for attention",
    "used": "to",
    "scared": "of the dark|straight",
}
_ABOUT_ENDS = re.compile(
    r"\s+(?:and|but|because|cause|since|when|if|so|that|which|who|as|while|though|even|all the|every|most|lately"
    r"|right|again|now|sometimes|anymore|too|a lot)\b.*$",
    re.IGNORECASE,
)
_CUT_SHORT = pattern(
    r"\b(?:to|i|i'm|i've|i'd|he|she|they|we|it's|is|are|was|were|will|would|can|could)\b",
    r"|^for (?:the|a|so|about|no|some|help|ever|over)\b|^for .*\b(?:hours?|days?|weeks?|months?|years?|ages)\b",
)
_LOOSE_END = re.compile(
    r"\b(?:about|for|of|at|with|by|over|the|a|an|my|your|his|her|this|that|in|on|it|things|everything|these|how"
    r"|what|why|where|being|be|more|so|too|doing|having|getting|making|going|continuing|after|before|into)$",
    re.IGNORECASE,
)


def _feelings(text: str) -> tuple[Feeling, ...]:
    found: dict[str, Feeling] = {}
    for match in _FEELING.finditer(text):
        if _NOT_NOW.search(text, max(0, match.start() - 60), match.start()) or _is_something_else(match, text):
            continue
        words = [w.lower() for w in (match["first"], match["second"]) if w]
        about = _about(match) if len(words) == 1 else ""
        if (
            not about
            and words[-1] in _FEARS
            and _SUPPOSES.match(text, match.end("second") if match["second"] else match.end("first"))
        ):
            words[-1] = "worried"
        for word in words:
            word = SPELT.get(word, word)
            if word not in found or (about and not found[word].about):
                found[word] = Feeling(word, about, match.start())
    return tuple(
        f
        for f in found.values()
        if not re.search(rf"\b(?:not|don't feel|do not feel|no longer) {f.word}\b", text, re.IGNORECASE)
    )[:3]


def _is_something_else(match: re.Match[str], text: str) -> bool:
    word = (match["second"] or match["first"]).lower()
    rest = text[match.end("second") if match["second"] else match.end("first") :][:30]
    if re.match(
        r" (?:boy|girl|man|woman|person|people|kid|child|parent|mom|dad|wife|husband|mess)\b", rest, re.IGNORECASE
    ):
        return True
    return word in _SOMETHING_ELSE and bool(re.match(rf" (?:{_SOMETHING_ELSE[word]})\b", rest, re.IGNORECASE))


_THAT = pattern(r"(?:that |i\b|i'|my |he\b|he'|she\b|she'|they |it )")
_CLAUSE_ENDS = pattern(r"\s+(?:and|but|because|cause|since|when|if|so|which|while|though|or|even|as|unless|until)\b.*$")
_FEARS = frozenset({"worried", "afraid", "scared", "terrified", "anxious", "nervous", "frightened"})


_SUPPOSES = pattern(r" (?:that|if|i|he|she|they|my|it|we|people|someone|everyone|what|because i might)\b")
"""After it, "I'm afraid" is said of a thought and not of a fright."""


def _about(match: re.Match[str]) -> str:
    """What the feeling is about, in the second person, or nothing where it does not end cleanly."""
    said = (match["about"] or "").strip()
    is_clause = bool(_THAT.match(said))
    if is_clause and match["first"].lower() not in _FEARS:
        return ""
    if not is_clause and _CUT_SHORT.search(_ABOUT_ENDS.sub("", said)):
        return ""
    said = (_CLAUSE_ENDS if is_clause else _ABOUT_ENDS).sub("", said).strip()
    follows = match.string[match.end() : match.end() + 1]
    if not 2 <= len(said.split()) <= (10 if is_clause else 6) or (
        said == (match["about"] or "").strip() and follows.isalpha()
    ):
        return ""
    turned = towards_you(said)
    if turned is None or _LOOSE_END.search(turned) or not turned.islower():
        return ""
    return f"that {turned}" if is_clause and not turned.startswith("that ") else turned


_OF_SOMEBODY_ELSE = pattern(
    r"\b(?:if|what if|might|maybe|afraid|scared|worried|thinks?|thought|suspect|wonder(?:ing)?|dream(?:ed|t|s)?"
    r"|almost|not|never|says?|said|told|tells|friend'?s?|accus\w+|years ago|used to|back when)\b[^.!?\n,]{0,30}$"
    r"|\b(?:he|she|they|his|her|their|who)\b(?:(?!\b(?:i|i'm|i've|me|my)\b)[^.!?\n]){0,60}$"
)


def _situations(text: str) -> tuple[Told, ...]:
    found: dict[str, Told] = {}
    for situation in (*OF_OTHERS, *OF_ONESELF):
        told = _first_told(situation, text)
        if told is not None:
            found.setdefault(told.phrase, told)
    heard = list(found.values())
    if any(told.phrase == "losing them both" for told in heard):
        heard = [told for told in heard if told.phrase == "losing them both" or not told.is_loss]
    if any(told.is_loss for told in heard):
        heard = [told for told in heard if not told.is_illness]
    return tuple(sorted(heard, key=lambda told: -told.weight))[:3]


def _first_told(situation: Situation, text: str) -> Told | None:
    for match in situation.pattern.finditer(text):
        if not _OF_SOMEBODY_ELSE.search(text, max(0, match.start() - 70), match.start()):
            return situation.told(match)
    return None


_ASK = re.compile(
    r"\b(?:how (?:do|can|should|could|would) i (?:best |possibly |ever |start to |go about )?"
    r"|i (?:just |really |only |desperately )?(?:want|would like|'d like|wish i could|wish i knew how|am trying"
    r"|'m trying) to |^how to )"
    r"(?P<ask>[a-z][^.?!;:,\n]{3,90})",
    re.IGNORECASE | re.MULTILINE,
)
_ASK_ENDS = re.compile(
    r"\s+(?:but|because|cause|since|so that|so i|so it|so he|so she|although|though|while|when|if|unless|and|who"
    r"|which|that|until|without"
    r"|before|after|or|anymore|please|again|now|right now|in order|even|given|with(?:out)? (?:him|her"
    r"|them) (?:being|getting|knowing))\b.*$",
    re.IGNORECASE,
)
_VERB = pattern(
    r"^(?:accept|avoid|break|build|calm|change|control|cope|enjoy|face|feel|fight|find|fix|focus|forget"
    r"|forgive|gain|get|heal|improve|keep|leave|let|live|manage|move|overcome"
    r"|quit|rebuild|recover|regain|relax|repair|reconnect|save|sleep|stay|stop|support|survive|trust)\b"
)
_DULL = pattern(
    r"^(?:get|make|find|keep|let|leave)(?: (?:it|this|that|him|her|them|what|if|how|why|help|more|advice|there"
    r"|something|some|out|a))?(?: \w{0,12})?$"
)


def _asks(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _ASK.finditer(text):
        phrase = _ASK_ENDS.sub("", match["ask"].strip())
        if (
            not 2 <= len(phrase.split()) <= 9
            or not _VERB.match(phrase)
            or _DULL.match(phrase)
            or _LOOSE_END.search(phrase)
        ):
            continue
        turned = towards_you(phrase)
        if turned:
            found[turned[0].lower() + turned[1:]] = None
    return tuple(found)[:2]
