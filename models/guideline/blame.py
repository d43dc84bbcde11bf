"""Blame and guilt, open or as a question."""

from __future__ import annotations

from models.guideline.guideline import Guideline
from models.guideline.patterns import REPORTED, any_of, pattern
from models.guideline.rule import Reach, Rule

_NOT_BLAME = any_of(
    r"\b(?:not|never|isn't|wasn't|aren't|weren't|don't|didn't|doesn't|none|nothing|no one|nobody|no way|if"
    r"|whether|may|might|without|stop)\b",
    r"\b(?:feels?|felt|feeling|think|thinks|thinking|thought|believe|believing|convinced?|worr(?:y|ied)|hear|heard)\b",
    r"\b(?:say|says|said|saying|tell|tells|told|telling|blam(?:e|es|ed|ing)|accus\w+|call(?:s|ed)? you|mak(?:e"
    r"|es|ing) you|made you)\b",
    REPORTED,
    r"\?",
)
_FAULTS = any_of(
    "selfish|dramatic|over.?dramatic|lazy|weak|childish|ridiculous|ungrateful|needy|immature|spoiled"
    "|irresponsible|foolish|silly|na[iï]ve",
    "manipulative|toxic|self.?centered|self.?absorbed|a hypocrite",
    r"an? (?:attention.seeker|coward|drama queen|baby|victim|crybaby|doormat|pushover|spoiled \w+)",
)
_CLAUSE = any_of("^", "[,;:] ", r"\b(?:but|and|so|because|honestly|that) ")
_YOURS = any_of(
    r"brought (?:this|that|it|all of this|all this)(?: up)? on yourself|brought (?:this|that|it) upon yourself"
    r"|did (?:this|that|it) to yourself",
    r"only have yourself to blame|have (?:only yourself|no one but yourself|nobody but yourself) to blame"
    r"|have (?:no one|nobody) to blame but yourself",
    r"let (?:this|that|it|him|her|them) (?:happen|walk all over you|treat you (?:like )?(?:this|that)(?: way)?"
    r"|use you)",
    r"made your bed|asked for (?:it|this|that)(?= *[.,!]|$)|chose (?:this|that)(?: life| situation)?(?= *[.,!]"
    r"|$)|knew what you were getting into",
    r"are (?:partly |also |just as )?to blame|should(?:'ve| have|a) known(?: better)?|should(?:'ve| have"
    r"|a) thought (?:of|about) that",
)
_LOVED = r"(?:family|parents|mom|mother|mum|dad|father|kids|children|husband|wife|boyfriend|girlfriend|friends)"

BLAME = Guideline(
    id="blame",
    looks_for="Blame and guilt: your own fault, you let it happen, what you do to your family, why did you not just.",
    edit="Takes the blame out, or asks what stood in the way.",
    reason="Blame tends to close the conversation, and guilt is often part of the pain already.",
    source="#chatsafe: no accusation; r/SuicideWatch: no guilt; CounselBench: judgemental",
    weight=1.0,
    is_serious=True,
    rules=(
        Rule(
            pattern(
                r"\b(?:it|this|that|all of (?:it|this|that)|what happened)(?:'s| is| was|s) (?:all |really "
                r"|kind of |kinda |partly |partially |probably |just |honestly |also |mostly |totally )*",
                r"(?:your|ur) (?:own )?(?:damn |fucking )?(?:fault|doing)\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(_NOT_BLAME),
        ),
        Rule(pattern(_CLAUSE, r"you (?:\w+ )?", _YOURS, r"\b"), reach=Reach.CLAUSE, unless=pattern(_NOT_BLAME)),
        Rule(
            pattern(
                r"^(?:well,? |but |i mean,? )?what (?:did|do|were) you expect(?:ing)?\b(?! from (?:your|a|the|us"
                r"|me|therapy|counsel))"
            ),
            reach=Reach.SENTENCE,
            words_at_most=10,
        ),
        Rule(
            pattern(
                _CLAUSE,
                "(?:you(?:'re| are| r)|ur|youre|you sound|you seem) (?:just |really |so |kind of |kinda "
                "|a bit |a little |pretty |very |simply |acting |also |honestly |being )*",
                _FAULTS,
                r"\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(_NOT_BLAME),
        ),
        Rule(
            pattern(
                any_of(
                    rf"\b(?:think|thought) (?:about|of) (?:how|what) (?:this|that|it|your {_LOVED}|you're doing"
                    rf"|suicide)(?: \w+){{0,5}} (?:{_LOVED}|feel|go through|do to them)\b",
                    rf"^(?:just )?think (?:of|about) (?:your|the) {_LOVED}(?= *[.,!]|$)",
                    r"\bthink (?:of|about) (?:those|the people|everyone|everybody|the ones) (?:who|that) (?:love"
                    r"|loves|care|cares|need|needs)\b",
                    rf"\byou owe (?:it to )?(?:them|your {_LOVED})(?= *[.,!;]|$| to\b)",
                    r"\bwhat (?:you do|you're doing|this does|it does) to (?:your \w+|them|him|her)\b",
                    r"\bhow could you (?:do|even|let|be so|think)\b",
                    r"\b(?:it's|it is|that's|that is|that would be|suicide is|killing yourself is) (?:so |really "
                    r"|just |very |pretty |kind of )*selfish\b",
                )
            ),
            reach=Reach.CLAUSE,
            unless=pattern(r"\b(?:not|isn't|never|don't|myth|say|says|people|helps?|told|tell)\b"),
            words_at_most=20,
        ),
        Rule(
            pattern(
                r"\byou(?:'re| are)(?: just| clearly| obviously| simply"
                r"| really)? (?:not (?:even )?(?:really )?trying(?: hard enough)?(?= *[.,!]|$)"
                r"|playing (?:the )?victim|making excuses)\b"
            ),
            reach=Reach.CLAUSE,
            unless=pattern(r"\b(?:if|say|says|told|feel like|because)\b|\?"),
        ),
        Rule(
            pattern(
                r"^(?:but |so |and |well,? )?why (?:didn't|haven't) you (?:just |ever |simply |even )*",
                "(?P<do>leave|tell (?:him|her|them|someone|somebody|anyone|your \\w+)|break up(?: with (?:him"
                "|her|them))?|walk away|say (?:no|something|anything)"
                r"|stand up for yourself|speak up|report (?:it|him|her|them)|ask for help|talk to (?:him|her"
                r"|them|someone|somebody|your \w+))(?P<rest>[^.!?]{0,40})\?+$",
            ),
            into=(
                r"what made it hard to \g<do>\g<rest>?",
                r"what would make it easier to \g<do>\g<rest>?",
                r"what stood in the way when you wanted to \g<do>\g<rest>?",
            ),
        ),
    ),
)
