"""Which of the therapy paper's six symptom sets a post speaks of, by words; it may be several, or none of them."""

from __future__ import annotations

import re

from models.audit.case import plain

_STEMS = {
    "anxiety": r"anxi\w+|panic\w*|worr(?:y|ied|ying|ies)|nervous\w*|overthink\w*|scared|afraid|terrified|on edge",
    "depression": r"depress\w+|hopeless\w*|worthless\w*|numb|empty|emptiness|suicid\w+|no point|pointless",
    "fatigue": r"tired\w*|exhaust\w+|drained|fatigue\w*|insomnia|can(?:'|no)t sleep|burn(?:ed|t)?[- ]?out|no energy",
    "frustration": r"frustrat\w+|stuck|fed up|annoy\w+|sick of|had enough|pissed off|nothing works|give up|giving up",
    "sadness": r"sad|sadness|cry|crying|cried|grie(?:f|ve|ving)|heartbrok\w+|lonel\w+|miss (?:him|her|them|my)|unhappy",
    "anger": r"ang(?:er|ry|rily)|rage\w*|raging|furious|hate[sd]?|resent\w*|mad at|betray\w*|jealous\w*",
}
_SETS = {name: re.compile(rf"\b(?:{stems})\b", re.IGNORECASE) for name, stems in _STEMS.items()}
OTHER = "other"


def topics(post: str) -> tuple[str, ...]:
    """The symptom sets that a post's words name, `other` where it is none."""
    told = plain(post)
    return tuple(name for name, found in _SETS.items() if found.search(told)) or (OTHER,)
