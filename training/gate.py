"""The evidence that an adapter must show before it may serve. Pure: the same evaluation gives the same decision.

Promotion needs evidence; a veto needs only one finding.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.bootstrap import Estimate
from training.evaluation import Evaluation, Written
from training.settings import GateSettings

_MAX_EMPTY = 0.1


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to promote, and every reason: all that speaks against it, or what speaks for it."""

    promote: bool
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Promoted or not and why, in one sentence."""
        return f"{'Promoted' if self.promote else 'Not promoted'}: {'; '.join(self.reasons)}."


def decide(found: Evaluation, rules: GateSettings) -> Decision:
    """May the candidate of this evaluation serve?"""
    against = (*_too_little(found, rules), *_no_gain(found, rules), *_vetoes(found, rules))
    if against:
        return Decision(False, against)
    measure = found.accuracy["implicit"]
    return Decision(
        True,
        (
            f"on {found.pairs} held-out pairs of {found.posts} posts it leans towards the chosen text in "
            f"{measure.candidate.mean:.0%}, {_name(found)} in {measure.compared.mean:.0%}; the gain is "
            f"{_signed(measure.gain)}, lower bound {measure.gain.bound:+.2f}, above {rules.margin:+.2f}",
        ),
    )


def _signed(gain: Estimate) -> str:
    return f"{gain.mean:+.2f} [{gain.low:+.2f}, {gain.high:+.2f}]"


def _too_little(found: Evaluation, rules: GateSettings) -> tuple[str, ...]:
    reasons = []
    if found.pairs < rules.min_pairs:
        reasons.append(f"only {found.pairs} held-out pairs, {rules.min_pairs} are needed to tell")
    if found.posts < rules.min_posts:
        reasons.append(f"they come from {found.posts} posts, {rules.min_posts} are needed")
    return tuple(reasons)


def _no_gain(found: Evaluation, rules: GateSettings) -> tuple[str, ...]:
    gain = found.accuracy["implicit"].gain
    if gain.bound > rules.margin:
        return ()
    return (
        f"the gain over {_name(found)} is {_signed(gain)}, and its lower bound {gain.bound:+.2f} "
        f"is not above {rules.margin:+.2f}",
    )


def _vetoes(found: Evaluation, rules: GateSettings) -> tuple[str, ...]:
    reasons = []
    if found.accuracy["mean"].gain.high < 0:
        reasons.append("a token at a time, it prefers the chosen text less often than before")
    if found.chosen_change.mean < -rules.max_chosen_drop:
        reasons.append(f"chosen texts became less likely by {-found.chosen_change.mean:.2f} nats a token")
    candidate, compared = found.written.get("candidate"), found.written.get("compared")
    if candidate is None or compared is None:
        reasons.append("nothing was generated, so what it writes was not checked")
    else:
        reasons += _vetoes_on_texts(candidate, compared, chosen_words=found.chosen_words, rules=rules)
    return tuple(reasons)


def _vetoes_on_texts(candidate: Written, compared: Written, *, chosen_words: float, rules: GateSettings) -> list[str]:
    """Against what it writes: each finding counts only where it is also worse than what serves now."""
    reasons = []
    if candidate.unsafe > max(rules.max_unsafe, compared.unsafe):
        reasons.append(f"{candidate.unsafe:.0%} of what it writes looks unsafe, before it was {compared.unsafe:.0%}")
    if candidate.empty > max(_MAX_EMPTY, compared.empty):
        reasons.append(f"{candidate.empty:.0%} of what it writes is empty")
    drift, before = (abs(one.mean_words / chosen_words - 1) for one in (candidate, compared))
    if drift > max(rules.max_length_drift, before):
        reasons.append(
            f"it writes {candidate.mean_words:.0f} words where people's chosen texts have {chosen_words:.0f}"
        )
    return reasons


def _name(found: Evaluation) -> str:
    """The base leans nowhere by this measure, so beside it the share is that of chance."""
    return "the base model" if found.compared_with == "base" else found.compared_with
