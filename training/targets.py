"""Which texts the first stage learns to write like: those that are likeliest to be effective support.

A fit on seekers' answers ranks them (`training.support`). It never sees the posts and people that judge the adapter,
and each target is ranked by one that saw no reply to the target's post. The share is taken within each subreddit, so
that none is left out for speaking another way than the rest.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from store.rows import PairRow
from training.evidence import Log
from training.settings import PairSettings
from training.support import Support, fit_support, labelled, too_few

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of effective support in one run."""

    fit: Support | None
    says: str
    """What it rests on, or why there is none."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Which targets stay. Each text counts once, however many pairs it won."""

    kept: int
    left_out: int
    keys: frozenset[str] = frozenset()
    """Of the pairs whose chosen text is left out."""

    @property
    def counts(self) -> dict[str, int]:
        """For the card; nothing where there was nothing to pick from."""
        return {"targets": self.kept, "targets_left_out": self.left_out} if self.kept else {}


def known_support(
    found: Log, judges: Iterable[PairRow], people: Mapping[str, Collection[str]], *, rules: PairSettings, seed: int
) -> Known:
    """A fit on the labels of every post and person but those of the pairs that judge."""
    judges = tuple(judges)
    posts = frozenset(pair.post for pair in judges)
    persons = frozenset(name for pair in judges for name in people[pair.key])
    rows = [
        row
        for row in labelled(found, rules)
        if row.post not in posts and (found.replies[row.reply].author or "").casefold() not in persons
    ]
    if why := too_few(rows):
        log.info("support not_fitted why=%s", why)
        return Known(None, f"not fitted, so all targets are kept: {why}")
    support, card = fit_support(rows, seed=seed)
    auc, length = (card["held_out"][name]["mean"] for name in ("auc", "auc_length"))
    return Known(
        support,
        f"fitted on {card['helped']} of {card['replies']} replies that are known to have helped; "
        f"AUC on posts it never saw {auc:.2f}, of length alone {length:.2f}",
    )


def pick(found: Sequence[PairRow], support: Support | None, *, share: float) -> Picked:
    """Of the replies to write like, in each subreddit this share, the likeliest; all where nothing is known.

    Improvements are not picked from: what they are worth lies in what they made of their drafts.
    """
    texts = {_target(pair): pair for pair in found if pair.chosen and not pair.draft}
    if support is None or share >= 1:
        return Picked(len(texts), 0)
    scores = support.scores([pair.chosen for pair in texts.values()], [pair.post for pair in texts.values()])
    by_subreddit: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for (target, pair), score in zip(texts.items(), scores, strict=True):
        by_subreddit[pair.subreddit.casefold()].append((-score, target))
    gone = {target for rows in by_subreddit.values() for _, target in sorted(rows)[ceil(share * len(rows)) :]}
    keys = frozenset(pair.key for pair in found if not pair.draft and _target(pair) in gone)
    return Picked(len(texts) - len(gone), len(gone), keys)


def _target(pair: PairRow) -> tuple[str, str]:
    return pair.post, pair.chosen
