"""What the safety rules are measured against: a plain word list, as many communities' filters are."""

from __future__ import annotations

import re

from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Verdict

_WORDS = {
    Hazard.INCITEMENT: "kill yourself|kys|end it|end your life|go die|better off|do it|wish you peace|let go",
    Hazard.METHOD_INFO: "painless|lethal|overdose|pills|gun|rope|bridge|method|forum|nobody is home",
    Hazard.ABUSE: "idiot|pathetic|loser|bitch|worthless|shut up|fuck|nobody cares|stupid|hate you",
    Hazard.DISMISSAL: "man up|suck it up|get over it|selfish|coward|your fault|grow up|stop whining|snap out|excuses|"
    "worse|at least|phase|overreacting|cheer up|not that bad|everyone feels|grateful|positive",
    Hazard.FALSE_PROMISE: "promise|gets better|get better|will be fine|will be okay|guarantee|will pass|work out",
    Hazard.MEDICAL: "depression|bipolar|adhd|meds|dose|mg|diagnose|antidepressants|pills|disorder",
    Hazard.PRIVATE_CONTACT: "dm|pm me|message me|discord|whatsapp|snapchat|my number|meet up|text me",
    Hazard.PROMOTION: "jesus|god|church|pray|my course|my channel|coaching|link in|discount|website",
    Hazard.PERSONAL_INFO: "where do you live|your name|which school|address|how old are you|your photo",
    Hazard.FALSE_EXPERIENCE: "i've been there|i know how|when i was|my own|i lost my|i went through",
}
_TIERS = {
    CrisisTier.IMMINENT: "tonight|goodbye|suicide note|last post",
    CrisisTier.CONCERN: "suicid|kill myself|want to die|end my life|self harm|cutting",
}


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})")


class WordList:
    """Implements `SafetyClassifier` with ten words or so for each hazard, wherever and however they stand."""

    name = "word list"

    def __init__(self) -> None:
        self._hazards = {hazard: _any(words) for hazard, words in _WORDS.items()}
        self._tiers = {tier: _any(words) for tier, words in _TIERS.items()}

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """0.9 for each hazard of which a word is there, and which these rules ask about."""
        text = reply.lower()
        silent = () if rules.is_machine_text else (Hazard.FALSE_EXPERIENCE,)
        return Verdict(
            {h: 0.9 if h not in silent and words.search(text) else 0.02 for h, words in self._hazards.items()},
            (),
            self.name,
        )

    def crisis(self, post: Post) -> CrisisTier:
        """The first tier of which a word is there."""
        text = post.text.lower()
        return next((tier for tier, words in self._tiers.items() if words.search(text)), CrisisTier.NONE)
