"""What somebody wrote of themselves, turned towards them: "I can't trust my sister" → "you can't trust your sister"."""

from __future__ import annotations

import re

_SAID = {
    "i": "you",
    "i'm": "you're",
    "im": "you're",
    "i've": "you've",
    "ive": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "am": "are",
    "ain't": "aren't",
    "dont": "don't",
    "cant": "can't",
    "wont": "won't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "havent": "haven't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "bc": "because",
    "cuz": "because",
    "gonna": "going to",
    "wanna": "want to",
}
_AFTER_I = {"was": "were", "wasn't": "weren't", "wasnt": "weren't", "am": "are"}
_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|[^A-Za-z]+")
_UNSURE = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|we|us|our|ours|ourselves|let's|we're|we've|y'all)\b|[^\x20-\x7e]"
    r"|[\"()\[\]{}<>*_/\\@#&=+~^|`0-9]",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_NOT_TO_REPEAT = re.compile(
    r"\b(?:suicid\w*|kill\w*|die|dies|dying|dead|death|cut|cuts|cutting|harm\w*|hurt (?:myself|him|her|them"
    r"|people|someone)|overdos\w*|pills?|gun|knife|rope|hang|sex\w*|porn\w*|rap(?:e|ed|ing|ist)|molest\w*"
    r"|abus\w*|"
    r"incest|naked|nude|orgasm\w*|erect\w*|masturbat\w*|penis|vagina\w*|breasts?|drugs?|meth|cocaine|heroin|weed"
    r"|alcohol\w*|drunk|fuck\w*|shit\w*|bitch\w*|whore|slut\w*|dick|ass|damn|hell|stupid|idiot|crazy|insane|"
    r"fat|ugly|gross|disgusting|pathetic|worthless|failure|loser|voices|demons?|god|jesus|stalk\w*|revenge"
    r"|punch\w*|violent\w*|murder\w*|starv\w*|purg\w*|vomit\w*|throw up|binge\w*|calories|weight|pregnan\w*"
    r"|abort\w*|"
    r"lack|fault|mistakes?|diagnos\w*|paranoi\w*|delusion\w*|bipolar|borderline|schizo\w*|narciss\w*|psycho\w*)\b",
    re.IGNORECASE,
)


def towards_you(said: str) -> str | None:
    """`said` in the second person, or None where that might come out wrong or had better not be repeated."""
    said = said.replace("’", "'").strip(" ,;:.-!?")
    if not said or _UNSURE.search(said.replace("'", "")) or _CAPITALS.search(said) or _NOT_TO_REPEAT.search(said):
        return None
    turned: list[str] = []
    before = ""
    for token in _TOKEN.findall(said):
        low = token.lower()
        if not low[0].isalpha():
            turned.append(token)
            continue
        if before in ("i", "i've") and low in _AFTER_I:
            turned.append(_AFTER_I[low])
        else:
            turned.append(_SAID.get(low, token))
        before = low
    return " ".join("".join(turned).split())
