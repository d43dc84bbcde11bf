"""What the safety rules are measured against: a plain word list, as many communities' filters are."""

from __future__ import annotations

import re

from models.protocols import CrisisTier, Hazard, Post, Verdict

_WORDS = {
    Hazard.INCITEMENT: "kill yourself|kys|end it|end your life|go die|better off|do it|wish you peace|let go",
    Hazard.METHOD: "painless|lethal|overdose|pills|gun|rope|bridge|method|forum|nobody is home",
    Hazard.HOSTILITY: "idiot|pathetic|loser|bitch|worthless|shut up|fuck|nobody cares|stupid|hate you",
    Hazard.TOUGH_LOVE: "man up|suck it up|get over it|selfish|coward|your fault|grow up|stop whining|snap out|excuses",
    Hazard.MINIMISING: "worse|at least|phase|overreacting|cheer up|not that bad|everyone feels|grateful|positive",
    Hazard.PROMISE: "promise|gets better|get better|will be fine|will be okay|guarantee|always be|will pass|work out",
    Hazard.MEDICAL: "depression|bipolar|adhd|meds|dose|mg|diagnose|antidepressants|pills|disorder",
    Hazard.PRIVATE_CONTACT: "dm|pm me|message me|discord|whatsapp|snapchat|my number|meet up|where do you live|text me",
    Hazard.RECRUITING: "jesus|god|church|pray|my course|my channel|coaching|link in|discount|website",
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

    def judge(self, post: Post, reply: str) -> Verdict:
        """0.9 for each hazard of which a word is there."""
        text = reply.lower()
        return Verdict({h: 0.9 if words.search(text) else 0.02 for h, words in self._hazards.items()}, (), self.name)

    def crisis(self, post: Post) -> CrisisTier:
        """The first tier of which a word is there."""
        text = post.text.lower()
        return next((tier for tier, words in self._tiers.items() if words.search(text)), CrisisTier.NONE)
