"""Curt commands in a short reply, where they are most of what somebody hears."""

from __future__ import annotations

from models.guideline.guideline import Guideline
from models.guideline.orders import URGENT
from models.guideline.patterns import any_of, pattern
from models.guideline.rule import Rule

_BEFORE = "(?:just |simply |so |then |and |honestly,? |seriously,? )?"
_WARM = any_of(
    r"\b(?:take (?:good )?care|take (?:it|your time|all the time)|easy|gentl[ey]|kind to yourself|be kind"
    r"|keep (?:going|writing|posting|us|talking|fighting|it up)|hang in)\b",
    r"\b(?:tell us|tell me|talk to (?:us|me)|let (?:us|me)|write (?:us|me|again|here|back)|come back|ask (?:us"
    r"|me|here|away)|read (?:this|that) again|call me)\b",
    r"\b(?:if you (?:like|want|can|feel|need)|when you (?:feel|want|are|can)|whenever|maybe|perhaps|feel free"
    r"|remember|best|a hug|some rest|well soon)\b|\d|[\ue100-\uf8ff]|\bmake sure (?:that )?you (?:continue|keep|are)\b",
)
_DO = any_of(
    "go (?:to|out|outside|for|home|and|see|on a)|get (?:a|some|an|out|yourself|up|off|rid|more|your)",
    "find (?:a|some|an|new|other|yourself|someone|somebody|another)|make (?:a|some|new|an|time)|move (?:out|away|back)",
    "keep (?:a|busy|yourself|your)|start (?:a|by|with|going|doing|looking|working|exercising)|stand up|speak (?:up|to)",
    "(?:buy|eat|drink|sleep|exercise|meditate|volunteer|study|download|join|delete|cut)"
    r"(?= (?:a|an|the|some|your|more|less|well|better|earlier|regularly|something|every|at|in|out|it|that|with"
    r"|and|for|on)\b)",
    "call (?:a|your|him|her|them)|text (?:a|your|him|her|them)|talk to (?:a|your|him|her|them|someone|somebody)",
    "tell (?:him|her|them|your|someone|somebody)|ask (?:him|her|them|your|for|a)|read (?:a|some|books)|focus on"
    "|learn to",
    "set (?:a|some|boundaries|limits)|forget (?:about )?(?:him|her|them)|write (?:it|things|everything|a|down)",
    "leave (?:the|your|that)|ignore (?:him|her|them|it|that|your)|see (?:a|your|someone|somebody)",
)
_NOT = any_of(
    "answer|call|text|contact|reply|respond|nap|drink|eat|check|look at|hide|talk to|read|tell|stay|go|let|keep"
    "|listen to|trust|think about|isolate|bottle",
)

COMMANDS = Guideline(
    id="commands",
    looks_for="Bare commands in a short reply: get a hobby, just go outside, don't answer them.",
    edit="The same advice as an offer.",
    reason="A bare command can sound easier said than done; an offer leaves the choice.",
    source="LLUMI: gentle advice; BOLT: problem-solving offered too soon",
    weight=0.45,
    is_for_short_drafts=True,
    rules=(
        Rule(
            pattern("^", _BEFORE, rf"(?P<do>{_DO}\b)"),
            into=(r"you could \g<do>", r"you might want to \g<do>", r"it might help to \g<do>"),
            unless=pattern(any_of(URGENT, _WARM, r"\?\s*$", r"^and\b")),
            words_at_most=13,
        ),
        Rule(
            pattern(
                r"^(?P<n>first|second|third|next|then),? (?P<do>make|get|find|write|set|talk|tell|call|start|go"
                r"|choose|pick)\b"
            ),
            into=(r"\g<n>, you could \g<do>", r"\g<n>, it might help to \g<do>"),
            unless=pattern(any_of(URGENT, _WARM)),
            words_at_most=13,
        ),
        Rule(
            pattern("^", _BEFORE, rf"(?:don't|do not) (?P<do>{_NOT}\b)"),
            into=(r"it might help not to \g<do>", r"it could be good not to \g<do>"),
            unless=pattern(
                any_of(
                    URGENT,
                    _WARM,
                    r"\b(?:forget|worry|give up|hesitate|be afraid|lose hope|you dare|go anywhere|let (?:anyone"
                    r"|anybody|them|him|her|this|that|it))\b",
                    r"\bdon't\b.*\bdon't\b",
                )
            ),
            words_at_most=13,
        ),
    ),
)
