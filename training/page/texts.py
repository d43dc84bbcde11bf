"""Twenty held-out prompts with what was written for them, side by side. All of it is other people's, or a model's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.rows import SampleRow
from training.page.blocks import Beside, Section, Text
from training.page.language import NAMES
from training.page.told import Told

MOST = 20
_POST, _TEXT = 400, 1500
"""Characters that are shown."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and marks that turn the direction of everything after them: no page may hold them."""


def texts(told: Told, *, with_texts: bool) -> Section:
    """The section with the texts, or the reason why it has none."""
    title = "Texts side by side"
    if not with_texts:
        return Section("texts", title, missing="this copy was asked for without anybody's texts")
    prompts: dict[tuple[str, str], list[SampleRow]] = {}
    for one in told.samples:
        prompts.setdefault((one.post, one.draft), []).append(one)
    if not prompts:
        return Section("texts", title, missing="no text of this run is kept: none was written, or all were taken back")
    chosen = _spread(list(prompts.values()))
    says = (
        f"{len(chosen)} of {len(prompts)} held-out prompts. Posts are cut to {_POST} characters, texts to {_TEXT}. "
        "Only what everybody in it still lets us keep; whoever takes words back takes them off this page within a day."
    )
    return Section("texts", title, tuple(_beside(rows, told) for rows in chosen), says)


def readable(text: str, most: int) -> str:
    """So much of a text, without what could not be seen and would change how the rest is read."""
    kept = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return kept if len(kept) <= most else f"{kept[:most].rstrip()}…"


def _beside(rows: Sequence[SampleRow], told: Told) -> Beside:
    first = rows[0]
    post = told.posts.get(first.post)
    by_role = {told.role(one.system): one.text for one in rows}
    if first.draft:
        by_role.pop("human", None)
        by_role = {"draft": first.draft, **by_role}
    order = [role for role in ("draft", *NAMES) if role in by_role]
    names = {**NAMES, "draft": "draft"}
    return Beside(
        where=f"r/{post.subreddit}" if post else "",
        post=readable(f"{post.title or ''}\n\n{post.body or ''}", _POST) if post else "",
        texts=tuple(Text(names.get(role, role), readable(by_role[role], _TEXT)) for role in order),
        fullnames=frozenset(name for one in rows for name in (one.post, one.reply) if name),
    )


def _spread(found: list[list[SampleRow]]) -> list[list[SampleRow]]:
    """At most so many, evenly from the whole."""
    step = max(1, len(found) // MOST)
    return found[::step][:MOST]
