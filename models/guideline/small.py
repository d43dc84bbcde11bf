"""Sentences that make the trouble small, or say they know it already."""

from __future__ import annotations

from models.guideline.guideline import Guideline
from models.guideline.patterns import CLAUSE, REPORTED, any_of, pattern
from models.guideline.rule import Reach, Rule

_TAKES_BACK = any_of(
    r"\b(?:doesn't|does not|don't|do not|didn't|isn't|is not|aren't|never) (?:mean|make|matter|change|help"
    r"|have to|compare)\b",
    r"\b(?:not|no|isn't) (?:a )?(?:competition|contest|comparison)\b",
    r"\bstill (?:valid|real|hurts?|matters?|counts?)\b",
    r"\b(?:valid|even (?:if|though|when)|just because|nobody should|no one should|not true that|(?:may"
    r"|might) (?:feel|think|say|tell))\b",
    REPORTED,
    r"\?",
)
_OTHERS = any_of(
    r"(?:other|some|many|so many|most|plenty of|lots of|millions of|a lot of) (?:other )?(?:people|kids|folks"
    r"|women|men|families|teens|girls|guys|ones)",
    "others?|many|plenty|most|people|everyone|everybody|somebody|someone",
)
_STILL_HAVE = any_of(
    r"you(?:'re not| are not|'ve (?:still )?got| aren't)",
    r"you (?:still |do |can still )?(?:have|got|get|had|didn't|don't|weren't|own|live|can (?:still )?(?:walk|see"
    r"|eat|work))",
    r"your \w+ (?:is|are)(?:n't)?",
    r"(?:he|she|they|it|that|this)(?:'s|'re)? ?(?:not|didn't|isn't|wasn't|doesn't|don't|aren't|never|is|are|was"
    r"|still|has)\b",
    r"nobody|no one|there's|there is",
)

