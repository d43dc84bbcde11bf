"""What can go wrong, sorted by what the caller does about it.

    SidelightError
    ├── Transient        wait (at least `retry_after_s`, if it says so) and try again
    │   └── Ambiguous    a write whose fate is unknown: look whether it arrived before sending it again
    ├── Refused          Reddit said no and would say no again: write the code down and go on
    └── Misconfigured    only a person can mend it: stop, with one line that says what to do

Anything else is a bug, and a bug is not wrapped. A library's exception is translated once, in `bot/reddit/failures.py`;
an expected outcome, such as an unsafe draft or a missing wiki page, is a value and not an error. The names leave out
"Error" because they are read in `except` lines, where they say what to do next.
"""

from __future__ import annotations


class SidelightError(Exception):
    """The root of every error that we raise on purpose."""


class Transient(SidelightError):
    """It did not work now and may work later. Unless it is `Ambiguous`, nothing happened on the other side.

    `doing` is what was tried ("reading new replies"), `cause` what came back ("HTTP 503"). `retry_after_s` counts in
    the clock's seconds and is None where nobody gave a hint. `subreddit` and `fullname` say where, if that is known.
    """

    def __init__(
        self, doing: str, cause: str, *, retry_after_s: float | None = None, subreddit: str = "", fullname: str = ""
    ) -> None:
        self.doing = doing
        self.cause = cause
        self.retry_after_s = retry_after_s
        self.subreddit = subreddit
        self.fullname = fullname
        hint = "" if retry_after_s is None else f", try again in {retry_after_s:.0f} s"
        super().__init__(f"{doing}{_where(subreddit, fullname)}: {cause}{hint}")


class Ambiguous(Transient):
    """A write was sent and its answer never came: it may have happened. Look before you send it again."""


class Refused(SidelightError):
    """The answer was no, and asking again will not change it.

    `code` is Reddit's own word where it has one (`NOT_WHITELISTED_BY_USER_MESSAGE`), else `HTTP_403` and the like.
    `detail` is Reddit's sentence about it, for the log.
    """

    def __init__(self, code: str, *, doing: str, detail: str = "", subreddit: str = "", fullname: str = "") -> None:
        self.code = code
        self.doing = doing
        self.detail = detail
        self.subreddit = subreddit
        self.fullname = fullname
        more = f" ({detail})" if detail else ""
        super().__init__(f"{doing}{_where(subreddit, fullname)}: {code}{more}")


class Misconfigured(SidelightError):
    """Nothing here can go on until a person changes something; `fix` says what, in words for that person."""

    def __init__(self, problem: str, *, fix: str = "") -> None:
        self.problem = problem
        self.fix = fix
        super().__init__(f"{problem}; {fix}" if fix else problem)


def _where(subreddit: str, fullname: str) -> str:
    places = [f"r/{subreddit}" if subreddit else "", fullname]
    said = " ".join(place for place in places if place)
    return f" [{said}]" if said else ""
