"""What people paste as a link."""

from __future__ import annotations

import pytest

from bot.reddit.links import fullname_of


@pytest.mark.parametrize(
    ("link", "fullname"),
    [
        ("https://www.reddit.com/r/quiet/comments/1abc/a_title/k2z/?context=3", "t1_k2z"),
        ("https://old.reddit.com/r/quiet/comments/1abc/a_title/k2z", "t1_k2z"),
        ("https://www.reddit.com/r/quiet/comments/1abc/a_title/", "t3_1abc"),
        ("https://www.reddit.com/r/quiet/comments/1abc", "t3_1abc"),
        ("/r/quiet/comments/1abc/_/k2z/", "t1_k2z"),
        ("http://127.0.0.1:8100/r/quiet/comments/1abc/_/K2Z", "t1_k2z"),
        ("<https://redd.it/1abc>", "t3_1abc"),
        ("t1_k2z", "t1_k2z"),
        ("https://www.reddit.com/r/quiet/s/AbCdEf", None),
        ("my last reply", None),
        ("t5_2qh33", None),
        ("", None),
    ],
)
def test_links(link: str, fullname: str | None) -> None:
    assert fullname_of(link) == fullname
