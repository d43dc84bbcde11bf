"""Drafts that are the moderators' matter and no editor's: incitement, method, hostility, selling.

A short list of open cases, so that the editor refuses them even without a classifier beside it; `models.safety` knows
far more.
"""

from __future__ import annotations

import re

_NOT = r"(?<!don't )(?<!dont )(?<!not )(?<!never )(?<!please don't )(?<!to )(?<!want to )"
_HARM = re.compile(
    rf"{_NOT}\b(?:kill yourself|kys|hang yourself|end your life|off yourself|(?:just |go )(?:and )?die\b"
    rf"|drink bleach|neck yourself|"
    r"(?:the )?world (?:would|will|is|'d) be(?:tter)? (?:better )?(?:off )?without you|(?:no ?one"
    r"|nobody) (?:will|would) (?:even )?(?:miss|care if|notice)|you should(?: just)? (?:die|end it|kill)|"
    r"(?:just |go ahead and )(?:do it|end it)(?: already| then)?[.! ]*$|wish you peace|(?:painless|quickest"
    r"|easiest|best) way to (?:die|go|do it)|"
    r"you(?:'re| are| r) (?:such )?(?:an? )?(?:\w+ )?(?:idiot|moron|loser|retard\w*|pathetic|worthless|useless"
    r"|disgusting|waste of|piece of shit|psycho|freak|stupid|trash|burden|failure)\b|"
    r"shut (?:the \w+ )?up\b(?!\w)|fuck (?:you|off)\b|piss off\b|nobody cares(?: about you)?[.! ]*$"
    r"|no one cares(?: about you)?[.! ]*$|attention.whore)",
    re.IGNORECASE | re.MULTILINE,
)
_TAKEN_BACK = re.compile(
    r"\b(?:not|isn't|never|don't|if|feel like|think|thinks?|told you|tells? you|says?|said|call(?:s|ed)? you"
    r"|believe|convinced?|lie|lies|lying|voice)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)


_SELLING = re.compile(
    r"\b(?:(?:order|buy|try|get) (?:my|our|this|the) (?:\w+ )?(?:supplement|crystals?|set|course|program(?:me)?"
    r"|e-?book|oils?|detox|app|method)|link in (?:my )?(?:bio|profile)"
    r"|sign up (?:under|with|through) (?:my|our|me)|(?:promo|discount|referral) code|use my code|trading app"
    r"|join (?:my|our) (?:network|team|circle|programme|program|group chat|church)"
    r"|my (?:mentor|guru|master|prophet) (?:says|taught)|i earn \w+|passive income|i can get you in|his circle"
    r"|crypto)\b",
    re.IGNORECASE,
)


def is_harmful(draft: str) -> bool:
    """Whether the draft openly incites, instructs, insults or sells."""
    straight = draft.replace("’", "'")
    if _SELLING.search(straight):
        return True
    return any(not _TAKEN_BACK.search(straight, max(0, m.start() - 60), m.start()) for m in _HARM.finditer(straight))
