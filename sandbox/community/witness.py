"""The witness sees everything that happens in the world and writes down what is true of it.

It follows what people allow from their messages alone, as an honest observer would, and counts how the bot behaves.
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.community.letters import bare, command, flags_in, offer_in
from sandbox.community.taste import Taste
from sandbox.things import Comment, Conversation, Event, Message, Submission
from sandbox.truth import PostTruth, ReplyTruth, Truth
from sandbox.world import World

LEAVING = frozenset({"opt out", "optout", "opt-out", "stop", "unsubscribe", "forget me"})


class Witness:
    """Subscribes to the world; hands on nothing."""

    def __init__(self, world: World, truth: Truth, *, bot_name: str) -> None:
        self._world = world
        self._truth = truth
        self._bot = bot_name
        self._tastes: dict[str, Taste] = {}
        self._asked: dict[str, int] = {}
        """Person → messages to the bot since its last message to them."""
        self._said: dict[str, set[str]] = {}
        """Person or subreddit → what the bot said there since somebody else last wrote."""
        self._suggested: set[object] = set()
        world.subscribe(self.see)

    def learn_tastes(self, tastes: Mapping[str, Taste]) -> None:
        """More communities whose hidden taste is known."""
        self._tastes.update({name.lower(): taste for name, taste in tastes.items()})
        self._truth.tastes.update({name: taste.name for name, taste in tastes.items()})

    def knows_taste(self, subreddit: str) -> bool:
        """Whether anybody knows what that community likes."""
        return subreddit.lower() in self._tastes

    def see(self, event: Event) -> None:
        """Take note of one event."""
        thing = event.thing
        match event.kind:
            case "submission" if isinstance(thing, Submission):
                self._see_post(thing)
            case "comment" if isinstance(thing, Comment):
                self._see_reply(thing)
            case "edit" if isinstance(thing, Comment):
                self._see_edit(thing)
            case "remove":
                self._see_removal(thing)
            case "message" if isinstance(thing, Message):
                self._see_message(thing)
            case "modmail" if isinstance(thing, Conversation):
                self._see_modmail(thing)

    def taste_of(self, subreddit: str, text: str, post: Submission) -> float:
        """What that community would make of this text under that post; 0.5 where no taste is known."""
        taste = self._tastes.get(subreddit.lower())
        return taste.value(text, f"{post.title} {post.selftext}") if taste else 0.5

    def _see_post(self, post: Submission) -> None:
        author = post.author or ""
        self._note_public(author)
        person = self._truth.people.get(author)
        self._truth.posts[post.fullname] = PostTruth(
            post.fullname,
            post.subreddit,
            author,
            post.created,
            author_allows_training=person is not None and person.allows_training,
        )

    def _see_reply(self, reply: Comment) -> None:
        author = reply.author or ""
        self._note_public(author)
        person = self._truth.people.get(author)
        taste = self.taste_of(reply.subreddit, reply.body, reply.submission)
        self._truth.replies[reply.fullname] = ReplyTruth(
            reply.fullname,
            reply.submission.fullname,
            reply.subreddit,
            author,
            reply.created,
            taste=taste,
            first_taste=taste,
            author_opted_in=person is not None and person.is_opted_in,
            author_allows_training=person is not None and person.allows_training,
            by_seeker=author != "" and author == reply.submission.author,
        )

    def _see_edit(self, reply: Comment) -> None:
        if (true := self._truth.replies.get(reply.fullname)) is not None:
            true.taste = self.taste_of(reply.subreddit, reply.body, reply.submission)
            true.is_still_harmful = any(bare(sentence) in bare(reply.body) for sentence in true.evidence)
            true.edits += 1

    def _see_removal(self, thing: object) -> None:
        if isinstance(thing, Comment):
            self._truth.removed.setdefault(thing.fullname, self._world.now())

    def _see_message(self, message: Message) -> None:
        if message.dest == self._bot:
            self._note_command(message)
        elif message.author == self._bot:
            self._note_bot_message(message)

    def _note_command(self, message: Message) -> None:
        person = self._truth.person(message.author)
        self._asked[message.author] = self._asked.get(message.author, 0) + 1
        self._said.pop(message.author, None)
        said = command(message.body)
        if said in LEAVING:
            if person.left_utc is None:
                person.left_utc, person.left_answered_utc = message.created, None
            if said == "forget me":
                person.training = None
        elif said == "opt in":
            person.asked_utc = message.created
        elif said == "agree" and person.asked_utc is not None:
            person.opted_in_utc, person.left_utc, person.left_answered_utc = message.created, None, None
        elif said in ("train yes", "train no"):
            person.training = said == "train yes"

    def _note_bot_message(self, message: Message) -> None:
        conduct, person = self._truth.conduct, self._truth.person(message.dest)
        conduct.messages += 1
        person.messages_received += 1
        # Each question is owed one answer, and a slow bot may still owe several.
        is_answer = self._asked.get(message.dest, 0) > 0
        self._asked[message.dest] = max(0, self._asked.get(message.dest, 0) - 1)
        said = self._said.setdefault(message.dest, set())
        conduct.duplicate_messages += bare(message.body) in said
        said.add(bare(message.body))
        offer = offer_in(message.body)
        if offer is not None:
            person.suggestions_received += 1
            marks = {offer.number, offer.reply} - {None}
            conduct.duplicate_suggestions += bool(marks & self._suggested)
            self._suggested |= marks
        if person.left_utc is not None and person.left_answered_utc is None:
            conduct.late += offer is not None
            if offer is None:
                person.left_answered_utc = message.created
        elif not (person.is_opted_in or is_answer):
            conduct.unasked += 1

    def _see_modmail(self, conversation: Conversation) -> None:
        last = conversation.messages[-1]
        if last.author != self._bot:
            self._said.pop(conversation.subreddit, None)
            return
        conduct = self._truth.conduct
        said = self._said.setdefault(conversation.subreddit, set())
        words = bare(conversation.subject + last.body_markdown)
        conduct.duplicate_modmail += words in said
        said.add(words)
        for number, reply in flags_in(last.body_markdown):
            if reply in self._truth.flagged:
                conduct.duplicate_flags += ("flag", reply, number) not in self._suggested
                continue
            self._truth.flagged[reply] = last.created
            self._suggested.add(("flag", reply, number))

    def _note_public(self, author: str) -> None:
        self._truth.conduct.public += author == self._bot


def watch(world: World, truth: Truth, *, bot_name: str, tastes: Mapping[str, Taste]) -> Witness:
    """The one witness of this truth, so that two lives in one world are not counted twice."""
    witness = truth.watched_by if isinstance(truth.watched_by, Witness) else Witness(world, truth, bot_name=bot_name)
    truth.watched_by = witness
    witness.learn_tastes(tastes)
    return witness
