"""Promises that nobody can keep become hopes; sayings that explain pain away go."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.rule import Reach, Rule

_I = re.IGNORECASE

_SURE = (
    r"(?:(?:i (?:can )?(?:promise|guarantee|assure)(?: you)?|trust me|believe me|i swear|mark my words|i(?:'m"
    r"| am) (?:\d\d\d? ?% |absolutely |pretty |very |quite )?"
    r"(?:sure|certain|positive|confident)|i know(?: for a fact)?|i have no doubt|no doubt|there(?:'s"
    r"| is) no doubt),?(?: that)? )"
)
_START = r"(?P<start>^|[,;:] |\b(?:and|but|so|then) )"
_WILL = (
    r"(?:will|'ll|'s going to|is going to|are going to|'re going to|'s gonna|is gonna|are gonna"
    r"|gonna)(?: (?:definitely|certainly|surely|eventually|always|all|one day|someday|soon|absolutely|also"
    r"|only))*"
)
_FINE = (
    r"(?:so much |a lot |much |just |completely |totally )?(?:better|okay|ok|alright|all right|fine|easier"
    r"|good again|great|good)"
)
_LOOK_ALIKE = re.compile(
    r"\b(?:hope|wish|pray|can't promise|cannot promise|can't say|don't know|not sure|won't|will not"
    r"|won't magically|might|may|whether|if you don't|they say|people say|"
    r"people (?:who )?(?:tell|keep|always)|tells? you|told (?:me|you|us)|say(?:s|ing)?|said|saying|hear(?:ing)?"
    r"|heard|believe that|thinking|hoping|unless|until|never|"
    r"as soon as|feel like|feels like|wonder(?:ing)?|at (?:\w+ing|it)|doubt|than)\b|\?|\bno one can|\bnobody can",
    _I,
)
_TIED = re.compile(r"\b(?:if|when|once|after|because|since|as|the more|by|with|so that)\b", _I)


def _is_free(match: re.Match[str], post: str) -> bool:
    """Whether nothing earlier in the sentence makes the promise depend on something."""
    return not _TIED.search(match.string)


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
            re.compile(
                rf"{_START}(?:and |but |just know (?:that )?|know that |remember (?:that )?"
                rf"|please know (?:that )?)?{_SURE}?(?P<what>(?:it|things|this|everything|life"
                rf"|that) (?:{_WILL} )(?:get|be|feel|become|turn out|work out) {_FINE}(?! (?:than|at|if|when"
                rf"|with|because|able|for (?:you|him|her|them) to|to)\b)|(?:it|things|everything"
                rf"|all of this) {_WILL} (?:work (?:itself |themselves )?out|fall into place|pass|be over)|(?:it"
                rf"|life) (?:really |does |always |will always )*gets? {_FINE}(?! (?:than|at|if|when|with"
                rf"|because|able|to)\b))",
                _I,
            ),
            into=(r"\g<start>I hope \g<what>", r"\g<start>I really hope \g<what>", r"\g<start>I do hope \g<what>"),
            unless=_LOOK_ALIKE,
            when=_is_free,
        ),
        Rule(
            re.compile(
                rf"{_START}(?:just know (?:that )?|know that "
                rf"|please know (?:that )?)?{_SURE}?(?P<what>you(?: {_WILL}|'ll(?: (?:definitely|eventually"
                rf"|surely|soon))*) (?:get through (?:this|it|that)|make it through(?: this| it)?|be (?:okay|ok"
                rf"|fine|alright|all right|happy(?: again)?|better|just fine|stronger)|feel (?:so much |a lot "
                rf"|much |like yourself )?(?:better|happy|fine|okay|again)|get better|find (?:someone|somebody"
                rf"|love|true love|the right \w+|happiness|peace)|heal|recover|beat this|survive(?: this)?"
                rf"|overcome (?:this|it)|come out (?:of (?:this|it) )?(?:stronger|the other side)|(?:laugh"
                rf"|smile) (?:about this|again)))\b(?! (?:that|it|out|to)\b)",
                _I,
            ),
            into=(r"\g<start>I hope \g<what>", r"\g<start>I really hope \g<what>", r"\g<start>I do hope \g<what>"),
            unless=_LOOK_ALIKE,
            when=_is_free,
        ),
        Rule(
            re.compile(
                rf"{_START}{_SURE}?(?P<what>(?:the |your |this )(?:pain|hurt|sadness|grief|feelings?|depression"
                rf"|anxiety|heartache|darkness)) (?:will|is going to|are going to|'s gonna) (?:eventually |soon "
                rf"|one day |slowly |definitely )*(?P<do>go away|pass|fade|end|stop|lessen|disappear|heal)\b",
                _I,
            ),
            into=(r"\g<start>I hope \g<what> eases", r"\g<start>I really hope \g<what> eases"),
            unless=re.compile(_LOOK_ALIKE.pattern + r"|\bfeelings\b", _I),
            when=_is_free,
        ),
        Rule(
            re.compile(rf"{_START}(?:just remember,? |remember,? |and remember,? )?this too shall pass\b", _I),
            into=(r"\g<start>I hope this eases for you", r"\g<start>I hope this lets up for you"),
            unless=_LOOK_ALIKE,
        ),
        # A promise that hangs on a condition keeps its sentence; only its certainty goes.
        Rule(
            re.compile(
                r"\b(?P<who>it|things|this|everything|life) (?:will|'s going to|is going to|are going to"
                r"|'s gonna) (?:definitely |certainly |surely |always |absolutely )*(?P<do>get|feel"
                r"|become) (?P<how>(?:so much |a lot |much )?(?:better|easier))\b(?! (?:than|at)\b)",
                _I,
            ),
            into=(r"\g<who> may \g<do> \g<how>", r"\g<who> can \g<do> \g<how>"),
            unless=_LOOK_ALIKE,
        ),
        Rule(
            re.compile(
                r"\byou(?: will|'ll|'re going to| are going to) (?:definitely |certainly |surely "
                r"|absolutely )*(?P<do>feel (?:so much |a lot |much )?better|be (?:okay|ok|fine|alright"
                r"|all right)|get through (?:this|it|that)|heal|recover|overcome (?:this|it))\b(?! (?:with|to"
                r"|than)\b)",
                _I,
            ),
            into=(r"you may \g<do>", r"you might \g<do>"),
            unless=re.compile(_LOOK_ALIKE.pattern + r"|\btold\b", _I),
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
            re.compile(
                r"\b(?:everything happens for a reason|time (?:will )?heals?(?: all(?: wounds)?| everything)?"
                r"|what does(?:n't| not) kill (?:you|us)(?: only| just)? makes (?:you|us) stronger|"
                r"god (?:never|won't|doesn't|only) gives? (?:you|us) (?:more|what|anything)|(?:it's|this is"
                r"|it is) (?:all )?(?:part of )?god's (?:plan|will)|god has a (?:plan|reason)(?: for (?:you|this"
                r"|everything))?|"
                r"it is what it is|such is life|there(?:'s| is) (?:always )?(?:a )?light at the end of (?:the"
                r"|every) tunnel|every cloud has a silver lining|"
                r"there(?:'s| are| is) (?:plenty (?:of|more)|other|more|lots of) (?:other )?fish in the sea"
                r"|what's meant to be will be|tomorrow is another day|"
                r"when one door closes|when life gives you lemons|they're in a better place|(?:he|she)(?:'s"
                r"| is) in a better place(?: now)?|good things come to those who wait)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(
                r"\b(?:don't|not|isn't|say|says|said|saying|tell|tells|told|hate|hear|heard|if|never believe"
                r"|myth|may sound|know it sounds|clich)\b|\?",
                _I,
            ),
            words_at_most=18,
        ),
    ),
)
