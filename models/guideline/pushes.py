"""Tough love: telling somebody to pull themselves together."""

from __future__ import annotations

from models.guideline.guideline import Guideline
from models.guideline.patterns import any_of, pattern
from models.guideline.rule import Reach, Rule

_PUSHED = any_of(
    r"\byou (?:\w+ )?(?:need to|should|must|have to|gotta|got to|ought to|better|can just|could just)",
    r"\byou(?:'ve got to|'d better)",
    r"(?:^|\bit's |\bit is )(?:about )?time to",
    r"\b(?:why (?:don't|can't) you|can't you|can you)",
)
_ALONE = (
    "^(?:just |so |and |but |please |seriously,? |honestly,? |then |now |well,? |dude,? |bro,? |come on,? |hey,? )?"
)
_START = any_of(
    _ALONE,
    "[,;:] (?:just |so |now |and just |dude |bro )?",
    rf"{_PUSHED} (?:just |simply |really )?",
    r"\b(?:and|but|so) just ",
)
_HARSH = any_of(
    r"man up|grow up|grow the \w+ up|suck it up|toughen (?:yourself )?up|snap out of (?:it|this|that)"
    r"|pull yourself together",
    r"get a grip(?: on yourself)?|get your (?:shit|act|life|crap) together|get over yourself|be a man|build a bridge",
    r"put on your big (?:girl|boy) pants|(?:quit|stop) (?:whining|complaining|moping|wallowing|overreacting"
    r"|making excuses)",
    r"stop (?:feeling (?:so )?sorry for yourself|playing (?:the )?victim|acting like (?:a|the) (?:victim|baby|child))",
    r"(?:quit|stop) being (?:so |such a |a )*(?:negative|dramatic|weak|lazy|sad|baby|victim|selfish|sensitive"
    r"|pathetic|silly|childish|"
    r"depressed|needy|emotional|afraid|scared|insecure|ungrateful)",
    r"take control of your life|choose to be happy|lighten up|pick yourself up and",
)
"""Never kind, wherever a clause begins with it."""
_CURT = any_of(
    r"(?:quit|stop) crying|cheer up|(?:(?:just )?try to )?(?:be|think|stay|keep) (?:more )?positive(?:ly)?"
    r"|just be (?:happy|strong|grateful"
    r"|thankful|glad)",
    r"try harder|(?:just )?relax|(?:just )?calm down|get used to it|deal with it|forget (?:about )?it|keep busy"
    r"|move forward",
    r"(?:just )?breathe and move forward|be (?:strong|stronger|happy)",
    r"(?:stop|quit) (?:thinking|worrying|overthinking|dwelling|obsessing|stressing|looking back"
    r"|complaining)(?: so much)?"
    r"(?: (?:about|on|over) (?:it|everything|this|that|him|her|them))?",
    r"be (?:more|less|a bit more) (?:confident|positive|grateful|sensitive|emotional|assertive|outgoing|social"
    r"|strong|disciplined)",
)
"""Curt when it is the whole of a sentence, and often good advice inside a longer one."""
_LOOK_ALIKE = any_of(
    r"\b(?:not|never|can't|cannot|don't|didn't|doesn't|isn't|won't|wouldn't|shouldn't|no one can|nobody can"
    r"|no need to)\b",
    r"\b(?:hard(?:er)? to|how to|as if|like you (?:can|should)|people who|anyone who|whoever|had to|made (?:you"
    r"|me)|want(?:ed)? to)\b",
    r"\b(?:tell|tells|told|telling|say|says|said|saying|hear|heard)\b",
    r"\b(?:trying to|help(?:s|ed|ing)? you|able to|kids|learn(?:ing)? to|ways? to|instead of|rather than"
    r"|easier said)\b",
)

