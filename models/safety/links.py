"""Takes web addresses out of a text, leaving only that there was one, and whether it invites elsewhere.

Nothing is read in an address: its words are a shop's or a newspaper's, not the writer's. What the rules for promotion
and private contact need stays in its place: `http` or `www` for a stranger's site, `discord_gg` for an invitation.
"""

from __future__ import annotations

import re

# Hosts that people in distress are rightly sent to, or that nobody sells anything on.
_TRUSTED = re.compile(
    r"(?:^|[.])(?:(?:gov|edu|nhs|mil)(?:[.][a-z]{2})?|reddit[.]com|redd[.]it|wikipedia[.]org|"
    r"(?:[a-z0-9-]*(?:samaritans|lifeline|helpline|crisistext|befrienders|suicide|hotline|trevorproject|rainn|nami)"
    r"[a-z0-9-]*|mayoclinic|nimh|who|psychologytoday|mind|findahelpline|iasp|shoutcrisis|giveusashout|childline|papyrus-uk)"
    r"[.](?:org|com|int|info|net|org[.]uk|co[.]uk|org[.]au|ca))$"
)
_INVITES = re.compile(r"^(?:www[.])?(discord[.]gg|discord[.]com|t[.]me|wa[.]me|chat[.]whatsapp[.]com|snapchat[.]com)$")
_ENDINGS = "com|net|org|io|gg|app|shop|store|xyz|info|online|site|blog|dev|gov|edu|co[.]uk|org[.]uk"
_HOST = r"[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?(?:[.][a-z0-9-]{1,40}){0,4}"
_ADDRESS = re.compile(
    r"(?<![\w@.-])(?:"
    rf"(?P<scheme>https?:/{{1,3}})(?P<host>[^\s/?#)\]>\"']{{0,120}})(?:[/?#][^\s)\]>\"]{{0,500}})?"
    rf"|(?P<bare>{_HOST}[.](?:{_ENDINGS}))(?![\w@-])(?:[/?#][^\s)\]>\"]{{0,500}})?"
    rf"|(?P<short>{_HOST}[.][a-z]{{2,6}})/[^\s)\]>\"]{{0,500}}"
    r")",
    re.IGNORECASE,
)
_MAY_BE = re.compile(r"\w[.]\w|://")
_MARKERS = frozenset({"http", "www", "discord_gg", "discord_com", "t_me", "wa_me", "chat_whatsapp_com", "snapchat_com"})
_TARGET = re.compile(r"(?<=\]\()[^()\s]{1,500}(?=[\s)])")
"""What a Markdown link points to; its text is the writer's."""


def without_addresses(text: str) -> str:
    """`text` with web addresses blanked, in the same length."""
    if "." in text or "://" in text:
        # Most words hold no dot, and looking at those alone is what keeps this cheap.
        words = text.split(" ")
        for i, word in enumerate(words):
            if ("." in word or "://" in word) and _MAY_BE.search(word):
                words[i] = _ADDRESS.sub(_marker, word)
        text = " ".join(words)
    return _TARGET.sub(_blank_target, text) if "](" in text else text


def _marker(match: re.Match[str]) -> str:
    found = match.group()
    host = (match["host"] or match["bare"] or match["short"] or "").lower().partition(":")[0]
    if invite := _INVITES.match(host):
        return invite[1].replace(".", "_").ljust(len(found))[: len(found)]
    if _TRUSTED.search(host):
        return " " * len(found)
    return ("http" if match["scheme"] else "www").ljust(len(found))


def _blank_target(match: re.Match[str]) -> str:
    found = match.group()
    return found if found in _MARKERS else " " * len(found)
