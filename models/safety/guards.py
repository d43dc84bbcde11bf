"""Why words that look harmful are not: negated, reported, told of oneself, contradicted, asked back.

Each guard looks at one sentence: what stands before the words, what stands after. All windows are short and bounded,
so a text of any length costs time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.safety.rule import Rule

WINDOW = 90
"""Characters looked at on either side."""

_BORDER = re.compile(r"[.!?\n;]")
_NEGATION = re.compile(
    r"\b(?:not|never|nobody (?:should|can|gets to|has the right to)|no one (?:should|can|gets to|has the right to)|"
    r"without|instead of|rather than|stop|against|avoid|refuse to|cannot|nor|neither|no need to|hardly|far from|"
    r"(?:do|does|did|is|are|was|were|wo|would|should|could|ca|have|has|had|ai|must|need)n'?t|hate to say|"
    r"no (?:such|way|reason|excuse)|resist|urge to|temptation to|tempted to|quit|before)(?:[ *_~\"'-]+[\w']+){0,5}[ *_~\"'-]*$"
)
_NOT_A_NEGATION = re.compile(
    r"\b(?:why (?:don'?t|not|haven'?t|wouldn'?t)|not (?:gonna|going to) lie|(?:can'?t|cannot) (?:believe|imagine|stand)|"
    r"(?:don'?t|do not|never) (?:worry|forget|hesitate|be (?:afraid|scared|shy)|let|wait|care|know|get me wrong)|"
    r"(?:not|isn'?t|wasn'?t) (?:only|just|sure|surpris\w+)|no (?:wonder|offen[cs]e|doubt)|wouldn'?t (?:be )?surpris\w+|"
    r"no one|nobody cares|sorry,? not sorry|(?:don'?t|do not) you (?:just )?|(?:should|could)n'?t you)\b"
)
_REPORTED = re.compile(
    r"\b(?:t(?:ell|ells|old|elling)|sa(?:y|ys|id|ying)|call(?:s|ed|ing)?|hear(?:d|ing|s)?|think(?:s|ing)?|thought|"
    r"believ(?:e|es|ed|ing)|convinc\w+|whisper\w*|whoever|(?:any|some|every)(?:one|body) (?:who|that)|"
    r"(?:people|those|person|guy|girl|man|woman|friends?|folks|jerks?|idiots?) (?:who|that)|"
    r"feel(?:s|ing)?(?: like| as if| as though| that)?|felt(?: like| as if| that)?|as (?:if|though)|seems? (?:like|that)|"
    r"if (?:you|someone|anyone|they|he|she) (?:\w+ )?(?:feel|think|believe|want|are|were|ever|have)|idea|myth|lie|"
    r"stigma|rumou?r|voice|belief|notion|message|accus\w+|assum\w+|impl(?:y|ies|ied|ying)|make you (?:feel|think|believe)|"
    r"insult\w*|being|getting|hearing|labell?ed|treat\w*|worr(?:y|ied)|afraid|scared|fear\w*|when (?:you|he|she|they|people))"
    r"(?:[ ,:*_~\"'-]+[\w']+){0,7}[ ,:*_~\"'-]*$"
)
_MY_OWN_SAYING = re.compile(
    r"\b(?:i|i'd|i'll|i'm|im|i am|let me|lemme|gotta|must|honestly|imo)[ ,]+"
    r"(?:(?:just|would|will|can|could|have to|gotta|must|really|already|still|do|also|only|honestly|truly|actually) ){0,3}"
    r"(?:say|think|tell|telling|said|told|call|believe|saying|swear|hear|feel like|feel that|feel|suggest|assume)\b|"
    r"\bhate to say\b|\bmind (?:me|my) saying\b|\b(?:truth|fact|thing) is\b|\bi hope\b|\bi wish\b"
)
_CONTRADICTED = re.compile(
    r"^\W{0,4}(?:to (?:you|someone|somebody|people|anyone|them|me)\W{1,3})?(?:because \w+\W{1,3}|crowd\W{1,2}|advice\W{1,2}|"
    r"stuff\W{1,2}|talk\W{1,2}|line\W{1,2}|thing\W{1,2}|people\W{1,2}|attitude\W{1,2}|mentality\W{1,2})?"
    r"(?:(?:that|which|it|this|and that|but that|they)(?:'s)?\W{1,3})?"
    r"(?:is|are|was|were|isn'?t|aren'?t|wasn'?t|doesn'?t|don'?t|does not|didn'?t|did not|never|can|makes?|made|only)\W{1,3}"
    r"(?:\w+\W{1,3}){0,4}?(?:bull\w*|bs|nonsense|lie|lies|lying|wrong|false|true|untrue|myth|unhelpful|help\w*|awful|"
    r"terrible|horrible|cruel|harmful|hurtful|worst|bad|okay|ok|unfair|acceptable|unacceptable|worse|garbage|crap|work|"
    r"solve\w*|toxic|rude|mean|dangerous|stupid|useless|sting)\b|^\W{0,4}(?:my ass|is not a thing|isn'?t a thing)"
)
_SUBJECT = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|im|we|we're|he|she|they|it|who|you|you're|u|ya|someone|anyone|people|my \w+|your \w+|his|her)\b"
)
_SPEECH_LEAD = re.compile(
    r"\b(?:i|i'd|i'll|i'm) (?:say|think|would say|vote|reckon|suggest|guess|mean|hope|wish|swear|beg|promise|d say)\b"
)
_ORDER_LEAD = re.compile(
    r"(?:^|[,:)(\"*-]\s*|\b(?:just|then|please|pls|so|and|or|but|should|must|need to|have to|has to|gotta|ought to|better|"
    r"go|now|maybe|lol|lmao|bro|bruh|dude|man|girl|ok|okay|yeah|yes|well|seriously|honestly|not|go ahead|"
    r"(?:why )?(?:don'?t|not) (?:you|u|ya)|you can|you could|you might as well|might as well|i say|"
    r"favou?r|hurry up|hurry|time to|time you|already|simply|finally|actually|also|instead|sometimes|even|learn to|try to|"
    r"want you to|like you to|tell you to|fucking|fuckin|first|really|up to you|you|u|to either|either|literally|kindly|"
    r"free to|welcome to|easier to|best to|right to|wise to|you to|brave enough to|do us all a favou?r|stop crying))\W*$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a match stands: the words before and after it in its sentence, and whether that sentence asks."""

    before: str
    after: str
    is_question: bool


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The sentence around `start` to `end`, cut to a window on either side."""
    before = text[max(0, start - WINDOW) : start]
    before = before[max(before.rfind(mark) for mark in ".!?\n;") + 1 :]
    tail = text[end : end + 2 * WINDOW]
    stop = _BORDER.search(tail)
    after = tail[: stop.start()] if stop else tail
    closing = tail[stop.start() : stop.start() + 3] if stop else ""
    return Sentence(before, after[:WINDOW], "?" in closing or "?" in text[start:end])


def excuse(rule: Rule, where: Sentence, *, is_echo: bool) -> str:
    """Why a match of `rule` does not count, or an empty string."""
    if is_echo and (where.is_question or _REPORTED.search(where.before)):
        return "echo"
    if where.is_question and not rule.asked:
        return "question"
    if rule.negatable and _is_negated(where.before):
        return "negated"
    if rule.reportable and _is_reported(where.before):
        return "reported"
    if _CONTRADICTED.search(where.after):
        return "contradicted"
    if rule.order and not _is_told_to_the_reader(where.before):
        return "another person"
    return ""


def _is_negated(before: str) -> bool:
    found = _NEGATION.search(before)
    return bool(found) and not _NOT_A_NEGATION.search(before, max(0, found.start() - 8) if found else 0)


def _is_reported(before: str) -> bool:
    return bool(_REPORTED.search(before)) and not _MY_OWN_SAYING.search(before)


def _is_told_to_the_reader(before: str) -> bool:
    if not _ORDER_LEAD.search(before):
        return False
    subject = ""
    for found in _SUBJECT.finditer(before.rpartition(",")[2]):
        subject = found.group()
    return subject in {"", "you", "you're", "u", "ya"} or bool(_SPEECH_LEAD.search(before))
