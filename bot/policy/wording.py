"""Every word that the bot says to people. Plain, short, never pushy; says each time that a program wrote it.

Whatever people typed is escaped before it stands in our Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.policy.flags import believed
from models.protocols import ANYWHERE, DEFAULT_THRESHOLD, UNCERTAIN_WIDTH, Hazard, SafetyRules, Span, Verdict
from store.rows import FlagRow, Permission

SUGGESTIONS_VERSION = 1
TRAINING_VERSION = 1

_SPECIAL = re.compile(r"([\\`*_~\[\]()<>#|!^+\-.])")
_MENTION = re.compile(r"(?<![\w])/?([ur])/(?=\w)", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_REDDIT = "https://www.reddit.com"
SELF_HARM_REPORT = "https://support.reddithelp.com/hc/en-us/articles/360043513931"

_NAMES: Mapping[Hazard, str] = {
    Hazard.INCITEMENT: "encourages suicide or self-harm, or agrees with the wish",
    Hazard.METHOD_INFO: "speaks of a method",
    Hazard.ABUSE: "insults or threatens",
    Hazard.DISMISSAL: "makes the trouble small, or blames",
    Hazard.PERSONAL_INFO: "asks for or gives away personal details",
    Hazard.FALSE_EXPERIENCE: "claims a life that a machine has not lived",
    Hazard.FALSE_PROMISE: "promises what nobody can keep",
    Hazard.MEDICAL: "diagnoses, or directs medicines",
    Hazard.PRIVATE_CONTACT: "invites to private contact",
    Hazard.PROMOTION: "sells, preaches or recruits",
}

_BY: Mapping[str, str] = {
    "rules": "by a rule",
    "heads": "by likeness to examples",
    "detoxify": "by a model of toxic language",
}

_WORDS: Mapping[Permission, str] = {
    Permission.SUGGESTIONS: (
        "Sidelight is a program that the moderators run. If you agree, it reads the replies that you post in this "
        "community and now and then sends you, privately, a version of your own words that may land more gently. "
        "A computer writes it; nobody else sees it; you decide what to do with it, and doing nothing is fine. "
        "Your replies and your name are kept on the moderators' own machine for as long as you stay in, and deleted "
        "when you leave or delete them on Reddit. You can leave at any moment with `opt out`."
    ),
    Permission.TRAINING: (
        "A second question, separate from the first, and `no` changes nothing for you: may Sidelight learn from your "
        "posts and replies here, and from how they were received? They would be used, without your name, to train the "
        "model that runs on the moderators' own machine, and nowhere else. If you change your mind, write `train no`: "
        "your texts are taken out, and models that learned from them are withdrawn."
    ),
}


def says(hazard: Hazard) -> str:
    """What a reply with this hazard does, as the end of "it probably …"."""
    return _NAMES[hazard]


def consent_words(permission: Permission) -> tuple[int, str]:
    """The version and the exact words that somebody agrees to. A changed word means a new version."""
    version = SUGGESTIONS_VERSION if permission is Permission.SUGGESTIONS else TRAINING_VERSION
    return version, _WORDS[permission]


def escape(text: str, *, limit: int = 160) -> str:
    """`text` on one line, harmless in Markdown: no formatting, no links, no mentions, no invisible characters."""
    return _MENTION.sub(lambda found: f"{found[1]}\\/", _SPECIAL.sub(r"\\\1", _one_line(text, limit)))


def _one_line(text: str, limit: int) -> str:
    flat = " ".join(_INVISIBLE.sub("", text).split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def link_to(permalink: str) -> str:
    """A full address for a permalink as Reddit gives it."""
    return permalink if permalink.startswith("http") else _REDDIT + permalink


def ask_suggestions() -> str:
    """The answer to `opt in`: the words, and how to agree to them."""
    version, words = consent_words(Permission.SUGGESTIONS)
    return f"{words}\n\nTo start, answer `agree`. (Wording {version}.)"


def ask_training() -> str:
    """The words about training, and how to answer them."""
    version, words = consent_words(Permission.TRAINING)
    return f"{words}\n\nAnswer `train yes` or `train no`. (Wording {version}.)"


def welcome() -> str:
    """The answer to `agree`: what happens now, then the second question."""
    return (
        "Thank you. You are in: from now on you may get a suggestion when one is likely to help. "
        f"Write `help` for everything else, `opt out` to stop.\n\n{ask_training()}"
    )


HELPER_HELP = (
    "I am a program; the moderators run me. Write one of these, alone on the first line:\n\n"
    "* `opt in`, `opt out`: suggestions for your own replies, or none any more\n"
    "* `training`, then `train yes` or `train no`: whether I may learn from your texts\n"
    "* `draft LINK`, with your text below: a suggestion before you post\n"
    "* `rate 4` (1 to 5) or `decline`: what you thought of the last suggestion\n"
    "* `status`, `export`: what I hold about you, in short or in full\n"
    "* `forget me`: delete all of it at once\n\n"
    "I am no help line and nobody watches this chat. The moderators read modmail."
)

MODERATOR_HELP = (
    "Answer here with one of these, alone on the first line: `agree F12` or `disagree F12` (was the flag right?), "
    "`why F12`, `draft LINK` (a first draft for a post that nobody answered), `pause`, `resume`, `status`. "
    "The number can be left out where the thread holds one open flag."
)


def suggestion_message(*, number: int, permalink: str, text: str, reasons: Sequence[str]) -> str:
    """A suggestion: the text first, ready to copy, then at most three reasons, then what can be done with it."""
    why = "".join(f"\n* {reason}" for reason in reasons[:3])
    where = f"[your reply]({link_to(permalink)})" if permalink else "your draft"
    take = "edit your reply and paste it" if permalink else "post it, or any part of it"
    return (
        f"---\n\n{text}\n\n---\n\n"
        f"This is a suggestion (S{number}) for {where}, written by a program from your own words. Why:{why}\n\n"
        f"To take it, {take}. `rate 1` to `rate 5` or `decline` tells me what you think; doing nothing is fine too. "
        "`opt out` stops these messages."
    )


def incident_subject(permalink: str) -> str:
    """The subject of an incident's modmail thread. Reddit allows 100 characters."""
    slug = permalink.rstrip("/").rsplit("/", 1)[-1].replace("_", " ")
    return f"Sidelight: replies to look at ({escape(slug, limit=50)})"[:100]


