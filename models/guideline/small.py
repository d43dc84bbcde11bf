"""Sentences that make the trouble small, put it on the seeker, or say they know it already."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.rule import Reach, Rule

_I = re.IGNORECASE

_TAKES_BACK = re.compile(
    r"\b(?:doesn't|does not|don't|do not|didn't|isn't|is not|aren't|never) (?:mean|make|matter|change|help"
    r"|have to|compare)|\b(?:not|no) (?:a )?(?:competition|contest|comparison)|\bstill (?:valid|real|hurts?"
    r"|matters?|counts?)|"
    r"\b(?:valid|even (?:if|though|when)|just because|nobody should|no one should|not true that|may (?:feel"
    r"|think|say|tell)|might (?:feel|think|say|tell))\b|"
    r"\b(?:say|says|said|saying|tell|tells|told|telling|hear|heard|think|thinks|thought|feel like|feels like"
    r"|believe|believes)\b(?: \w+){0,2} (?:that )?(?:you|it|other|others|people|some|at least|there)\b|\?",
    _I,
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
            re.compile(
                r"\b(?:others?|(?:other|some|many|so many|most|plenty of|lots of|millions of"
                r"|a lot of) (?:other )?(?:people|kids|folks|women|men|families|teens|girls|guys|ones)|people"
                r"|everyone|everybody|somebody|someone)(?: else| out there| in the world| in other countries"
                r"| who)*"
                r"(?: (?:that|who))?(?:'ve| have| has| had| got| actually| really| always)* (?:it|things"
                r"|problems|lives)?(?: (?:a lot|so much|much|far|way|even))* ?worse\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=_TAKES_BACK,
        ),
        Rule(
            re.compile(
                r"\b(?:it|things|this) (?:could|can|might) (?:always |easily )?(?:be|have been|get) (?:so "
                r"|a lot |much |far |way )*worse\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(_TAKES_BACK.pattern + r"|\b(?:if|unless|or|when|without)\b", _I),
            words_at_most=14,
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:but|and|so|well|because) |^well,? )at least (?:you(?:'re not| are not"
                r"|'ve (?:still )?got| aren't|r \w+ (?:is|are)n't| (?:still |do |can still )?(?:have|got|get|had"
                r"|didn't|don't|weren't|own|live|can (?:still )?(?:walk|see|eat|work)))|"
                r"(?:he|she|they|it|that|this|your (?:\w+ ){1,2}?)(?: ?(?:'s|'re))? ?(?:didn't|isn't|wasn't"
                r"|doesn't|don't|aren't|never|is|are|was|not|still|has|have)\b|nobody|no one|there's|there is)",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(
                r"\?|\bat least (?:you have|you've got|you got|you had) (?:told|asked|tried|reached|taken|made"
                r"|started|noticed|been able|the courage|us|to|someone|somebody|people|friends who"
                r"|that much insight)\b",
                _I,
            ),
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:but|and|so|because|honestly|think|well|honestly,|come on) |\bcome on,? )(?:it"
                r"|this|that)(?:'s| is|s) (?:really |honestly |just |all |only |probably |all just )*"
                r"(?:not (?:really |even )?(?:that|so) (?:bad|big|serious|deep|hard)(?= *[.,!;]|$| and\b| but\b"
                r"| to be honest)|not (?:such )?(?:a |the )?(?:big|huge) deal(?= *[.,!;]|$)|no big deal"
                r"|nothing (?:to (?:worry|cry|be (?:sad|upset)|get upset|stress|lose sleep)|serious)\b|a phase\b"
                r"|(?:teenage|teen) (?:drama|angst)|(?:all )?in your (?:head|mind)\b|attention.seeking"
                r"|first.world problems?)",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=_TAKES_BACK,
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:but|and|so|because|think|honestly|that) )(?:you(?:'re| are| r)|ur"
                r"|youre) (?:really |just |probably |kind of |clearly |a bit |totally |being )*(?:overreacting"
                r"|over.?thinking (?:it|this|everything)|too sensitive|too emotional|over.?sensitive"
                r"|making a (?:big deal|mountain|fuss)|too young to (?:be|feel|know)|just (?:tired|hormonal"
                r"|a teenager|being a teenager|going through a phase))\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(_TAKES_BACK.pattern + r"|\b(?:not|aren't|if|whether)\b", _I),
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:and|but|so|just|should|need to|gotta|have to"
                r"|must) )(?:just )?(?:count your blessings|look on the bright side|look at the bright side"
                r"|be (?:more )?(?:grateful|thankful) (?:for|that|you)|focus on the positives?"
                r"|appreciate what you have)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(_TAKES_BACK.pattern + r"|\b(?:when|if|might|could|easy to|hard to|try to)\b", _I),
            words_at_most=20,
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:but|and|so|because) )(?:you(?:'ve got| have| got| still have|'re too)"
                r"|there(?:'s| is) (?:still )?)(?: so| too)? (?:much|many (?:things|reasons)"
                r"|young and have (?:so )?much) to (?:live for|be (?:grateful|thankful|happy) (?:for|about))\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            words_at_most=18,
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:but|and|so|because) )(?:every(?:one|body)|we all|all (?:teenagers|people"
                r"|couples|kids|men|women)) (?:goes?|feels?|gets?|has|have|deals? with"
                r"|struggles?)(?: \w+){0,2} (?:like (?:that|this)|through (?:that|this|it)|that way|this way|sad"
                r"|problems|issues|bad days|stressed|down)(?: \w+)?(?= *[.,!;]|$)(?! but)",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(_TAKES_BACK.pattern + r"|\b(?:differently|alone|okay|normal|time|own way)\b", _I),
            words_at_most=14,
        ),
    ),
)

_NOT_BLAME = re.compile(
    r"\b(?:not|never|isn't|wasn't|aren't|weren't|don't|didn't|doesn't|none|nothing|no one|nobody|no way|if"
    r"|whether|may|might|feel like|feels like|felt like|feel|feels|think|thinks|thinking|believe|believing|"
    r"convinced?|say|says|said|saying|tell|tells|told|telling|blam(?:e|es|ed|ing)|as though|as if|thought"
    r"|make you|makes you|made you|making you|hear|heard|worr(?:y|ied)|without|stop|accus\w+|call(?:s|ed"
    r"|ing)? you)\b|\?",
    _I,
)
_SELF = (
    r"(?:selfish|dramatic|over.?dramatic|lazy|weak|childish|ridiculous|ungrateful|needy|immature|spoiled"
    r"|an? (?:attention.seeker|coward|drama queen|baby|victim|crybaby|doormat|pushover|spoiled \w+)"
    r"|irresponsible|foolish|silly|na[iï]ve|manipulative|toxic|self.?centered|self.?absorbed)"
)

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
            re.compile(
                r"\b(?:it|this|that|all of (?:it|this|that)|what happened)(?:'s| is| was|s) (?:all |really "
                r"|kind of |kinda |partly |partially |probably |just |honestly |also |mostly |totally )*(?:your"
                r"|ur) (?:own )?(?:damn |fucking )?(?:fault|doing)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=_NOT_BLAME,
        ),
        Rule(
            re.compile(
                r"\byou (?:\w+ )?(?:brought (?:this|that|it|all of this|all this)(?: up)?on yourself|did (?:this"
                r"|that|it) to yourself|only have yourself to blame|have only yourself to blame|have (?:no one"
                r"|nobody) to blame but yourself|let (?:this|that|it|him|her|them) (?:happen|walk all over you"
                r"|treat you (?:like )?(?:this|that)(?: way)?|use you)|(?:made your bed|asked for (?:it|this"
                r"|that))|chose (?:this|that) (?:life|situation)?|knew what you were getting into|are (?:partly "
                r"|also |just as )?to blame|should(?:'ve| have|a) known(?: better)?|should(?:'ve| have"
                r"|a) thought (?:of|about) that)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=_NOT_BLAME,
        ),
        Rule(
            re.compile(
                r"\b(?:what|well,? what) (?:did|do|were) you expect(?:ing)?\b(?! from (?:him|her|them|your|a|the"
                r"|us|me|therapy|counsel))",
                _I,
            ),
            reach=Reach.SENTENCE,
            words_at_most=12,
        ),
        Rule(
            re.compile(
                rf"(?:^|[,;:] |\b(?:but|and|so|because|honestly|that) )(?:you(?:'re| are| r)|ur|youre|you sound"
                rf"|you seem) (?:just |really |so |kind of |kinda |a bit |a little |pretty |very |simply "
                rf"|acting |also |honestly |being )*{_SELF}\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=_NOT_BLAME,
        ),
        Rule(
            re.compile(
                r"(?:\b(?:just )?(?:think|thought) (?:about|of) (?:how|what) (?:this|that|it|your \w+"
                r"|you)(?: \w+){0,6} (?:family|parents|mom|mother|mum|dad|father|kids|children|friends|them"
                r"|feel)|\bthink (?:of|about) (?:your|the) (?:family|parents|mother|mom|kids"
                r"|children)\b(?= *[.,!]|$)|\bhow could you (?:do|even|let|be so|think)|\b(?:it's|it is|that's"
                r"|that is|that would be|suicide is|killing yourself is) (?:so |really |just |very |pretty "
                r"|kind of )*selfish\b)",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(r"\b(?:not|isn't|never|don't|myth|say|says|people|helps?)\b", _I),
            words_at_most=20,
        ),
        Rule(
            re.compile(
                r"\byou(?:'re| are)(?: just| clearly| obviously| simply"
                r"| really)? (?:not (?:even )?(?:really )?trying(?: hard enough)?|playing (?:the )?victim"
                r"|making excuses|being (?:such )?a (?:doormat|pushover|victim|baby))\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(r"\b(?:if|say|says|told|feel like|because|to)\b|\?", _I),
        ),
        Rule(
            re.compile(
                r"^(?:but |so |and |well,? )?why (?:didn't|don't|haven't|did|do|wouldn't"
                r"|won't) (?:you )?(?:not )?(?:just |ever |simply |even )*(?P<v>leave|tell (?:him|her|them"
                r"|someone|somebody|anyone|your \w+)|break up(?: with (?:him|her|them))?|walk away|say (?:no"
                r"|something|anything)|stand up for yourself|speak up|report (?:it|him|her|them)|ask for help"
                r"|talk to (?:him|her|them|someone|somebody|your \w+))(?P<r>[^.!?]{0,40})\?+$",
                _I,
            ),
            into=(
                r"What made it hard to \g<v>\g<r>?",
                r"What would make it easier to \g<v>\g<r>?",
                r"What stood in the way when you wanted to \g<v>\g<r>?",
            ),
            reach=Reach.MATCH,
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
            re.compile(
                r"\bi (?:totally |completely |really |definitely )?(?:know|understand|get|feel) (?:exactly"
                r"|precisely|completely|totally) (?:how|what) (?P<w>(?:you|you're|you are"
                r"|you must be) ?(?:feel(?:ing)?|felt|'re feeling|are feeling|going through|are going through"
                r"|mean)?)(?= *[.,!;]|$| and\b| but\b| because\b| right now\b)",
                _I,
            ),
            into=(
                "I can only guess how this feels for you",
                "I can't fully know how this is for you",
                "I can only imagine part of what this is like for you",
                "I can't know all of what this is like for you",
            ),
            unless=re.compile(r"what you mean|\b(?:don't|can't|cannot|not|never|wish)\b|\?", _I),
        ),
    ),
)
