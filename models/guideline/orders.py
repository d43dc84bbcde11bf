"""Orders become offers, and harsh pushes lose their edge."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.rule import Reach, Rule

_I = re.IGNORECASE

# Where advice can begin; "what you should", "the life you have to live" and "he said you should" do not match.
_OPENING = (
    r"(?:^|(?<=[,;:(] )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bthen )|(?<=\bi think )|(?<=\bi believe )|(?<=\bfirst )"
    r"|(?<=\bmaybe )|(?<=\bthink that )|(?<=\bhonestly )|(?<=\bi feel like ))"
)
_ACT = (
    r"(?:accept|allow|apologi[sz]e|ask|avoid|be (?:honest|clear|direct|open|patient|firm|consistent|gentle|kind"
    r"|willing|upfront|specific)|"
    r"begin|block|break|build|call|change|check|choose|confront|consider|contact|continue|create|cut|decide"
    r"|develop|discuss|"
    r"do (?:some|your|that|this|it|what)|end|establish|examine|explain|explore|express|face|figure|find|focus"
    r"|forgive|get|give|go|"
    r"identify|ignore|join|keep|learn|leave|let|listen|look|love yourself|make|meet|move|notice|open|pay"
    r"|practi[cs]e|put|quit|"
    r"reach|read|report|respect|ask|say|search|see (?:a|an|your|someone|somebody|if)|seek|set|share|show|sit"
    r"|speak|spend|start|stay|"
    r"step|stick|stop|take|talk|teach|tell|think|treat|trust|try|turn|use|visit|wait|walk|work|write)\b"
)
_EMERGENCY = re.compile(
    r"\b(?:911|999|112|988|emergenc\w+|e\.?r\.?|a&e|hospital|ambulance|police|hot ?lines?|helplines?|crisis"
    r"|suicid\w+|safe|safety|"
    r"in danger|medical attention|right away|immediately|protective services|restraining order|lawyer|attorney)\b",
    _I,
)
_NOT_ADVICE = re.compile(
    r"\?\s*$|\b(?:you should (?:see|know|hear) (?:how|that)|must be|sounds? (?:so|like|really)|so much on"
    r"|that's a lot|they (?:say|said|told)|"
    r"(?:he|she|people|everyone|mom|dad|mother|father) (?:says?|said|tells?|told|thinks?|keeps? (?:saying|telling)))\b",
    _I,
)
_OFFERS = (
    r"you could \g<keep>",
    r"you might want to \g<keep>",
    r"it might help to \g<keep>",
    r"you could \g<keep>",
)
_NOT_OFFERS = (r"it might help not to ", r"it may be kinder to yourself not to ", r"it could help not to ")

ORDERS = Guideline(
    id="orders",
    looks_for="Advice given as an order: you need to, you must, you should, bare commands about somebody's life.",
    edit="The same advice as an offer.",
    reason="An offer is easier to take in than an order when somebody is struggling.",
    source="LLUMI: gentle advice; r/SuicideWatch: no tough love; PARTNER and HAILEY: partnership over direction",
    weight=0.45,
    rules=(
        Rule(
            re.compile(
                rf"{_OPENING}you(?: (?:really|just|definitely|absolutely|honestly|seriously|simply|still|probably))?"
                rf"(?:'d better| had better| better|'ve got to| have got to| gotta| ought to| must| need to"
                rf"| should| (?:are|'re) going to have to|'ll have to| will have to)"
                rf"(?: (?:really|just|definitely|absolutely|seriously|simply))? (?P<keep>(?:also |first "
                rf"|at least |probably )?)(?={_ACT})",
                _I,
            ),
            into=_OFFERS,
            unless=re.compile(f"{_EMERGENCY.pattern}|{_NOT_ADVICE.pattern}", _I),
        ),
        # "You have to" also tells what somebody's life is like, so only verbs that can be nothing but advice count.
        Rule(
            re.compile(
                rf"{_OPENING}you(?: (?:really|just|definitely|absolutely))? have to (?:just "
                rf"|really )?(?P<keep>(?:also |first )?)"
                r"(?=(?:ask|tell|talk to|let (?:him|her|them|it|go)|learn|accept|forgive|decide|find|focus|leave"
                r"|love yourself|start|"
                r"stop|try|set|give yourself|speak|break up|reach out|confront|move on|seek|consider"
                r"|be (?:honest|clear|patient|open|firm))\b)",
                _I,
            ),
            into=_OFFERS,
            unless=re.compile(
                f"{_EMERGENCY.pattern}|{_NOT_ADVICE.pattern}|\\b(?:all|every ?day|every time|on top of)\\b", _I
            ),
        ),
        Rule(
            re.compile(
                rf"{_OPENING}you (?:really |definitely )?(?:shouldn't|should not|must not|mustn't|should never"
                rf"|must never) (?={_ACT})",
                _I,
            ),
            into=_NOT_OFFERS,
            unless=re.compile(f"{_EMERGENCY.pattern}|{_NOT_ADVICE.pattern}", _I),
        ),
        Rule(
            re.compile(
                r"^(?:just |so |please |honestly,? |seriously,? )?(?P<v>leave|dump|divorce|ditch) (?P<o>him|her"
                r"|them|your \w+|this \w+|that \w+)(?=\s*[,.!]|$| and\b)",
                _I,
            ),
            into=(
                r"It could be worth thinking about whether to leave \g<o>",
                r"Leaving \g<o> is something you could think over",
            ),
            unless=re.compile(r"\b(?:alone|behind|a message|voicemail|be|space|time)\b", _I),
        ),
        Rule(
            re.compile(
                r"^(?:just |so |please )?(?P<v>break up with|cut off|block|walk away from|move out|quit (?:your"
                r"|the|that|this) \w+|get a divorce)\b(?!\w)",
                _I,
            ),
            into=(r"You could think about whether to \g<v>", r"It might be worth weighing up whether to \g<v>"),
        ),
        Rule(
            re.compile(
                r"^(?:just |so |please |then |first,? |seriously,? )?(?P<v>(?:go (?:to|and see|see|talk to)|see"
                r"|get|find|seek) (?:a |an |some |yourself a |professional )(?:\w+ )?(?:help|therapists?|therapy"
                r"|counsell?ors?|counsell?ing|doctor|psychologist|psychiatrist|job|hobby|grip))\b",
                _I,
            ),
            into=(r"It might help to \g<v>", r"You could \g<v>", r"It may be worth trying to \g<v>"),
            unless=re.compile(f"{_EMERGENCY.pattern}|get a grip", _I),
        ),
        Rule(
            re.compile(
                r"^(?:just |so |please |and )?(?P<v>(?:stop|quit) (?:texting|calling|messaging|seeing|talking to"
                r"|checking|chasing|drinking|smoking|"
                r"going|letting|giving|spending|living|sleeping|looking at|asking|lying|hiding|waiting|answering"
                r"|contacting|following|trying to)\b)",
                _I,
            ),
            into=(r"It might help to \g<v>", r"You could try to \g<v>", r"It could help to \g<v>"),
            unless=_EMERGENCY,
        ),
    ),
)

_PUSH = (
    r"(?:man up|grow up|grow the \w+ up|suck it up|toughen up|snap out of (?:it|this|that)"
    r"|pull yourself together|get a grip(?: on yourself)?|"
    r"get your (?:shit|act|life|crap) together|get over yourself|quit (?:whining|complaining|moping|wallowing"
    r"|crying)|be a man|"
    r"stop (?:whining|complaining|moping|wallowing|crying|overreacting|making excuses|feeling sorry for yourself|"
    r"playing (?:the )?victim|being (?:so |such a |a )*(?:negative|dramatic|weak|lazy|sad|baby|victim|selfish"
    r"|sensitive|pathetic|silly|childish|"
    r"depressed|needy|emotional|afraid|scared|insecure))|"
    r"(?:just )?(?:be|think) (?:more )?positive(?:ly)?|cheer up|choose to be happy|just be (?:happy|strong"
    r"|grateful|thankful|glad)|toughen yourself up|"
    r"try harder|just relax|just calm down|calm down|get used to it|stop thinking about it"
    r"|stop worrying(?: about (?:it|everything|this))?|"
    r"put on your big (?:girl|boy) pants|pick yourself up|lighten up|deal with it|build a bridge)"
)
_NOT_A_PUSH = re.compile(
    r"\b(?:not|never|can't|cannot|don't|didn't|doesn't|isn't|won't|wouldn't|shouldn't|no one can|nobody can"
    r"|hard(?:er)? to|how to|as if|like you (?:can|should)|"
    r"people who|anyone who|whoever|(?:tell|tells|told|telling|say|says|said|saying|hear|heard) (?:you|me|him"
    r"|her|us|someone|people|that|us)?|had to|made (?:you|me)|"
    r"want(?:ed)? to|trying to|help(?:s|ed|ing)? you|able to|kids|learn(?:ing)? to|ways? to|instead of|rather than)\b",
    _I,
)
_PUSHED = (
    r"(?:you (?:\w+ )?(?:need to|should|must|have to|gotta|got to|ought to|better|can just|could just)"
    r"|you've got to|you'd better|(?:it's )?time to|why (?:don't|can't) you|can't you|can you)"
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
            re.compile(
                rf"(?:^|[,;:] |\b(?:and|but|so) |\b{_PUSHED} )(?:just |simply )?(?:get over"
                rf"|move on from) (?P<o>him|her|them|it|this|that|(?:your|the|this|that) \w+)(?: already"
                rf"| now)?(?=\s*[,.!?;]|$| and\b| but\b)",
                _I,
            ),
            into=(
                r"getting over \g<o> can take as long as it takes",
                r"there's no clock on getting over \g<o>",
                r"nobody gets to rush you into getting over \g<o>",
                r"it's all right if getting over \g<o> is slow",
            ),
            reach=Reach.CLAUSE,
            unless=_NOT_A_PUSH,
        ),
        Rule(
            re.compile(
                rf"(?:^(?:just |so |and |well,? )?|\b{_PUSHED} (?:just |simply |really )?)(?:move on|let (?:it"
                rf"|this|that) go|get past (?:it|this|that))(?: already| now| with your life"
                rf"| and \w+ \w+)?\s*[.!?]*$",
                _I,
            ),
            into=(
                "moving on can wait until you're ready for it",
                "there's no deadline for moving on",
                "letting go of something like this is slow work, and that's all right",
                "you don't have to be over this on anybody's timetable",
            ),
            reach=Reach.CLAUSE,
            unless=_NOT_A_PUSH,
        ),
        Rule(
            re.compile(
                rf"(?:^(?:just |so |and |please |seriously,? |honestly,? |then )?|[,;:] (?:just |so )?|\b(?:and"
                rf"|but|so|just|please|dude|bro) (?:just )?|\b{_PUSHED} (?:just |simply "
                rf"|really )?){_PUSH}(?! and see)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            unless=_NOT_A_PUSH,
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:and|but|so|because) )(?:(?:life|the world) (?:isn't|is not|ain't) fair"
                r"|welcome to (?:the real world|real life|adulthood)|that's (?:just )?life|no (?:more )?excuses"
                r"|happiness is a choice|you (?:just )?have to want it|you've had (?:long enough|enough time)"
                r"|nobody (?:is going to|will|'s going to|'s gonna) (?:save|fix|rescue) you)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            words_at_most=16,
        ),
        Rule(
            re.compile(
                r"(?:^|[,;:] |\b(?:and|but|so) )you (?:really )?(?:shouldn't|should not|have no (?:reason"
                r"|right) to) (?:be |feel |feeling )(?:like |this |that |so )*(?:that|this|way|sad|upset|bad"
                r"|down|depressed|angry|hurt)\b(?: way)?",
                _I,
            ),
            into=(
                "it's okay to feel the way you do",
                "what you feel is allowed to be there",
                "your feelings about it make sense",
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(r"\b(?:guilty|ashamed|about asking|have to)\b|\?", _I),
        ),
    ),
)
