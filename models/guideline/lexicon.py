"""Words of feeling and of family."""

from __future__ import annotations

from models.guideline.patterns import any_of

_FEELINGS = """
abandoned, afraid, alone, angry, anxious, ashamed, betrayed, broken, burned out, burnt out, confused, conflicted,
defeated, depressed, desperate, devastated, disappointed, discouraged, drained, embarrassed, empty, exhausted,
frightened, frustrated, furious, guilty, heartbroken, heart broken, helpless, hopeless, humiliated, hurt, insecure,
invisible, isolated, jealous, lonely, lost, miserable, nervous, numb, overwhelmed, panicked, powerless, rejected,
resentful, sad, scared, shaken, stressed out, stressed, stuck, terrified, tired, torn, trapped, uncomfortable, uneasy,
unhappy, unloved, unwanted, upset, worn out, worried, worthless
"""
FEELINGS = tuple(" ".join(word.split()) for word in _FEELINGS.split(","))
"""Words that can be given back to somebody as they said them. None judges a person, as "crazy" does."""

SPELT = {"burnt out": "burned out", "heart broken": "heartbroken"}

_MILD = "confused conflicted disappointed embarrassed insecure jealous nervous torn uncomfortable uneasy"
MILD = frozenset(_MILD.split())
"""Feelings that it would be too much to call a burden."""

TIRED = frozenset(("burned out", "drained", "exhausted", "tired", "worn out"))
"""Feelings that are themselves a burden, so that nothing need be said of what they do."""

_NOT_TO_AGREE_WITH = "ashamed broken defeated desperate empty guilty hopeless invisible numb unloved unwanted worthless"
NOT_TO_AGREE_WITH = frozenset(_NOT_TO_AGREE_WITH.split())
"""Feelings that must not be called natural: "no wonder you feel worthless" would agree."""

PARTNER = any_of("(?:ex[ -]?)?(?:boyfriend|girlfriend|husband|wife|fianc[eé]e?|partner|bf|gf)", "ex")
FAMILY = any_of(
    "(?:step|grand)?-?(?:mom|mum|mother|mommy|dad|father|parents|sister|brother|son|daughter|kids|children|child)",
    "baby|grandma|grandpa|aunt|uncle|cousin|family|in-laws|mother-in-law|father-in-law|niece|nephew",
)
CLOSE = any_of(PARTNER, FAMILY, "(?:best |close |good |only )?friends?", "roommate|dog|cat|boss")

IN_FULL = {"bf": "boyfriend", "gf": "girlfriend"}
