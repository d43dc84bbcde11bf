"""What must never stand in a text: leaked prompts, unseen characters, Markdown that breaks out."""

from __future__ import annotations

import re
from collections.abc import Callable

from models.audit.case import Case, words
from models.protocols import Finding

_I = re.IGNORECASE
_TOKENS = re.compile(
    r"<\s?[|｜‹]|[|｜›]\s?>|‹[|｜]|[|｜]›|\[/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS)\]|\(/?INST\)|<</?SYS>>|‹‹/?SYS››"
    r"|[<‹]/?(?:s|bos|eos|unk|pad|think|im_start|im_end|start_of_turn|end_of_turn|assistant|user|system|post"
    r"|draft|reply|example|commenting_guidelines|response_format)[>›]|"
    r"#{2,6} ?(?:instructions?|response|input|system|assistant|user)\b",
    _I,
)
_SPEECH = re.compile(
    r"\b(?:as an? (?:ai|language model|assistant|large language)|i(?:'m| am) (?:just )?an? (?:ai|bot|program"
    r"|language model|assistant|large language)|language model|i (?:can't|cannot|am unable to|'m unable to"
    r"|can not) (?:assist|comply|fulfil|help with (?:that|this request))|"
    r"here(?:'s| is) (?:the|a|an|your|my) (?:\w+ )?(?:improved|revised|rewritten|better|kinder|edited|suggested)"
    r"|(?:improved|revised|rewritten|edited|original) (?:reply|draft|comment|version|text|response)"
    r"|system prompt|(?:the|my|your|previous|above|these|following) (?:instructions|guidelines|prompt)\b"
    r"|sure[,!] here|certainly[,!] here|note: (?:i|the))"
    r"|\b(?:assistant|system|human|ai) ?:|\[(?:name|insert|your)[^\]\n]{0,60}\]",
    _I,
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufffd\ue000-\uf8ff\U000e0000-\U000e007f]"
)
_LINES = {
    "heading": re.compile(r"^ {0,3}#{1,6}(?:\s|$)", re.MULTILINE),
    "rule": re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", re.MULTILINE),
    "quote": re.compile(r"^ {0,3}(?:>|&gt;)", re.MULTILINE),
    "code": re.compile(r"^(?: {4,}|\t)\S|`", re.MULTILINE),
    "table": re.compile(r"^[ \t]*\|.*\|", re.MULTILINE),
    "html": re.compile(r"</?[a-z][^>\n]{0,200}>|<!--|&#?\w{2,8};", _I),
    "image": re.compile(r"!\[[^\]\n]{0,200}\]"),
    "spoiler": re.compile(r">!|!<"),
    "list": re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE),
    "emphasis": re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)"),
}


def no_leak(case: Case) -> Finding | None:
    """Chat-template marks, or a model talking about its task. Marks are refused even where the draft holds them."""
    if found := _TOKENS.search(case.text) or _TOKENS.search(case.plain_text):
        return Finding("leak", "It holds marks of a prompt or a chat template.", {"found": found[0][:40]})
    draft = case.plain_draft.lower()
    for match in _SPEECH.finditer(case.plain_text):
        if match[0].lower() not in draft:
            return Finding("leak", "It speaks of its own task.", {"found": match[0][:60]})
    return None


def no_prompt_words(prompt: str, size: int = 8) -> Callable[[Case], Finding | None]:
    """A check that no `size` words in a row come from `prompt`, unless draft or post hold them."""
    told = words(prompt)
    phrases = frozenset(" ".join(told[n : n + size]) for n in range(len(told) - size + 1))

    def check(case: Case) -> Finding | None:
        said = words(case.plain_text)
        known = " ".join(words(case.known))
        for n in range(len(said) - size + 1):
            phrase = " ".join(said[n : n + size])
            if phrase in phrases and phrase not in known:
                return Finding("leak", "It repeats its instructions.", {"found": phrase})
        return None

    return check


def nothing_hidden(case: Case) -> Finding | None:
    """Characters that nobody sees. Joiners inside emoji and accents pass."""
    if found := _HIDDEN.search(case.text):
        return Finding("hidden", "It holds characters that nobody sees.", {"found": f"U+{ord(found[0]):04X}"})
    return None


def markdown_holds(case: Case) -> Finding | None:
    """No new block structure, and nothing left open that would swallow what follows it in a message."""
    for kind, pattern in _LINES.items():
        now, before = len(pattern.findall(case.text)), len(pattern.findall(case.draft))
        if now > before:
            return Finding("markdown", f"It has a {kind} that the draft did not have.", {"now": now, "before": before})
    if len(re.findall(r"^ {0,3}(?:```|~~~)", case.text, re.MULTILINE)) % 2:
        return Finding("markdown", "A block of code is left open.")
    for opened, closed in ((">!", "!<"), ("](", ")"), ("<!--", "-->")):
        if case.text.count(opened) > case.text.count(closed):
            return Finding("markdown", f"A {opened} is left open.")
    return None


MARKUP = (no_leak, nothing_hidden, markdown_holds)
