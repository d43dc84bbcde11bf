"""Help stays where others can see it, and asks nobody to believe or to buy."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.patterns import any_of, pattern
from models.guideline.rule import Reach, Rule

_NOT_AN_OFFER = any_of(
    r"\b(?:don't|do not|never|won't|can't|cannot|shouldn't|rather not|please no|instead of|not take"
    r"|no) (?:\w+ ){0,3}(?:dms?|pms?|message|messages|text|call|email|private)\b",
    r"\b(?:he|she|they|him|her|them|your (?:mom|dad|friend|therapist|doctor|boss|husband"
    r"|wife))\b[^.]{0,30}\b(?:dm|pm|message|text|call|email)\b",
)
_DIRECT = any_of(
    r"(?:private(?:ly)? )?(?:dm|pm|d\.m\.|p\.m\.|inbox|im|text|email|e-mail|whatsapp|snapchat|call|phone|ring"
    r"|message) me|hmu|hit me up",
    r"(?:send|shoot|drop) me (?:a |an )?(?:dm|pm|message|private message|text|email|e-mail|line|chat|note)"
    r"|slide into my dms",
    r"(?:reach out to|contact|write to|talk to) me (?:privately|directly|by (?:phone|email|dm|pm)|in private"
    r"|via (?:dm|pm|chat|email)|on (?:discord|whatsapp|instagram|snapchat|telegram|facebook))",
    r"connect with me (?:directly|privately|at|via|on|through)|chat (?:with me )?(?:privately|in private)"
    r"|add me on \w+|(?:send|shoot) a (?:dm|pm)",
)
_WHERE = (
    r"(?: (?:privately|directly|in private|on (?:discord|whatsapp|instagram|snap|snapchat|telegram|here)"
    r"|via (?:dm|chat|email)))?"
)
_NOT_ME = any_of(
    _NOT_AN_OFFER,
    r"\b(?:he|she|they|people|someone|guys|who|used to|would|tells?|made) (?:\w+ )?(?:dm|pm|text|call|message|email)\b",
    r"\b(?:calls?|called) me\b|\bcall me (?:crazy|old|weird|a|an|naive|cynical|biased)\b",
)
_PRACTICE = any_of(
    r"\d{3}|[\ue100-\uf8ff]|@",
    r"\b(?:therapy|sessions?|appointments?|licen[sc]ed|consultations?|counsel\w+|services|website|office"
    r"|practice|online|skype|video|schedule|clients?)\b",
)

PRIVATE = Guideline(
    id="private-contact",
    looks_for="Offers to move to private messages, other apps, calls or meeting.",
    edit="Offers to go on in the thread.",
    reason="Staying in the thread keeps both of you safe and lets others help too.",
    source="r/depression wiki: private contact; r/SuicideWatch: keep support in the open",
    weight=1.0,
    is_serious=True,
    rules=(
        # Somebody's practice: a number, an address, a session. Nothing of it can go on in the thread.
        Rule(
            pattern(
                any_of(
                    rf"\b(?:call|contact|e-?mail|text|phone|reach(?: out to)?|message|write(?: to)?) (?:me|us"
                    rf"|my office)\b(?=.{{0,160}}{_PRACTICE})",
                    rf"{_PRACTICE}.{{0,160}}\b(?:call|contact|e-?mail|text|phone|reach|message) (?:me|us|my office)\b",
                    r"\b(?:i (?:can )?offer(?: you)?|i am offering|i'm offering) (?:\w+ ){0,3}(?:sessions?"
                    r"|consultations?|therapy"
                    r"|counsel\w+|services|coaching|hypnosis|treatment)\b|\bmy profile page\b",
                )
            ),
            reach=Reach.SENTENCE,
            unless=pattern(any_of(_NOT_AN_OFFER, r"\b(?:your|a|the) (?:therapist|counsell?or|doctor)\b")),
            words_at_most=45,
        ),
        # What draws somebody away from the others goes whole.
        Rule(
            pattern(
                any_of(
                    r"\b(?:come|slide|jump|hop) (?:in)?to my (?:dms?|pms?|inbox)\b|\b(?:talk|chat|write"
                    r"|speak|help you) (?:away from|outside of|outside|off) (?:here|reddit|this (?:sub|site|place))\b",
                    r"\b(?:give|send|drop) me your (?:number|phone|email|e-mail|snap|insta\w*|discord|address)\b"
                    r"|\bpeople here (?:don't|do not|won't) (?:get|understand)\b",
                    r"\b(?:do you have|send me) (?:a |your )?(?:picture|photo|pic)\b|\b(?:love|like) to (?:know"
                    r"|get to know) you better\b|\bsomewhere (?:more )?(?:private|quiet)\b",
                )
            ),
            reach=Reach.SENTENCE,
            words_at_most=24,
        ),
        # "DM me any time" alone needs a subject; "feel free to DM me any time" brings its own.
        Rule(
            pattern(r"(?:^|[,;:] |\b(?:and|or|so|but) )(?P<just>just |please |definitely )?", _DIRECT, r"\b", _WHERE),
            into=(
                "you can write more here",
                "you can say more in this thread",
                "you're welcome to write back here",
                "you can go on writing here",
            ),
            unless=pattern(_NOT_ME),
            when=lambda match, _: match.start() == 0,
        ),
        Rule(
            pattern(r"\b", _DIRECT, r"\b", _WHERE),
            into=("write more here", "write back here", "say more in this thread", "write here again"),
            unless=pattern(_NOT_ME),
        ),
        Rule(
            pattern(
                any_of(
                    r"\bmy (?:dms?|pms?|inbox|messages|chat|private messages|door)(?: (?:is|are)|'s|s are"
                    r"|s is)?(?: always)? open\b(?:[^.!?,;]{0,40})",
                    r"\bi(?:'ll| will|'m going to|'m gonna) (?:dm|pm|message|private message|inbox) you\b|\bi(?:'ve"
                    r"| have)? (?:just )?sent you a (?:dm|pm|message|chat)\b",
                    r"\b(?:can|could|may|should) (?:i|we) (?:dm|pm|message|talk privately|chat privately"
                    r"|take this (?:private|to dms|to pm)|move (?:this )?to (?:dms?|pms?|private))(?: you)?\b",
                    r"\blet's (?:talk|chat|take this|move)(?: \w+){0,2} (?:privately|private|in private|to dms?"
                    r"|to pms?|in dms?|on (?:discord|whatsapp|snapchat|telegram))\b|\bcheck your (?:dms?|inbox"
                    r"|pms?)\b",
                )
            ),
            into=(
                "I'm glad to go on talking here in the thread",
                "you can keep writing here",
                "you're welcome to write more in this thread",
                "we can keep talking here in the thread",
            ),
            reach=Reach.CLAUSE,
            unless=pattern(r"\bdon't\b|\bnever\b"),
        ),
        Rule(
            pattern(
                any_of(
                    r"\b(?:here(?:'s| is) my (?:number|phone|cell|email|discord|snap|instagram|whatsapp)"
                    r"|my (?:number|phone number|cell|email|discord|snap|snapchat|instagram|insta|whatsapp|telegram"
                    r"|skype)(?: is|:|'s))\b",
                    r"\b(?:we (?:could|can|should) meet(?: up)?(?: for| in person| some ?time)|what city (?:are you"
                    r"|do you)|where do you live|i(?:'d| would) (?:love|like|be happy) to meet)\b",
                )
            ),
            reach=Reach.SENTENCE,
            words_at_most=20,
        ),
    ),
)


def _is_not_their_faith(match: re.Match[str], post: str) -> bool:
    return not re.search(
        r"\b(?:god|jesus|church|faith|pray\w*|christian\w*|bible|religio\w+|muslim|islam|allah|spiritual\w*"
        r"|catholic|lord)\b",
        post,
    )


PREACHING = Guideline(
    id="preaching",
    looks_for="Telling somebody that a faith is the answer, where they did not bring it up.",
    edit="Takes it out.",
    reason="Faith helps many people, but as an answer nobody asked for it can shut somebody out.",
    source="r/SuicideWatch wiki: no religious persuasion",
    weight=0.8,
    rules=(
        Rule(
            pattern(
                r"\b(?:you (?:just |really )?(?:need|should (?:find|turn to|try|accept|pray to)|must (?:find"
                r"|accept|turn to)|have to (?:find|accept|turn to))|turn to|give your life to",
                r"|accept|come to|surrender to|put your (?:faith|trust) in|get right with|pray to"
                r"|let) (?:the lord )?(?:god|jesus|christ|the lord|allah|the bible|church)\b",
            ),
            reach=Reach.CLAUSE,
            when=_is_not_their_faith,
            words_at_most=24,
        ),
    ),
)