def flag_message(flag: FlagRow, verdict: Verdict, *, body: str, permalink: str, resources: str = "") -> str:
    """What moderators read of a flag: hazard, probability, the words that speak for it, where, and what to answer."""
    lines = [
        f"**F{flag.id}**: [a reply]({link_to(permalink)}) ({flag.reply}) that probably "
        f"{_claim(verdict, Hazard(flag.hazard))}{_words(verdict, Hazard(flag.hazard), body, show=_spoiler)}.",
        f"Right or wrong? Answer `agree F{flag.id}` or `disagree F{flag.id}`; `why F{flag.id}` shows all scores. "
        "Sidelight removes nothing.",
    ]
    if flag.hazard in {Hazard.INCITEMENT, Hazard.METHOD_INFO}:
        lines.append(f"If somebody may be in danger: [Reddit's own help]({SELF_HARM_REPORT}).")
        if resources:
            lines.append(f"Your crisis resources, to copy:\n\n{_as_quote(resources)}")
    return "\n\n".join(lines)


def sentence(verdict: Verdict, text: str, rules: SafetyRules = ANYWHERE) -> str:
    """A verdict on `text` in one plain sentence, for a moderator: no Markdown, and no words about methods."""
    found = believed(verdict, rules)
    if found:
        first, *others = found
        also = "".join(f", also {_claim(verdict, other)}" for other in others)
        return f"Probably {_claim(verdict, first)}{also}{_words(verdict, first, text)}."
    if verdict.unreadable:
        return f"Cannot be judged: {verdict.unreadable}. That does not mean that it is safe."
    for doubtful in verdict.uncertain(rules):
        return f"Not enough for a flag, but perhaps {_claim(verdict, doubtful)}{_words(verdict, doubtful, text)}."
    return "Nothing was found, which does not mean that it is safe."


