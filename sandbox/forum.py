"""What happens in public: posts, replies, edits, deletions, votes, reports, and what moderators do about them."""

from __future__ import annotations

import random
from collections.abc import Callable

from sandbox.clock import VirtualClock
from sandbox.listing import Timeline
from sandbox.people import People, WorldError
from sandbox.things import DAY_S, Comment, Event, Submission

ARCHIVED_AFTER_S = 180 * DAY_S
LONGEST_TITLE = 300
LONGEST_POST = 40_000
LONGEST_COMMENT = 10_000
LONGEST_REPORT = 100


class Forum(People):
    """Posts and replies, with an index for each question that listings ask."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        super().__init__(clock, rng)
        # Seconds by which the next reply comes late into its listing; the fault of that name sets it.
        self.lateness: Callable[[], float] = lambda: 0.0
        self.things: dict[str, Submission | Comment] = {}
        self.posts_in: dict[str, Timeline[Submission]] = {}
        self.replies_in: dict[str, Timeline[Comment]] = {}
        self.replies_under: dict[str, Timeline[Comment]] = {}
        self.children: dict[str, list[Comment]] = {}
        self.written_by: dict[str, Timeline[Submission | Comment]] = {}
        self.all_reports: list[tuple[str, str, str]] = []
        """Every report that was made: fullname, reason, reporter. Those that replaced an earlier one count again."""

    def submit(self, subreddit: str, author: str, title: str, body: str, *, created: float | None = None) -> Submission:
        """A new post."""
        community, user = self.subreddit(subreddit), self.existing_user(author)
        if not title.strip():
            raise WorldError("NO_TEXT", "we need something here", field="title")
        _check_length(title, LONGEST_TITLE, "title")
        _check_length(body, LONGEST_POST, "text")
        post = Submission(
            id36=self._new_id("t3"),
            subreddit=community.name,
            author=user.name,
            created=self.now() if created is None else created,
            title=title,
            selftext=body,
        )
        self.things[post.fullname] = post
        self.posts_in.setdefault(community.name.lower(), Timeline()).add(post)
        self.written_by.setdefault(user.name.lower(), Timeline()).add(post)
        self._tell(Event("submission", post))
        return post

    def comment(self, parent_fullname: str, author: str, body: str, *, created: float | None = None) -> Comment:
        """A new reply. A `created` in the past puts it into the middle of its listings, as Reddit sometimes does."""
        user = self.existing_user(author)
        if not body.strip():
            raise WorldError("NO_TEXT", "we need something here", field="text")
        _check_length(body, LONGEST_COMMENT, "text")
        parent = self._open_parent(parent_fullname)
        post = parent if isinstance(parent, Submission) else parent.submission
        if created is None:
            created = max(parent.created, self.now() - self.lateness())
        reply = Comment(
            id36=self._new_id("t1"),
            subreddit=post.subreddit,
            author=user.name,
            created=created,
            submission=post,
            parent_fullname=parent.fullname,
            body=body,
        )
        self._file(reply)
        post.num_comments += 1
        self._tell(Event("comment", reply))
        return reply

    def edit(self, fullname: str, body: str) -> None:
        """New words for a post or a reply. Whether the editor is the author is the caller's to check."""
        thing = self._present(fullname)
        if isinstance(thing, Submission):
            _check_length(body, LONGEST_POST, "text")
            thing.selftext = body
        else:
            _check_length(body, LONGEST_COMMENT, "text")
            thing.body = body
        thing.edited = self.now()
        self._tell(Event("edit", thing))

    def delete(self, fullname: str) -> None:
        """The author takes it back: what is left reads `[deleted]`, and no listing shows it."""
        thing = self._known(fullname)
        if not thing.deleted:
            thing.deleted = True
            self._tell(Event("delete", thing))

    def delete_account(self, name: str) -> None:
        """The account goes. What it wrote stays, without a name under it."""
        user = self.existing_user(name)
        user.deleted = True
        user.password = None
        for thing in self.written_by.pop(user.name.lower(), Timeline()).newest_first():
            thing.author = None
        for subreddit in self.subreddits.values():
            subreddit.moderators.pop(user.name, None)

    def purge(self, fullname: str) -> None:
        """Take it out of the world altogether: from then on its id is missing from every answer."""
        thing = self.things.pop(fullname, None)
        if thing is None:
            return
        thing.deleted = True
        if isinstance(thing, Submission):
            self.posts_in[thing.subreddit.lower()].discard(thing)
        else:
            self.replies_in[thing.subreddit.lower()].discard(thing)
            self.replies_under[thing.submission.fullname].discard(thing)
            self.children[thing.parent_fullname].remove(thing)
        if thing.author is not None:
            self.written_by[thing.author.lower()].discard(thing)

    def remove(self, fullname: str, moderator: str, reason: str = "") -> None:
        """A moderator takes it down; `reason` is their note in the log."""
        thing = self._moderated(fullname, moderator)
        thing.removed_by, thing.removed_at, thing.removal_note = moderator, self.now(), reason
        thing.approved_by = thing.approved_at = None
        self._log_about(thing, "remove", moderator, details=reason or "remove")
        self._tell(Event("remove", thing))

    def approve(self, fullname: str, moderator: str) -> None:
        """A moderator puts it back, or settles the reports about it."""
        thing = self._moderated(fullname, moderator)
        thing.approved_by, thing.approved_at = moderator, self.now()
        thing.removed_by = thing.removed_at = None
        thing.reports.clear()
        thing.mod_reports.clear()
        self._log_about(thing, "approve", moderator, details="unspam")
        self._tell(Event("approve", thing))

    def lock(self, fullname: str, moderator: str | None = None) -> None:
        """No more replies to it; logged where a moderator is named."""
        thing = self._moderated(fullname, moderator) if moderator else self._known(fullname)
        thing.locked = True
        if moderator:
            self._log_about(thing, "lock", moderator)

    def unlock(self, fullname: str, moderator: str) -> None:
        """Replies are welcome again."""
        thing = self._moderated(fullname, moderator)
        thing.locked = False
        self._log_about(thing, "unlock", moderator)

    def vote(self, fullname: str, voter: str, direction: int) -> None:
        """1 up, -1 down, 0 takes the vote back. Authors cannot vote on their own; their upvote is in the score."""
        thing = self._known(fullname)
        if direction not in (-1, 0, 1):
            raise ValueError(f"a vote is -1, 0 or 1: not {direction!r}")
        if thing.is_gone or voter == thing.author:
            return
        thing.score += direction - thing.votes.get(voter, 0)
        if direction:
            thing.votes[voter] = direction
        else:
            thing.votes.pop(voter, None)

    def score(self, fullname: str) -> int:
        """Upvotes less downvotes, the author's own upvote included: what it really is, hidden or not."""
        return self._known(fullname).score

    def report(self, fullname: str, reporter: str, reason: str) -> None:
        """Tell the moderators of it. On a deleted thing this does nothing and says nothing, as on Reddit."""
        _check_length(reason, LONGEST_REPORT, "reason")
        thing = self.things.get(fullname)
        if thing is None or thing.deleted:
            return
        if self.is_moderator(thing.subreddit, reporter):
            filed, others = thing.mod_reports, [entry for entry in thing.mod_reports if entry[1] != reporter]
        else:
            filed, others = thing.reports, [entry for entry in thing.reports if entry[1] != reporter]
        filed[:] = [*others, (reason, reporter)]  # reporting again replaces the first report
        self.all_reports.append((fullname, reason, reporter))

    def thing(self, fullname: str) -> Submission | Comment | None:
        """The post or reply of that name."""
        return self.things.get(fullname)

    def submissions(self, subreddit: str) -> list[Submission]:
        """The posts of a subreddit, newest first, those that are gone included."""
        return list(self.posts_in.get(self.subreddit(subreddit).name.lower(), Timeline()).newest_first())

    def comments(self, where: str | Submission) -> list[Comment]:
        """The replies in a subreddit (its name) or under a post (itself or its fullname), newest first, all of them."""
        if isinstance(where, Submission) or where.startswith("t3_"):
            fullname = where if isinstance(where, str) else where.fullname
            return list(self.replies_under.get(fullname, Timeline()).newest_first())
        return list(self.replies_in.get(self.subreddit(where).name.lower(), Timeline()).newest_first())

    def _file(self, reply: Comment) -> None:
        assert reply.author is not None
        self.things[reply.fullname] = reply
        self.replies_in.setdefault(reply.subreddit.lower(), Timeline()).add(reply)
        self.replies_under.setdefault(reply.submission.fullname, Timeline()).add(reply)
        self.children.setdefault(reply.parent_fullname, []).append(reply)
        self.written_by.setdefault(reply.author.lower(), Timeline()).add(reply)

    def _open_parent(self, fullname: str) -> Submission | Comment:
        parent = self.things.get(fullname)
        if parent is None or parent.deleted:
            code = "DELETED_LINK" if fullname.startswith("t3_") else "DELETED_COMMENT"
            raise WorldError(code, "that has been deleted", field="parent")
        post = parent if isinstance(parent, Submission) else parent.submission
        if parent.locked or post.locked:
            raise WorldError("THREAD_LOCKED", "Comments are locked.", field="parent")
        if self.now() - post.created > ARCHIVED_AFTER_S:
            raise WorldError("TOO_OLD", "that's a piece of history now; it's too late to reply to it", field="parent")
        return parent

    def _known(self, fullname: str) -> Submission | Comment:
        if (thing := self.things.get(fullname)) is None:
            raise WorldError("NOT_FOUND", f"nothing is called {fullname}", field="id")
        return thing

    def _present(self, fullname: str) -> Submission | Comment:
        thing = self._known(fullname)
        if thing.deleted:
            raise WorldError("DELETED_COMMENT", "that has been deleted", field="thing_id")
        return thing

    def _moderated(self, fullname: str, moderator: str) -> Submission | Comment:
        thing = self._known(fullname)
        self.require_moderator(thing.subreddit, moderator, "posts")
        return thing

    def _log_about(self, thing: Submission | Comment, action: str, moderator: str, *, details: str = "") -> None:
        kind = "link" if isinstance(thing, Submission) else "comment"
        self._note_action(
            thing.subreddit,
            f"{action}{kind}" if action != "lock" and action != "unlock" else action,
            moderator,
            target=thing.fullname,
            author="" if thing.deleted else thing.author or "",
            details=details,
        )


def _check_length(text: str, longest: int, field: str) -> None:
    if len(text) > longest:
        raise WorldError("TOO_LONG", f"this is too long (max: {longest})", field=field)
