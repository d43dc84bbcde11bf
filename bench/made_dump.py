"""A dump of made-up words: posts and comments as Pushshift and Arctic Shift publish them, packed as they are made."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeio"]
_REPLIES_A_POST = 12
_START_UTC = 1_700_000_000
_MONTH_S = 30 * 86_400
WANTED = "MadeUpHelp"
"""The subreddit that is asked for; one line in fifty is of it."""


def make_dump(path: Path, *, size: int, window_log: int, seed: int) -> int:
    """Write a packed dump of about `size` bytes before packing; gives how many lines it has."""
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: 1,
        zstd.CompressionParameter.enable_long_distance_matching: 1,
        zstd.CompressionParameter.window_log: window_log,
    }
    lines = made = 0
    with zstd.open(path, "wb", options=options) as file:
        for line in _lines(random.Random(seed)):
            file.write(line)
            lines, made = lines + 1, made + len(line)
            if made >= size:
                return lines
    return lines


def _lines(rng: random.Random) -> Iterator[bytes]:
    sentences = [_sentence(rng) for _ in range(20_000)]
    subreddits = [WANTED, *(f"Other_{number}" for number in range(49))]
    number = 0
    while True:
        number += 1
        subreddit, post = rng.choice(subreddits), f"p{number:x}"
        created = _START_UTC + number
        yield _packed_line(_post(rng, sentences, (post, subreddit, created)))
        for reply in range(_REPLIES_A_POST):
            yield _packed_line(_reply(rng, sentences, (f"{post}r{reply:x}", post, subreddit, created + reply * 600)))


def _sentence(rng: random.Random) -> str:
    words = ("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(rng.randint(5, 18)))
    return " ".join(words).capitalize() + "."


def _post(rng: random.Random, sentences: list[str], about: tuple[str, str, int]) -> dict[str, object]:
    post, subreddit, created = about
    return {
        "id": post, "name": f"t3_{post}", "subreddit": subreddit, "author": f"seeker_{rng.randrange(10**6)}",
        "title": rng.choice(sentences), "selftext": " ".join(rng.choices(sentences, k=8)), "is_self": True,
        "score": rng.randrange(2, 300), "created_utc": created, "retrieved_on": created + _MONTH_S, **_filler(rng),
    }  # fmt: skip


def _reply(rng: random.Random, sentences: list[str], about: tuple[str, str, str, int]) -> dict[str, object]:
    reply, post, subreddit, created = about
    return {
        "id": reply, "name": f"t1_{reply}", "link_id": f"t3_{post}", "parent_id": f"t3_{post}", "subreddit": subreddit,
        "author": f"helper_{rng.randrange(10**5)}", "body": " ".join(rng.choices(sentences, k=rng.randint(1, 9))),
        "score": int(rng.paretovariate(0.9)) - rng.randrange(3), "edited": False, "score_hidden": False,
        "created_utc": created, "retrieved_on": created + _MONTH_S, **_filler(rng),
    }  # fmt: skip


def _filler(rng: random.Random) -> dict[str, object]:
    """What stands in each line and nobody reads: it is most of a real dump."""
    flags = ("archived", "can_gild", "can_mod_post", "collapsed", "is_submitter", "locked", "no_follow", "saved")
    return {
        "author_fullname": f"t2_{rng.getrandbits(40):x}", "subreddit_id": f"t5_{rng.getrandbits(24):x}",
        "permalink": f"/r/made/comments/{rng.getrandbits(40):x}/words/", "all_awardings": [], "gildings": {},
        **dict.fromkeys(flags, False), "author_flair_text": None, "author_flair_richtext": [], "treatment_tags": [],
        "mod_reports": [], "user_reports": [], "approved_at_utc": None, "ups": 0, "total_awards_received": 0,
    }  # fmt: skip


def _packed_line(found: dict[str, object]) -> bytes:
    return json.dumps(found, separators=(",", ":")).encode() + b"\n"