MINIMISING = Guideline(
    id="minimising",
    looks_for="Making the trouble small: others have it worse, at least you still have, it is just a phase.",
    edit="Takes the comparison out.",
    reason="Comparing or shrinking the trouble can leave somebody feeling that they may not hurt.",
    source="#chatsafe: no comparison; DiaSafety: linguistic neglect; r/SuicideWatch",
    weight=1.0,
    is_serious=True,
    rules=(
        Rule(
            pattern(
                r"\b(?:there are |you know )?",
                _OTHERS,
                r"(?: else| out there| in the world| in other countries| who| that)*",
                r"(?:'ve| have| has| had| got| actually| really| always)* (?:it|things|problems"
                r"|lives)?(?: (?:a lot|so much|much|far|way|even))* ?worse\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(_TAKES_BACK),
        ),
        Rule(
            pattern(
                CLAUSE,
                r"(?:it|things|this) (?:could|can|might) (?:always |easily )?(?:be|have been) (?:so |a lot "
                r"|much |far |way )*worse\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(any_of(_TAKES_BACK, r"\b(?:if|unless|or|when|without)\b")),
            words_at_most=14,
        ),
        Rule(
            pattern(any_of("^", "[,;:] ", r"\b(?:but|and|so|well|because),? "), "at least ", _STILL_HAVE),
            reach=Reach.CLAUSE,
            unless=pattern(
                any_of(
                    r"\?",
                    r"\bat least (?:you have|you've got|you got|you had) (?:told|asked|tried|reached|taken|made"
                    r"|started|noticed|been able|the courage|us|to|someone|somebody|people|friends who)\b",
                    r"\bat least (?:you don't have to|you (?:aren't|are not|'re not) (?:keeping|hiding|pretending)"
                    r"|that's|it is (?:something|a start)|it's (?:something|a start))",
                )
            ),
        ),
        Rule(
            pattern(
                CLAUSE,
                r"(?:i think )?(?:it|this|that)(?:'s| is|s) (?:really |honestly |just |all |only |probably )*",
                any_of(
                    r"not (?:really |even )?(?:that|so) (?:bad|big|serious|deep|hard)(?= *[.,!;]|$| and\b| but\b"
                    r"| to be honest)",
                    r"not (?:such )?(?:a |the )?(?:big|huge) deal(?= *[.,!;]|$)|no big deal",
                    r"nothing (?:to (?:worry|cry|be (?:sad|upset)|get upset|stress|lose sleep)|serious)\b",
                    r"not the end of the world|not (?:even )?a real problem|a phase\b|(?:teenage|teen) (?:drama"
                    r"|angst)|in your (?:head|mind)\b|attention.seeking"
                    r"|first.world problems?",
                ),
            ),
            reach=Reach.CLAUSE,
            unless=pattern(any_of(_TAKES_BACK, r"\b(?:to ask|asking|not all in|isn't)\b")),
            words_at_most=22,
        ),
        Rule(
            pattern(
                CLAUSE,
                r"(?:i think )?(?:you(?:'re| are| r)|ur|youre) (?:really |just |probably |kind of |clearly "
                r"|a bit |totally |being )*",
                any_of(
                    r"overreacting|over.?thinking (?:it|this|everything)|too sensitive|too emotional"
                    r"|over.?sensitive|making a (?:big deal|mountain|fuss)",
                    r"too young to (?:be|feel|know)|just (?:tired|hormonal|a teenager|being a teenager"
                    r"|going through a phase)",
                ),
                r"\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(any_of(_TAKES_BACK, r"\b(?:not|aren't|if|whether|say|because)\b")),
            words_at_most=20,
        ),
        Rule(
            pattern(
                any_of("^", "[,;:] ", r"\b(?:and|but|so|just|should|need to|gotta|have to|must) "),
                "(?:just )?",
                r"(?:count your blessings|look (?:on|at) the bright side|be (?:more )?(?:grateful"
                r"|thankful) (?:for|that|you)|appreciate what you have)\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(any_of(_TAKES_BACK, r"\b(?:when|if|might|could|easy to|hard to|try to)\b")),
            words_at_most=20,
        ),
        Rule(
            pattern(
                CLAUSE,
                r"(?:you(?:'ve got| have| got| still have|'re too)|there(?:'s| is) (?:still )?)(?: so| too)? ",
                r"(?:much|many (?:things|reasons)|young and have (?:so )?much) to (?:live for|be (?:grateful"
                r"|thankful|happy) (?:for|about))\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(REPORTED),
            words_at_most=18,
        ),
        Rule(
            pattern(
                CLAUSE,
                r"(?:every(?:one|body)|we all|all (?:teenagers|people|couples|kids|men|women)) (?:goes?"
                r"|feels?|gets?|has|have|deals? with|struggles?)",
                r"(?: \w+){0,2} (?:like (?:that|this)|through (?:that|this|it)|sad|problems|bad days|stressed"
                r"|down)(?: sometimes| too| at some point| on \w+days| now and then)?(?= *[.,!;]|$)",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(
                r"\b(?:differently|alone|okay|ok|normal|time|own way|though|but|not|doesn't|say|says|said|tell"
                r"|tells|told|even if)\b|\?"
            ),
            words_at_most=12,
        ),
        Rule(
            pattern(
                any_of(
                    r"\b(?:it|that|this|which) (?:really |just )?puts (?:it|things|everything) (?:in"
                    r"|into) perspective\b|\b(?:he|she|they"
                    r"|and) never complained\b|\bin my day\b|\bwe (?:all )?turned out (?:fine|okay|alright)\b"
                    r"|\b(?:my grand\w+"
                    r"|our parents|people back then"
                    r"|our generation)\b.{0,50}\bnever complained\b",
                    r"^(?:just )?wait (?:un)?til+ you(?:'re| are| have| get| see| turn)\b",
                    r"\byou (?:aren't|are not|'re not) (?:that )?special\b",
                    r"\byou (?:don't|do not) need a (?:whole )?post (?:for|about)\b",
                )
            ),
            reach=Reach.SENTENCE,
            words_at_most=18,
        ),
    ),
)

KNOWING = Guideline(
    id="knowing",
    looks_for="Claiming to know somebody's inside: I know exactly how you feel.",
    edit="Says what a reader can honestly say.",
    reason="Nobody can know it exactly; saying so leaves room for the other person's own story.",
    source="CounselBench: assumptions; EPITOME: interpretations; LLUMI: understanding without exaggeration",
    weight=0.6,
    rules=(
        Rule(
            pattern(
                r"\bi (?:totally |completely |really |definitely )?(?:know|understand|get|feel) (?:exactly"
                r"|precisely|completely|totally) (?:how|what) ",
                r"(?:you (?:feel|felt|mean)|you(?:'re| are)(?: feeling| going through)?|(?:it|that"
                r"|this) feels)(?= *[.,!;]|$| and\b| but\b| because\b| right now\b)",
            ),
            into=(
                "I can only guess how this feels for you",
                "I can't fully know how this is for you",
                "I can only imagine part of what this is like for you",
                "I can't know all of what this is like for you",
            ),
            unless=pattern(r"what you mean|\b(?:don't|can't|cannot|not|never|wish)\b|\?"),
        ),
    ),
)
