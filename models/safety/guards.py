"""Why words that look harmful are not: negated, reported, told of oneself, contradicted, asked back.

Each guard looks at one sentence: what stands before the words, what stands after. The windows are short and bounded, so
that a text of any length costs time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.safety.phrases import any_phrase, lines
from models.safety.rule import Rule

WINDOW = 90
"""Characters looked at on either side."""

_BORDERS = ".!?\n;"


def before(block: str, *, reach: int, across_and: bool = True) -> re.Pattern[str]:
    """One of the phrases, then at most `reach` words without a comma (or an "and"), then the end."""
    word = r"[\w']+" if across_and else r"(?:go and|(?!(?:and|but|so|then)\b)[\w']+)"
    return re.compile(rf"(?:{any_phrase(lines(block)).pattern})(?:[ *_~\"'-]{{1,4}}{word}){{0,{reach}}}[ *_~\"'-]*$")


_NEGATION = before(
    """
    not
    never
    (don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|shouldn't|couldn't|can't|haven't|hasn't|mustn't|
        ain't)
    (cannot|nor|neither|hardly|without|resist|avoid|against|refuse to|far from|instead of|rather than|before)
    (<nobody>|no human being) (should|can|gets to|has the right to|deserves to)
    (stop|quit|urge to|temptation to|tempted to|no need to|hate to say|no reason to|no way)
    """,
    reach=5,
    across_and=False,
)
_NO_NEGATION = any_phrase(
    lines("""
        why (don't|not|haven't|wouldn't)
        not (gonna|going to) lie
        (can't|cannot) (believe|imagine|stand)
        (don't|do not|never) (worry|forget|hesitate|be (afraid|scared|shy)|let|wait|care|know|get me wrong)
        (not|isn't|wasn't) (only|just|sure|surprised|surprising)
        wouldn't [be] surprise~
        don't you [just]
        (shouldn't|couldn't) you
    """)
)
_REPORTED = before(
    """
    (tell|tells|told|telling|say|says|said|saying|call|calls|called|calling|hear|heard|hearing|think|thinks|thinking|
        thought)
    (believe|believes|believed|believing|convince~|whisper~|accuse~|assume~|imply|implies|implied|insult~|worry|worried)
    (afraid|scared|fear|fears|idea|myth|lie|lies|stigma|rumor|rumour|voice|belief|notion|message)
    (whoever|whomever|being|getting|hearing|labeled|labelled|treated)
    (anyone|someone|somebody|everyone|people|those|person|guy|girl|man|woman|friend|friends|folks|jerk|jerks) (who|that)
    (feel|feels|feeling|felt) [like|as if|as though|that]
    (as if|as though|seem like|seems like|seems that)
    if (you|someone|anyone|they|he|she) {1} (feel|think|believe|want|are|were|ever|have)
    when (you|he|she|they|people)
    make you (feel|think|believe)
    """,
    reach=7,
)
_MY_OWN_SAYING = any_phrase(
    lines("""
        (i|i'd|i'll|i'm|let me|gotta|must|honestly|imo) [just|would|will|can|could|have to|really|already|still|do|
            also|only]
            [honestly|truly|just] (say|think|tell|telling|said|told|call|believe|saying|swear|hear|feel|suggest|assume)
        hate to say
        mind (me|my) saying
        (truth|fact|thing) is
        i (hope|wish)
    """)
)
_CONTRADICTED = re.compile(
    r"\W{0,4}(?:(?:to \w+|because \w+|crowd|advice|stuff|talk|line|thing|people|attitude|mentality)\W{1,3})?"
    r"(?:(?:that|which|it|this|and that|but that|they)(?:'s)?\W{1,3})?"
    r"(?:is|are|was|were|isn'?t|aren'?t|wasn'?t|doesn'?t|don'?t|does not|didn'?t|did not|never|can|makes?|made)\W{1,3}"
    r"(?:\w+\W{1,3}){0,4}?(?:bull\w*|nonsense|lie|lies|lying|wrong|false|true|untrue|myth|unhelpful|help\w*|awful|"
    r"terrible|horrible|cruel|harmful|hurtful|worst|bad|okay|ok|unfair|acceptable|unacceptable|worse|garbage|crap|work|"
    r"solve\w*|toxic|rude|mean|dangerous|stupid|useless|sting)\b"
)
"""Right after the words: `is the worst advice`, `that's a lie`, `never helps`."""

_TOLD_BY = re.compile(
    r"[\w' ]{0,30}[,\"'*-]{1,3} ?(?:(?:said|says|told me|according to) (?:my|the|his|her|our|one|some|an?)\b"
    r"|(?:(?:my|our) \w+|he|she|they|somebody|someone) (?:said|told me|told us|kept saying|used to say|always said)\b)"
)
"""After the words, past a comma or a mark: `, said my aunt`, `, they told me`."""

_SUBJECT = any_phrase(
    lines("""
        (i|i'm|i've|i'd|i'll|we|we're|he|she|they|it|who|someone|anyone|everyone|everybody|people)
        (you|you're|u|ya)
        (my|your|his|her) {1}
    """)
)
_SPEECH = any_phrase(
    lines("(i|i'd|i'll|i'm) (say|think|would say|vote|reckon|suggest|guess|mean|hope|wish|swear|beg|promise)")
)
_LETTING = before(
    "(help|helps|helping|let|lets|make|makes|see|watch|watching|know|proud|hope|when|if|while|as|once|since) (you|u)",
    reach=0,
)
_ORDER_LEAD = any_phrase(
    lines("""
        (just|then|please|pls|so|and|or|but|should|must|go|now|maybe|lol|lmao|bro|dude|man|girl|ok|okay|oh|yeah|yes|
            well)
        (need to|have to|has to|gotta|ought to|you better|you'd better|might as well|time to|learn to|try to|go ahead)
        (seriously|honestly|not|already|simply|finally|actually|also|instead|sometimes|even|fucking|first|really|
            literally)
        (don't|not) you
        you (can|could|might as well|to|both)
        (you|u|i say|favor|favour|hurry|hurry up|time you|want you to|like you to|tell you to|up to you|kindly|either|
            to either)
        (free|welcome|easier|best|right|wise|brave enough|better) to
    """)
)
_ORDER = re.compile(rf"(?:^|[,:)(\"*-]\s*|(?:{_ORDER_LEAD.pattern}))\W*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a match stands: the words before and after it in its sentence, and whether that sentence asks."""

    before: str
    after: str
    is_question: bool


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The sentence around `start` to `end`, cut to a window on either side."""
    before = text[max(0, start - WINDOW) : start]
    before = before[max(before.rfind(mark) for mark in _BORDERS) + 1 :]
    after = text[end : end + WINDOW]
    stop = min((at for mark in _BORDERS if (at := after.find(mark)) >= 0), default=len(after))
    return Sentence(before, after[:stop], "?" in after[stop : stop + 3] or "?" in text[start:end])


def excuse(rule: Rule, where: Sentence, *, is_echo: bool) -> str:
    """Why a match of `rule` does not count, or an empty string."""
    if is_echo and (where.is_question or _REPORTED.search(where.before)):
        return "echo"
    if where.is_question and not rule.asked:
        return "question"
    if rule.negatable and _is_negated(where.before):
        return "negated"
    if rule.reportable and _REPORTED.search(where.before) and not _MY_OWN_SAYING.search(where.before):
        return "reported"
    if rule.reportable and _TOLD_BY.match(where.after):
        return "reported"
    if _CONTRADICTED.match(where.after):
        return "contradicted"
    if rule.order and not _is_told_to_the_reader(where.before):
        return "another person"
    return ""


def _is_negated(before: str) -> bool:
    found = _NEGATION.search(before)
    return bool(found) and not _NO_NEGATION.search(before)


def _is_told_to_the_reader(before: str) -> bool:
    """Whether an imperative may start here, and whether the nearest subject, if any, is the reader."""
    if not _ORDER.search(before) or _LETTING.search(before):
        return False
    clause = before.rpartition(",")[2]
    subject = max(_SUBJECT.finditer(clause), key=lambda found: found.start(), default=None)
    if subject is None or subject.group() in {"you", "you're", "u", "ya"}:
        return True
    return bool(_SPEECH.match(clause, subject.start()))
