"""Help stays where others can see it."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.rule import Reach, Rule

_I = re.IGNORECASE

_NOT_AN_OFFER = re.compile(
    r"\b(?:don't|do not|never|won't|can't|cannot|shouldn't|rather not|please no|instead of|not take"
    r"|no) (?:\w+ ){0,3}(?:dms?|pms?|message|messages|text|call|email|private)|\b(?:he|she|they|him|her|them"
    r"|your (?:mom|dad|friend|therapist|doctor|boss|husband|wife))\b[^.]{0,30}\b(?:dm|pm|message|text|call|email)",
    _I,
)
_HERE = (
    r"write more here",
    r"reply here",
    r"write back here",
    r"say more in this thread",
    r"answer here",
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
        # "Feel free to DM me any time" keeps its verb of offering and gets a place that others can see.
        Rule(
            re.compile(
                r"\b(?:(?:private(?:ly)? )?(?:dm|pm|d\.m\.|p\.m\.|inbox|im|text|email|e-mail|whatsapp|snapchat"
                r"|call|phone|ring) me|(?:private(?:ly)? )?message me|hmu|hit me up|(?:send|shoot|drop) me (?:a "
                r"|an )?(?:dm|pm|message|private message|text|email|e-mail|line|chat|note)|slide into my dms|"
                r"(?:reach out to|contact|write to|talk to) me (?:privately|directly|by (?:phone|email|dm|pm)"
                r"|in private|via (?:dm|pm|chat|email|my website)|on (?:discord|whatsapp|instagram|snapchat"
                r"|telegram|facebook|here privately))|(?:contact|reach) me at\b[^.!?]*|add me on \w+"
                r"|chat (?:with me )?(?:privately|in private))\b(?: (?:privately|directly|in private"
                r"|on (?:discord|whatsapp|instagram|snap|snapchat|telegram)|via (?:dm|chat|email)))?",
                _I,
            ),
            into=_HERE,
            unless=re.compile(
                _NOT_AN_OFFER.pattern
                + r"|\b(?:he|she|they|people|someone|guys|who|used to|would|tells?|made) (?:\w+ )?(?:dm|pm"
                r"|text|call|message|email)|\b(?:calls?|called) me\b|\bcall me (?:crazy|old|weird|a|an|naive"
                r"|cynical|biased)|\?.*\?",
                _I,
            ),
        ),
        Rule(
            re.compile(
                r"\bmy (?:dms?|pms?|inbox|messages|chat|private messages|door)(?: (?:is|are)|'s|s are"
                r"|s is)?(?: always)? open\b(?:[^.!?]{0,40})|\b(?:i(?:'ll| will|'m going to|'m gonna) (?:dm|pm"
                r"|message|private message|inbox) you|(?:can|could|may|should) (?:i|we) (?:dm|pm|message"
                r"|talk privately|chat privately|take this (?:private|to dms|to pm)|move (?:this )?to (?:dms?"
                r"|pms?|private))(?: you)?|let's (?:talk|chat|take this|move)(?: \w+){0,2} (?:privately|private"
                r"|in private|to dms?|to pms?|in dms?|on (?:discord|whatsapp|snapchat|telegram))|i(?:'ve"
                r"| have)? (?:just )?sent you a (?:dm|pm|message|chat)|check your (?:dms?|inbox|pms?))\b",
                _I,
            ),
            into=(
                "I'm glad to go on talking here in the thread",
                "you can keep writing here",
                "you're welcome to write more in this thread",
                "we can keep talking here in the thread",
            ),
            reach=Reach.CLAUSE,
            unless=re.compile(r"\bdon't\b|\bnever\b", _I),
        ),
        Rule(
            re.compile(
                r"\b(?:here(?:'s| is) my (?:number|phone|cell|email|discord|snap|instagram|whatsapp)"
                r"|my (?:number|phone number|cell|email|discord|snap|snapchat|instagram|insta|whatsapp|telegram"
                r"|skype)(?: is|:|'s)|we (?:could|can|should) meet(?: up)?(?: for| in person| some ?time)"
                r"|what city (?:are you|do you)|where do you live|i(?:'d| would) (?:love|like"
                r"|be happy) to meet)\b",
                _I,
            ),
            reach=Reach.SENTENCE,
            words_at_most=20,
        ),
    ),
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
            re.compile(
                r"\b(?:you (?:just |really )?(?:need|should (?:find|turn to|try|accept|pray to)|must (?:find"
                r"|accept|turn to)|have to (?:find|accept|turn to))|turn to|give your life to|accept|come to"
                r"|surrender to|put your (?:faith|trust) in|get right with|pray to|let) (?:the lord )?(?:god"
                r"|jesus|christ|the lord|allah|the bible|church)\b",
                _I,
            ),
            reach=Reach.CLAUSE,
            when=lambda _, post: (
                not re.search(
                    r"\b(?:god|jesus|church|faith|pray\w*|christian\w*|bible|religio\w+|muslim|islam|allah"
                    r"|spiritual\w*|catholic|lord)\b",
                    post,
                )
            ),
            words_at_most=24,
        ),
    ),
)