TOUGH_LOVE = Guideline(
    id="tough-love",
    looks_for="Telling somebody to pull themselves together: get over it, man up, stop feeling sorry for yourself.",
    edit="Takes the push out, or turns it into leave to take time.",
    reason="A push to pull oneself together often lands as not being heard.",
    source="r/SuicideWatch: abuse and tough love are not allowed; #chatsafe: no accusation",
    weight=1.0,
    is_serious=True,
    rules=(
        Rule(
            pattern(
                _START,
                "(?:just |simply )?(?:get over|move on from) (?P<what>him|her|them|it|this|that|(?:your|the"
                "|this|that) (?:ex|break ?up|divorce|past|loss|relationship))",
                r"(?: already| now)?(?=\s*[,.!?;]|$| and\b| but\b)",
            ),
            into=(
                r"getting over \g<what> can take as long as it takes",
                r"there's no clock on getting over \g<what>",
                r"nobody gets to rush you into getting over \g<what>",
                r"it's all right if getting over \g<what> is slow",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(_LOOK_ALIKE),
            words_at_most=20,
        ),
        Rule(
            pattern(
                any_of("^(?:so |and |but |please )?just ", rf"{_PUSHED} (?:just |simply |really )?"),
                r"(?:move on|let (?:it|this|that) go|get past (?:it|this|that))(?: already| now"
                r"| with your life)?\s*[.!?]*$",
            ),
            into=(
                "moving on can wait until you're ready for it",
                "there's no deadline for moving on",
                "letting go of something like this is slow work, and that's all right",
                "you don't have to be over this on anybody's timetable",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(any_of(_LOOK_ALIKE, r"\b(?:if|when|once|unless)\b")),
            words_at_most=14,
        ),
        Rule(pattern(_START, _HARSH, r"\b"), reach=Reach.CLAUSE, unless=pattern(_LOOK_ALIKE)),
        Rule(
            pattern(
                any_of(_ALONE, rf"{_PUSHED} (?:just |simply |really )?"), _CURT, r"(?: already| now)?(?=\s*[,.!]|$)"
            ),
            reach=Reach.CLAUSE,
            unless=pattern(_LOOK_ALIKE),
            words_at_most=12,
        ),
        Rule(
            pattern(
                any_of("^(?:just |so |and |please |but |and please )?", "[,;:] (?:just )?"),
                "(?:don't|do not) ",
                any_of(
                    "make (?:any )?excuses|be (?:so |such a |a )*(?:sad|dramatic|sensitive|silly|negative|baby"
                    "|victim|lazy|weak|selfish|ridiculous|pathetic|emotional)",
                    "waste (?:your |any |more )*time (?:being|feeling|on|with|crying|thinking)|dwell on (?:it"
                    "|this|that)|overthink (?:it|this|everything)",
                    "feel sorry for yourself|cry over|let it get to you|give me",
                ),
                r"\b",
            ),
            reach=Reach.CLAUSE,
            words_at_most=18,
        ),
        Rule(
            pattern(
                any_of("^", "[,;:] ", r"\b(?:and|but|so|because) "),
                any_of(
                    r"(?:life|the world) (?:isn't|is not|ain't) fair|welcome to (?:the real world|real life"
                    r"|adulthood)|that's (?:just )?life(?= *[.,!]|$)",
                    r"no (?:more )?excuses|(?:happiness|pain|suffering|sadness) is a choice"
                    r"|you (?:just )?have to want it"
                    r"|you've had (?:long enough|enough time)",
                    r"nobody (?:is going to|will|'s going to|'s gonna) (?:save|fix|rescue) you",
                ),
                r"\b",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(r"\b(?:say|says|said|tell|tells|told|hear|heard|know|feel)\b"),
            words_at_most=16,
        ),
        Rule(
            pattern(
                any_of("^", "[,;:] ", r"\b(?:and|but|so) "),
                "you (?:really )?(?:shouldn't|should not|have no (?:reason|right) to) (?:be |feel |feeling )",
                r"(?:so |like )*(?:(?:that|this)(?: way)?|sad|upset|bad|down|depressed|angry|hurt)\b",
            ),
            into=(
                "it's okay to feel the way you do",
                "what you feel is allowed to be there",
                "your feelings about it make sense",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(r"\b(?:guilty|ashamed|about asking|for (?:asking|reaching|wanting|needing|setting))\b|\?"),
            words_at_most=20,
        ),
    ),
)
