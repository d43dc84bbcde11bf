"""Orders become offers."""

from __future__ import annotations

from models.guideline.guideline import Guideline
from models.guideline.medical import DRUG
from models.guideline.patterns import any_of, maybe, pattern
from models.guideline.rule import Rule

# Where advice can begin. "What you should", "the life you have to live" and "he said you should" are something else.
_OPENING = any_of(
    "^",
    r"(?<=[,;:(] )",
    *(
        rf"(?<=\b{word} )"
        for word in ("and", "but", "so", "then", "i think", "i believe", "first", "maybe", "think that", "honestly")
    ),
)
_ACTS = any_of(
    "accept|allow|apologi[sz]e|ask|avoid|begin|block|break|build|call|change|check|choose|confront|consider"
    "|contact|continue",
    "be (?:honest|clear|direct|open|patient|firm|consistent|gentle|kind|willing|upfront|specific)",
    "create|cut|decide|develop|discuss|do (?:some|your|that|this|it|what)|end|establish|examine|explain|explore"
    "|express|face",
    "figure|find|focus|forgive|get|give|go|identify|ignore|join|keep|learn|leave|let|listen|look|love yourself"
    "|make|meet|move",
    "notice|open|pay|practi[cs]e|put|quit|reach|read|report|say|search|see (?:a|an|your|someone|somebody|if)"
    "|seek|set|share",
    "apply|book|buy|clean|cook|count|drink|eat|exercise|hold|invite|journal|limit|list|live|meditate|pick|plan"
    "|prepare|prioriti[sz]e|relax|remove|rest|return"
    "|save|send|sleep|study|train|travel|volunteer|wash|download|count",
    "show|sit|speak|spend|start|stay|step|stick|stop|take|talk|teach|tell|think|treat|trust|try|turn|use|visit"
    "|walk|work|write",
)
_ONLY_ADVICE = any_of(
    "ask|tell|talk to|let (?:him|her|them|it|go)|learn|accept|forgive|find|focus|leave|love yourself|start|stop"
    "|try|set",
    "give yourself|speak|break up|reach out|confront|seek|consider|be (?:honest|clear|patient|open|firm)",
)
URGENT = any_of(
    r"\b(?:911|999|112|988|emergenc\w+|e\.?r\.?|a&e|hospital|ambulance|police|hot ?lines?|helplines?|crisis"
    r"|suicid\w+)\b",
    rf"\b(?:{DRUG})\b",
    r"\b(?:safe|safety|in danger|danger|medical\w*|right away|immediately|asap|straight away|protective services)\b",
    r"\b(?:as soon as possible|doctors?|physicians?|dermatologist|dentist|gp|checked out|blood tests?|tested"
    r"|stay home)\b",
    r"\b(?:restraining order|protective order|lawyer|attorney|abus\w+|violen\w+)\b",
)
"""Where somebody may be in danger, an order can be the right word."""
_NOT_ADVICE = any_of(
    r"\?\s*$",
    r"\byou should (?:see|know|hear) (?:how|that)\b",
    r"\bshould (?:begin|start) (?:to )?(?:feel|see|notic)\w*",
    r"\b(?:pat on the back|give yourself (?:some )?credit|be (?:proud|gentle|kind)|good care of yourself)\b",
    r"\b(?:must be|sounds? (?:so|like|really)|so much on|that's a lot|for (?:example|instance))\b",
    r"\b(?:he|she|they|people|everyone|mom|mum|dad|mother|father|parents) (?:keeps? )?(?:says?|said|tells?|told"
    r"|saying|telling|thinks?)\b",
)
_SURE = "(?: (?:really|just|definitely|absolutely|honestly|seriously|simply|still|probably|totally))?"
_KEEP = "(?P<keep>(?:also |first |at least |probably |now )?)"
_BEFORE = "(?:just |so |then |and |honestly,? |seriously,? |first,? )?"

