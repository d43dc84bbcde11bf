"""Promises that nobody can keep become hopes; sayings that explain pain away go."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.patterns import any_of, pattern
from models.guideline.rule import Reach, Rule

_START = r"(?P<start>^|[,;:] |\b(?:and|but|so|then) )"
_SURE = any_of(
    r"i (?:can )?(?:promise|guarantee|assure)(?: you)?|trust me|believe me|i swear|mark my words|i have no doubt"
    r"|no doubt|there(?:'s| is) no doubt",
    r"i(?:'m| am) (?:\d\d\d? ?% |absolutely |pretty |very |quite )?(?:sure|certain|positive|confident)"
    r"|i know(?: for a fact)?",
    r"(?:and )?(?:just |please )?(?:know|remember)",
)
_SURELY = rf"(?:{_SURE},?(?: that)? )*"
_TOO = (
    "(?:,? (?:without exception|for everyone|you have my word|i(?:'m| am) sure(?: of it)?|no doubt(?: at all"
    "| about it)?|i promise|trust me|believe me|i swear|i guarantee it|for sure))?"
)
_WILL = (
    r"(?:will|'ll|'s going to|is going to|are going to|'re going to|'s gonna|is gonna|are gonna|gonna)"
    r"(?: (?:definitely|one hundred percent|100 ?%|certainly|surely|eventually|always|all|one day|someday|soon"
    r"|absolutely|also|only))*"
)
_FINE = (
    r"(?:so much |a lot |much |just |completely |totally )?(?:better|okay|ok|alright|all right|fine|easier"
    r"|good again|great)(?: (?:soon|eventually|one day|someday|in the end|with time|in time|over time|again))?"
)
_SURE_OF_IT = r"(?:\bi(?:'m| am) (?:sure|certain|confident|positive),? (?:that )?|\bi (?:know|promise),? (?:that )?)?"
_GOES_ON = r"(?! (?:than|at|if|when|with|because|able|for|to|about|once|after)\b)"
_LOOK_ALIKE = any_of(
    r"\b(?:hope|hoping|likelihood|chances?|wish|pray|can't promise|cannot promise|can't say|don't know|not sure"
    r"|won't|will not|might"
    r"|may|whether|doubt|wonder(?:ing)?)\b",
    r"\b(?:they say|people say|people (?:who )?(?:tell|keep|always)|tells? (?:you|me)|told (?:me|you|us)|say(?:s"
    r"|ing)?|said|telling|hear(?:ing)?|heard|believe that|thinking)\b",
    r"\b(?:unless|until|never|as soon as|feel like|feels like|than|no one can|nobody can|at \w+ing)\b",
    r"\?",
)
_TIED = re.compile(r"\b(?:if|when|once|after|because|since|as|the more|by|so that|or)\b", re.IGNORECASE)


def _is_free(match: re.Match[str], post: str) -> bool:
    """Whether nothing in the sentence makes the promise depend on something."""
    return not _TIED.search(match.string)


_HOPES = (r"\g<start>I hope \g<what>", r"\g<start>I really hope \g<what>", r"\g<start>I'm hoping \g<what>")

PROMISE = Guideline(
    id="promise",
    looks_for="Promises about how things will turn out: it gets better, you will be fine, I promise.",
    edit="The same wish as a hope.",
    reason="Nobody can promise how it goes; a hope is honest and just as warm.",
    source="r/SuicideWatch: no promises such as it gets better; CounselBench: assumptions",
    weight=0.8,
    is_serious=True,
    rules=(
        Rule(
            pattern(
                _START,
                _SURELY,
                "(?P<what>",
                any_of(
                    rf"(?:it|things|this|everything|life|that)(?: {_WILL}|'ll|'s gonna|'s going to) (?:get|be"
                    rf"|feel|become|turn out|work out) {_FINE}{_GOES_ON}",
                    rf"nothing bad(?: {_WILL}| can) happen(?: to you)?|you(?: will|'ll"
                    rf"| are going to) never feel (?:like this|this way|so \w+) again",
                    r"(?:he|she|they)(?: will|'ll|'s going to| is going to) (?:definitely "
                    r"|surely )?(?:come (?:back|round|around)|regret it|miss you)",
                    rf"(?:it|things|everything|all of this)(?: {_WILL}|'ll) (?:work (?:itself |themselves )?out"
                    rf"|fall into place|pass)",
                    rf"(?:it|life) (?:really |does |always |will always )*gets? {_FINE}{_GOES_ON}",
                ),
                r")\b",
                _TOO,
            ),
            into=_HOPES,
            unless=pattern(_LOOK_ALIKE),
            when=_is_free,
        ),
        Rule(
            pattern(
                _START,
                _SURELY,
                rf"(?P<what>you(?: {_WILL}|'ll(?: (?:definitely|eventually|surely|soon))*) ",
                any_of(
                    r"get through (?:this|it|that)|make it through(?: this| it)?|survive(?: this)?"
                    r"|overcome (?:this|it)|beat this|heal|recover|get better",
                    r"be (?:okay|ok|fine|alright|all right|happy(?: again)?|better|just fine|stronger)",
                    r"feel (?:so much |a lot |much |like yourself )?(?:better|happy|fine|okay|again)",
                    r"find (?:someone|somebody|love|true love|the right \w+|happiness|peace)"
                    r"|come out (?:of (?:this|it) )?(?:stronger|the other side)",
                ),
                r")\b(?! (?:that|it|out|to|if|when|with|than|able|at|off|prepared|equipped)\b)",
                _TOO,
            ),
            into=_HOPES,
            unless=pattern(_LOOK_ALIKE),
            when=_is_free,
        ),
        Rule(
            pattern(
                _START,
                _SURELY,
                r"(?P<what>(?:the |your |this )(?:pain|hurt|sadness|grief|depression|anxiety|heartache"
                r"|darkness)) (?:will|is going to|'s gonna) (?:eventually |soon |one day |slowly "
                r"|definitely )*",
                r"(?:go away|pass|fade|end|stop|lessen|disappear|heal)(?: (?:soon|eventually|with time|in time"
                r"|over time|one day))?",
                _TOO,
            ),
            into=(r"\g<start>I hope \g<what> eases", r"\g<start>I really hope \g<what> eases"),
            unless=pattern(_LOOK_ALIKE),
            when=_is_free,
        ),
        Rule(
            pattern(_START, _SURELY, r"this too shall pass\b"),
            into=(r"\g<start>I hope this eases for you", r"\g<start>I hope this lets up for you"),
            unless=pattern(_LOOK_ALIKE),
        ),
        Rule(
            pattern(
                _START,
                _SURELY,
                r"(?P<what>you(?: will|'ll| are going to) never feel (?:like this|this way"
                r"|so \w+) again)\b(?:,? just (?:wait|you wait|watch))?",
            ),
            into=_HOPES,
            unless=pattern(r"\?|\b(?:hope|if|unless|says?|said|told)\b"),
        ),
        # A promise that hangs on a condition keeps its sentence; only its certainty goes.
        Rule(
            pattern(
                _SURE_OF_IT,
                r"\b(?P<what>it|things|this|everything|life)(?: will|'s going to| is going to| are going to"
                r"|'s gonna|'ll) (?:definitely |certainly |surely |always |absolutely )*",
                r"(?P<how>(?:get|feel|become) (?:so much |a lot |much )?(?:better|easier))\b(?! (?:than|at)\b)",
                _TOO,
            ),
            into=(r"\g<what> may \g<how>", r"\g<what> can \g<how>"),
            unless=pattern(_LOOK_ALIKE),
        ),
        Rule(
            pattern(
                _SURE_OF_IT,
                r"\byou(?: will|'ll|'re going to| are going to) (?:definitely |certainly |surely |absolutely )*",
                r"(?P<how>feel (?:so much |a lot |much )?better|be (?:okay|ok|fine|alright|all right)"
                r"|get through (?:this|it|that)|heal|recover|overcome (?:this|it))\b(?! (?:with|to|than)\b)",
            ),
            into=(r"you may \g<how>", r"you might \g<how>"),
            unless=pattern(any_of(_LOOK_ALIKE, r"\b(?:yourself|that you)\b")),
        ),
    ),
)

SAYINGS = Guideline(
    id="sayings",
    looks_for="Sayings that explain pain away: everything happens for a reason, time heals all wounds.",
    edit="Takes the saying out.",
    reason="A saying can sound as if the pain had been filed away.",
    source="LLUMI: no generic empathy; DiaSafety: linguistic neglect",
    weight=0.6,
    rules=(
        Rule(
            pattern(
                r"\b",
                any_of(
                    r"everything happens for a reason|time (?:will )?heals?(?: all(?: wounds)?| everything)?"
                    r"|what does(?:n't| not) kill (?:you|us)(?: only| just)? makes (?:you|us) stronger",
                    r"god (?:never|won't|doesn't|only) gives? (?:you|us) (?:more|what|anything)|(?:it's|this is"
                    r"|it is) (?:all )?(?:part of )?god's (?:plan|will)",
                    r"god has a (?:plan|reason)(?: for (?:you|this|everything))?|such is life"
                    r"|every cloud has a silver lining|what's meant to be will be",
                    r"there(?:'s| is) (?:always )?(?:a )?light at the end of (?:the|every) tunnel"
                    r"|tomorrow is another day|when one door closes|when life gives you lemons",
                    r"there(?:'s| are| is) (?:plenty (?:of|more)|other|more|lots of) (?:other )?fish in the sea"
                    r"|good things come to those who wait",
                    r"they're in a better place|(?:he|she)(?:'s| is) in a better place(?: now)?",
                ),
                r"\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(
                r"\b(?:don't|not|isn't|say|says|said|saying|tell|tells|told|hate|hear|heard|if|never believe"
                r"|myth|may sound|know it sounds|clich\w*)\b|\?"
            ),
            words_at_most=18,
        ),
    ),
)
