"""Whether a text is still the helper's own: enough changed to be worth a message, not so much that it is another's."""

from __future__ import annotations

import re
from collections import Counter

from models.audit.case import Case, words
from models.protocols import Finding

_SMALL_LISTED = """
a an the and or but if so of to in on at for with from by about as is are was were be been being am do does did
have has had can could will would should may might must not no i you he she it we they me him her us them my
your his its our their this that these those there here what who how why when where which just like get got go
really very all more some any one up out over then than too also because i'm i've i'd i'll you're you've you'll
you'd it's that's there's don't can't won't isn't doesn't didn't
"""
_SMALL = frozenset(_SMALL_LISTED.split())
_CONTRACTED = re.compile(r"\b\w+'(?:s|re|m|ve|ll|d|t)\b", re.IGNORECASE)


def length(case: Case) -> Finding | None:
    """Too long or too short, for a draft or by itself."""
    limits = case.thresholds
    now = len(case.text.split())
    if now < limits.words_at_least:
        return Finding("length", "There is hardly anything left of it.", {"words": now})
    most = limits.words_at_most
    if case.is_improvement:
        before = len(case.draft.split())
        most = min(most, max(before * limits.growth_at_most, before + limits.growth_words))  # type: ignore[assignment]
        if now < before * limits.shrink_at_least and before - now > 12:
            return Finding("length", "More than half of the draft is gone.", {"words": now, "before": before})
    else:
        most = min(most, limits.draft_words_at_most)
    if now > most:
        return Finding("length", "It has grown far beyond the draft.", {"words": now, "most": float(most)})
    return None


def changed_enough(case: Case) -> Finding | None:
    """So little changed that a message about it would only disturb."""
    if not case.is_improvement:
        return None
    before, after = Counter(words(case.plain_draft)), Counter(words(case.plain_text))
    changed = sum(((before - after) + (after - before)).values())
    new_breaks = case.text.count("\n\n") - case.draft.count("\n\n")
    if changed < case.thresholds.changed_words_at_least and new_breaks < 1:
        return Finding("unchanged", "Too little changed to be worth a message.", {"changed": changed})
    return None


def same_content(case: Case) -> Finding | None:
    """So much changed that the helper would send another person's text."""
    if not case.is_improvement:
        return None
    limits = case.thresholds
    shares = kept_and_own(case.plain_draft, case.plain_text)
    if shares is None:
        return None
    kept, own = shares
    easing = 0.5 if len(case.draft.split()) <= limits.short_draft_words else 1.0
    if kept < limits.kept_words_at_least * easing or own < limits.own_words_at_least * easing:
        return Finding(
            "content", "Too little of it is still the helper's own.", {"kept": round(kept, 2), "own": round(own, 2)}
        )
    return None


def kept_and_own(draft: str, text: str) -> tuple[float, float] | None:
    """Share of the draft's content words that stand in the text, and the other way round; None without such words."""
    before, after = _content(draft), _content(text)
    if not before or not after:
        return None
    shared = sum((before & after).values())
    return shared / sum(before.values()), shared / sum(after.values())


def same_style(case: Case) -> Finding | None:
    """The helper's habits: lower case, contractions, shouting."""
    if not case.is_improvement:
        return None
    if _is_lower(case.draft) and not _is_lower(case.text.lstrip(), at_least=1):
        return Finding("style", "The draft is in lower case and the text is not.")
    contractions = [len(_CONTRACTED.findall(t)) / max(1, len(t.split())) for t in (case.plain_draft, case.plain_text)]
    if (
        len(case.draft.split()) >= 30
        and len(_CONTRACTED.findall(case.plain_draft)) >= 4
        and contractions[1] < contractions[0] * 0.35
    ):
        return Finding(
            "style", "The draft's contractions are gone.", {"before": contractions[0], "after": contractions[1]}
        )
    marks = [t.count("!") for t in (case.draft, case.text)]
    if marks[1] > marks[0] + 1:
        return Finding("style", "It shouts more than the draft.", {"before": marks[0], "after": marks[1]})
    return None


def no_template(case: Case) -> Finding | None:
    """A phrase of the writer's own that stands in too many of the recent suggestions."""
    if not case.recent:
        return None
    size, most = case.thresholds.phrase_words, case.thresholds.phrase_repeats_at_most
    known = " ".join(words(case.known))
    told = words(case.plain_text)
    phrases = {" ".join(told[n : n + size]) for n in range(len(told) - size + 1)}
    new = {p for p in phrases if p not in known and len(set(p.split()) - _SMALL - case.known_words) >= _OWN_WORDS}
    if not new:
        return None
    before = [" ".join(words(text)) for text in case.recent]
    for phrase in sorted(new):
        repeats = sum(phrase in text for text in before)
        if repeats > most:
            return Finding(
                "template", "Recent suggestions say the same in the same words.", {"phrase": phrase, "repeats": repeats}
            )
    return None


_OWN_WORDS = 2
"""A phrase is the writer's own if it has so many words of weight that neither draft nor post holds."""


def _content(text: str) -> Counter[str]:
    return Counter(w for w in words(text) if w not in _SMALL and len(w) > 2)


def _is_lower(text: str, at_least: int = 2) -> bool:
    starts = re.findall(r"(?:^|[.!?]\s+)([A-Za-z])", text)
    return len(starts) >= at_least and sum(1 for s in starts if s.islower()) >= 0.67 * len(starts)


LIKENESSES = (length, changed_enough, same_content, same_style, no_template)