ORDERS = Guideline(
    id="orders",
    looks_for="Advice given as an order: you need to, you must, you should, bare commands about somebody's life.",
    edit="The same advice as an offer.",
    reason="An offer is easier to take in than an order when somebody is struggling.",
    source="LLUMI: gentle advice; r/SuicideWatch: no tough love; PARTNER and HAILEY: partnership over direction",
    weight=0.45,
    rules=(
        Rule(
            pattern(_OPENING, "you", _SURE, " (?:should|ought to)", _SURE, " ", _KEEP, rf"(?={_ACTS}\b)"),
            into=(r"you could \g<keep>", r"you might want to \g<keep>", r"it might help to \g<keep>"),
            unless=pattern(any_of(URGENT, _NOT_ADVICE)),
        ),
        Rule(
            pattern(
                _OPENING,
                "you",
                _SURE,
                any_of("'d better", " had better", " better", "'ve got to", " have got to", " gotta", " need to"),
                _SURE,
                " ",
                _KEEP,
                rf"(?={_ACTS}\b)",
            ),
            into=(r"it might help to \g<keep>", r"you might want to \g<keep>", r"it could help to \g<keep>"),
            unless=pattern(any_of(URGENT, _NOT_ADVICE)),
        ),
        # "You must" also guesses, and "you have to" also tells what somebody's life is like, so only verbs that can be
        # nothing but advice count.
        Rule(
            pattern(_OPENING, "you", _SURE, " (?:have to|must)", _SURE, " ", _KEEP, rf"(?={_ONLY_ADVICE}\b)"),
            into=(r"it might help to \g<keep>", r"you might want to \g<keep>", r"it could help to \g<keep>"),
            unless=pattern(any_of(URGENT, _NOT_ADVICE, r"\b(?:all|every ?day|every time|on top of|just to)\b")),
        ),
        Rule(
            pattern(
                _OPENING,
                "you (?:really |definitely )?(?:shouldn't|should not|must not|mustn't|should never|must never) ",
                rf"(?={_ACTS}\b)",
            ),
            into=("it might help not to ", "it may be kinder to yourself not to ", "it could help not to "),
            unless=pattern(any_of(URGENT, _NOT_ADVICE, r"\bnot? (?:wait|hesitate)|shouldn't have\b")),
        ),
        Rule(
            pattern(
                "^",
                _BEFORE,
                r"(?:leave|dump|divorce|ditch) (?P<whom>him|her|them|your \w+|this \w+|that \w+)(?=\s*[,.!]|$"
                r"| and\b)",
            ),
            into=(
                r"it could be worth thinking about whether to leave \g<whom>",
                r"leaving \g<whom> is something you could think over",
            ),
            unless=pattern(r"\b(?:alone|behind|message|voicemail|be|space|time|door|room|house|phone)\b"),
            words_at_most=14,
        ),
        Rule(
            pattern(
                "^",
                _BEFORE,
                r"(?P<do>break up with|cut off|block|walk away from|move out(?= *[,.!]|$)|quit (?:your|the|that"
                r"|this) \w+|get a divorce)\b",
            ),
            into=(r"you could think about whether to \g<do>", r"it might be worth weighing up whether to \g<do>"),
            words_at_most=14,
        ),
        Rule(
            pattern(
                "^",
                _BEFORE,
                "(?P<do>(?:go (?:to|and see|see|talk to)|see|get|find|seek) (?:out )?(?:yourself )?(?:a |an "
                "|some |professional )",
                maybe(r"\w+ "),
                r"(?:help|therapists?|therapy|counsell?ors?|counsell?ing|doctor|psychologist|psychiatrist|job"
                r"|hobby))\b",
            ),
            into=(r"it might help to \g<do>", r"you could \g<do>", r"it may be worth trying to \g<do>"),
            unless=pattern(URGENT),
            words_at_most=16,
        ),
        Rule(
            pattern(
                "^",
                _BEFORE,
                "(?P<do>(?:stop|quit) (?:texting|calling|messaging|seeing|talking to|checking|chasing|drinking"
                "|smoking|going|letting|giving|spending"
                r"|living|sleeping|looking at|asking|lying|hiding|waiting|answering|contacting|following|trying to))\b",
            ),
            into=(r"it might help to \g<do>", r"you could try to \g<do>", r"it could help to \g<do>"),
            unless=pattern(URGENT),
            words_at_most=18,
        ),
    ),
)
