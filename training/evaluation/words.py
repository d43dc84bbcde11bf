"""What the measures count: words, sentences, and the nine classes of function words. English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.audit.case import plain
from models.audit.case import words as in_lower_case
from models.sentences import split

_NONE = 1e-4
"""Keeps a class that neither text uses from dividing by zero; so does the usual formula."""

_LISTED = {
    "personal pronouns": """
        i me my mine myself i'm i've i'd i'll we us our ours ourselves we're we've we'd we'll you your yours yourself
        yourselves you're you've you'd you'll he him his himself he's he'd he'll she her hers herself she's she'd she'll
        they them their theirs themselves they're they've they'd they'll u ur im ive id ill youre youve
    """,
    "impersonal pronouns": """
        it its it's itself this that these those that's this's what what's which who who's whom whose anything anyone
        anybody everything everyone everybody something someone somebody nothing nobody none one other others another
        such stuff thing things
    """,
    "articles": "a an the",
    "conjunctions": """
        and but or nor so because since although though unless until while whereas whether if then when whenever as than
        plus yet cause cuz
    """,
    "prepositions": """
        about above across after against along among around at before behind below beneath beside besides between beyond
        by despite down during except for from in inside into like near of off on onto out outside over past per since
        through throughout to toward towards under up upon with within without
    """,
    "auxiliary verbs": """
        am is are was were be been being do does did doing have has had having will would shall should can could may
        might must ought don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't wouldn't can't
        cannot couldn't shouldn't i'm i've i'd i'll you're you've you'd you'll it's that's he's she's they're we're
        gonna dont didnt cant wont isnt
    """,
    "frequent adverbs": """
        very really just so too also even still again always never often sometimes now then there here well almost
        already maybe perhaps only quite rather pretty much more most soon ever away back probably actually definitely
    """,
    "negations": """
        no not never none nothing nobody neither nor nowhere cannot can't don't doesn't didn't isn't aren't wasn't
        weren't won't wouldn't couldn't shouldn't haven't hasn't hadn't ain't without dont didnt cant wont isnt
    """,
    "quantifiers": """
        all any both each every few fewer less little lots lot many more most much none plenty several some bunch enough
        couple whole half
    """,
}
CLASSES: Mapping[str, frozenset[str]] = {name: frozenset(listed.split()) for name, listed in _LISTED.items()}
"""The nine classes of style matching, in words of our own choosing; a word may be in two."""


def words(text: str) -> list[str]:
    """The words, in lower case, with straight apostrophes; numbers are none."""
    return in_lower_case(plain(text))


def content_words(text: str) -> frozenset[str]:
    """The words that are not function words and have more than two letters."""
    return frozenset(word for word in words(text) if len(word) > 2 and not any(word in c for c in CLASSES.values()))


def sentences(text: str) -> list[str]:
    """The sentences."""
    return [one.text for one in split(text)]


def style_match(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two texts, as words, use function words: 1 is alike. Raises `ValueError` for an empty one."""
    if not one or not other:
        raise ValueError("an empty text has no style")
    alike = []
    for listed in CLASSES.values():
        a, b = (100 * sum(word in listed for word in text) / len(text) for text in (one, other))
        alike.append(1 - abs(a - b) / (a + b + _NONE))
    return sum(alike) / len(alike)