def because(span: Span) -> str:
    """What found the words of a span, in plain words."""
    if span.evidence.startswith("heads."):
        return "likeness to examples"
    return f"the rule {span.evidence}" if "." in span.evidence else f"the model {span.evidence}"


def _claim(verdict: Verdict, hazard: Hazard) -> str:
    """What the reply does, how surely, and who says so."""
    by = _BY.get(verdict.layers.get(hazard, ""))
    return f"{_NAMES[hazard]} ({verdict.probabilities[hazard]:.2f}{f', {by}' if by else ''})"


def _in_quotes(text: str) -> str:
    return f"“{_one_line(text, 160)}”"


def _spoiler(text: str) -> str:
    return f">!{escape(text)}!<"


def _words(
    verdict: Verdict, hazard: Hazard, text: str, *, show: Callable[[str], str] = _in_quotes, most: int = 2
) -> str:
    """The words that speak for a hazard, behind a colon, unless they may tell of a method."""
    spans = [span for span in verdict.spans if span.hazard is hazard and text[span.start : span.end].strip()]
    if not spans:
        return ""
    safe = [span for span in spans if not _may_tell_a_method(span, verdict)]
    if not safe:
        return "; the words are not repeated here, please read them in place"
    return ": " + ", ".join(dict.fromkeys(show(text[span.start : span.end]) for span in safe[:most]))


def _may_tell_a_method(span: Span, verdict: Verdict) -> bool:
    methods = [other for other in verdict.spans if other.hazard is Hazard.METHOD_INFO]
    if not methods:  # if a method was heard, but nobody can say where, it could be anywhere
        return verdict.probabilities.get(Hazard.METHOD_INFO, 0.0) >= DEFAULT_THRESHOLD - UNCERTAIN_WIDTH
    return any(span.start < method.end and method.start < span.end for method in methods)


def report_reason(flag: FlagRow) -> str:
    """What stands in the report queue; Reddit cuts at 100 characters."""
    return f"Sidelight F{flag.id}: probably {_NAMES[Hazard(flag.hazard)]} ({flag.probability:.0%})"[:100]


def all_scores(flag: FlagRow, probabilities: Mapping[str, float], model: str, spans: Sequence[str]) -> str:
    """The answer to `why`: every hazard's probability, and which rules spoke."""
    rows = sorted(probabilities.items(), key=lambda item: -item[1])
    table = "\n".join(f"* {hazard.replace('_', ' ')}: {probability:.0%}" for hazard, probability in rows)
    rules = ", ".join(escape(span, limit=60) for span in dict.fromkeys(spans)) or "none"
    return f"F{flag.id}, judged by {escape(model, limit=80)}:\n\n{table}\n\nEvidence: {rules}."


def crisis_alert(permalink: str, resources: str) -> str:
    """One alert when a post speaks of present danger. The resources are the moderators' own words."""
    text = (
        f"[A new post]({link_to(permalink)}) speaks of present danger. Sidelight writes to nobody about it and "
        f"suggests nothing under it. [Reddit's own help]({SELF_HARM_REPORT}) can be sent from the post's report menu."
    )
    return f"{text}\n\nYour crisis resources, to copy:\n\n{_as_quote(resources)}" if resources else text


def rules_problem(problems: Sequence[str], page: str) -> str:
    """Everything that is wrong with the rules page, at once."""
    lines = "\n".join(f"* {escape(problem, limit=300)}" for problem in problems)
    return (
        f"The page `{page}` has a mistake, so the last good version stays in force (without one, dry-run):"
        f"\n\n{lines}\n\n"
        "Mend the page and I read it again within minutes."
    )


def moderator_draft(text: str, permalink: str) -> str:
    """A first draft for a moderator, and what it is not."""
    return (
        f"A first draft for [this post]({link_to(permalink)}), written by a program; check it, make it yours:\n\n"
        f"{_as_quote(text)}"
    )


def _as_quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in _INVISIBLE.sub("", text).splitlines())
