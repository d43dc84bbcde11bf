"""Links to posts and replies, as people paste them."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:^|/)comments/([0-9a-z]{1,13})(?:/[^/\s]*(?:/([0-9a-z]{1,13}))?)?/?(?:[?#]\S*)?$", re.IGNORECASE)
_SHORT = re.compile(r"^(?:https?://)?redd\.it/([0-9a-z]{1,13})/?$", re.IGNORECASE)
_FULLNAME = re.compile(r"^t[13]_[0-9a-z]{1,13}$", re.IGNORECASE)


def fullname_of(link: str) -> str | None:
    """The fullname that a permalink, a redd.it address or a fullname points at; None if it is none of these.

    The site in the link is not looked at: ids are all we take from it, and they are asked of our own Reddit.
    """
    link = link.strip().strip("<>()[]")
    if _FULLNAME.match(link):
        return link.lower()
    if short := _SHORT.match(link):
        return f"t3_{short[1].lower()}"
    if found := _LINK.search(link):
        return f"t1_{found[2].lower()}" if found[2] else f"t3_{found[1].lower()}"
    return None
