"""Wiki pages with their versions and who may read them, and the moderators' notes about users."""

from __future__ import annotations

import random
import uuid

from sandbox.clock import VirtualClock
from sandbox.modmail import Modmail
from sandbox.people import WorldError
from sandbox.things import MODERATORS_ONLY, ModNote, Revision, WikiPage

LONGEST_NOTE = 250


class Wiki(Modmail):
    """Pages for each subreddit, by lower-case name."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        super().__init__(clock, rng)
        self._pages: dict[str, dict[str, WikiPage]] = {}
        self._notes: dict[str, list[ModNote]] = {}

    def edit_wiki(
        self,
        subreddit: str,
        page: str,
        author: str,
        content: str,
        *,
        permlevel: int | None = None,
        reason: str = "",
    ) -> WikiPage:
        """A new version of a page, which is made if it is missing; `permlevel` 2 closes it to all but moderators."""
        community, writer = self.subreddit(subreddit), self.existing_user(author)
        self.require_moderator(community.name, writer.name, "wiki")
        pages = self._pages.setdefault(community.name.lower(), {})
        found = pages.setdefault(page.lower(), WikiPage(page.lower()))
        revision = Revision(
            id=str(uuid.UUID(int=self.rng.getrandbits(128), version=4)),
            author=writer.name,
            content=content,
            created=self.now(),
            reason=reason,
        )
        found.revisions.append(revision)
        if permlevel is not None:
            found.permlevel = permlevel
        self._note_action(community.name, "wikirevise", writer.name, details=f"Page {found.name} edited")
        return found

    def set_wiki_access(
        self, subreddit: str, page: str, moderator: str, *, permlevel: int, listed: bool = True
    ) -> WikiPage:
        """Who may read and edit the page from now on."""
        self.require_moderator(subreddit, moderator, "wiki")
        found = self.readable_wiki(subreddit, page, moderator)
        found.permlevel, found.listed = permlevel, listed
        self._note_action(subreddit, "wikipermlevel", moderator, details=f"Page {found.name} now at level {permlevel}")
        return found

    def wiki(self, subreddit: str, page: str) -> WikiPage | None:
        """The page, or None where nobody has written it yet."""
        return self._pages.get(self.subreddit(subreddit).name.lower(), {}).get(page.lower())

    def wiki_pages(self, subreddit: str) -> list[WikiPage]:
        """All pages of a subreddit, by name."""
        pages = self._pages.get(self.subreddit(subreddit).name.lower(), {})
        return [pages[name] for name in sorted(pages)]

    def readable_wiki(self, subreddit: str, page: str, reader: str) -> WikiPage:
        """The page for this reader: PAGE_NOT_FOUND where it is missing, FORBIDDEN where it is not for them."""
        found = self.wiki(subreddit, page)
        if found is None:
            raise WorldError("PAGE_NOT_FOUND", "Not Found")
        if found.permlevel == MODERATORS_ONLY:
            self.require_moderator(subreddit, reader, "wiki")
        return found

    def add_note(
        self, subreddit: str, operator: str, user: str, note: str, *, label: str | None = None, about: str | None = None
    ) -> ModNote:
        """A moderator's note about a user, at most 250 characters; `about` is the fullname it concerns."""
        community, noted = self.subreddit(subreddit), self.existing_user(user)
        if not self.is_moderator(community.name, operator):
            raise WorldError("FORBIDDEN", "only moderators keep notes")
        if not note.strip() or len(note) > LONGEST_NOTE:
            code = "NO_TEXT" if not note.strip() else "TOO_LONG"
            raise WorldError(code, f"a note has 1 to {LONGEST_NOTE} characters", field="note")
        entry = ModNote(
            id=f"ModNote_{self._new_id('ModNote')}",
            operator=operator,
            subreddit=community.name,
            user=noted.name,
            created=self.now(),
            note=note,
            label=label,
            about=about,
        )
        self._notes.setdefault(community.name.lower(), []).append(entry)
        self._note_action(community.name, "addnote", operator, author=noted.name, target=about or "")
        return entry

    def notes(self, subreddit: str, user: str | None = None) -> list[ModNote]:
        """The notes of a subreddit, or those about one user, newest first."""
        found = self._notes.get(self.subreddit(subreddit).name.lower(), [])
        return [note for note in reversed(found) if user is None or note.user.lower() == user.lower()]
