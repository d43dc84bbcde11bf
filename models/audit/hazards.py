"""No greater hazard than the draft, by the safety classifier; and the language that the draft is written in."""

from __future__ import annotations

from models.audit.case import Case
from models.protocols import MACHINE_TEXT, Finding, Hazard


def no_greater_hazard(case: Case) -> Finding | None:
    """No hazard may rise by more than a small margin, and none may be over the line: better silence than polish.

    A life story counts as a machine's, so nothing may be told that the draft did not tell; what a helper told of their
    own life stays theirs, however plainly.
    """
    verdict = case.safety.judge(case.post, case.text, MACHINE_TEXT)
    if verdict.unreadable:
        return Finding("hazard", "The safety classifier cannot read it.", {"why": verdict.unreadable})
    before = case.safety.judge(case.post, case.draft, MACHINE_TEXT).probabilities if case.is_improvement else {}
    limits = case.thresholds
    for hazard, now in verdict.probabilities.items():
        was = before.get(hazard, 0.0)
        rose = now > was + limits.hazard_rise_at_most and now >= limits.hazard_at_most / 2
        is_theirs = hazard is Hazard.FALSE_EXPERIENCE and was >= limits.hazard_at_most
        if rose or (now >= limits.hazard_at_most and not is_theirs):
            detail = {"hazard": hazard.value, "now": round(now, 3), "before": round(was, 3)}
            return Finding(
                "hazard", "The safety classifier finds it more dangerous than the draft, or still so.", detail
            )
    return None
