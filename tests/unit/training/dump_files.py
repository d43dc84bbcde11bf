"""Small dumps with made-up words, as archives publish them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DAY_S = 86_400
START_UTC = 1_700_000_000


def post(number: int, **changed: Any) -> dict[str, Any]:
    """A post that nothing speaks against."""
    return {
        "id": f"p{number}", "subreddit": "SmallTalk", "author": f"seeker_{number}", "title": f"Title {number}",
        "selftext": f"I cannot sleep since week {number}.", "is_self": True, "score": 40, "created_utc": START_UTC,
        "retrieved_on": START_UTC + 30 * DAY_S, **changed,
    }  # fmt: skip


def reply(number: int, to: int, **changed: Any) -> dict[str, Any]:
    """A reply that nothing speaks against."""
    return {
        "id": f"r{number}", "link_id": f"t3_p{to}", "parent_id": f"t3_p{to}", "subreddit": "SmallTalk",
        "author": f"helper_{number}", "body": f"What helped me number {number} was a walk before supper each day.",
        "score": 5, "created_utc": START_UTC + 60 * number, "retrieved_on": START_UTC + 30 * DAY_S, "edited": False,
        **changed,
    }  # fmt: skip


def write_dump(path: Path, found: Iterable[dict[str, Any]], *, frames: int = 1) -> Path:
    """Pack lines as a dump, in one frame or several."""
    lines = [json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in found]
    step = -(-len(lines) // frames)
    path.write_bytes(b"".join(zstd.compress(b"".join(lines[at : at + step])) for at in range(0, len(lines), step)))
    return path
