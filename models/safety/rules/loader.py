"""Reads the rules' files, and says where in which file something is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from models.protocols import Hazard
from models.safety.phrases import lines, phrase
from models.safety.rule import BANDS, Rule

# libyaml reads the files about ten times faster, but not every build of PyYAML has it.
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SWITCHES = ("hard", "hard_in_crisis", "order", "negatable", "asked", "adds", "reportable")
_EXAMPLES = ("matches", "leaves", "matches_in_crisis", "leaves_in_crisis")
_KEYS = {"id", "weight", "in_crisis", "says", "unless", *_SWITCHES, *_EXAMPLES}


class BadRule(ValueError):
    """A rules file cannot be used; the message names the file, the rule and the key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule, and the texts that say what it is for. In one of `leaves` another rule may well speak."""

    rule: Rule
    matches: tuple[str, ...]
    leaves: tuple[str, ...]
    matches_in_crisis: tuple[str, ...]
    """Below a post that speaks of suicide; the others stand below a post about a hard week at work."""
    leaves_in_crisis: tuple[str, ...]


def load_rules(folder: Traversable | None = None) -> tuple[Entry, ...]:
    """The rules of every `<hazard>.yaml` and `<hazard>-<part>.yaml` in `folder`, or our own, file after file.

    Raises `BadRule` for the first thing that is wrong. Phrases are parsed when they are first tried: `check_phrases`
    reads them all.
    """
    folder = folder or files("models.safety.rules")
    found: dict[str, Entry] = {}
    for file in sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name):
        for entry in _read(file):
            if entry.rule.id in found:
                raise BadRule(f"{file.name}: {entry.rule.id}: there is another rule with this id")
            found[entry.rule.id] = entry
    return tuple(found.values())


def check_phrases(entry: Entry) -> None:
    """Parse every phrase of a rule. Raises `BadRule` naming the rule, the key and the phrase that cannot be read."""
    for key, block in (("says", entry.rule.says), ("unless", entry.rule.unless)):
        for line in lines(block):
            try:
                phrase(line.removeprefix("...").removesuffix("..."))
            except (ValueError, KeyError) as wrong:
                raise BadRule(f"{entry.rule.id}: {key}: {line}: {wrong}") from wrong


def _read(file: Traversable) -> Iterator[Entry]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - a safe loader, the fast one
    except yaml.YAMLError as wrong:
        raise BadRule(f"{file.name}: it is no YAML: {wrong}") from wrong
    hazard = file.name.removesuffix(".yaml").partition("-")[0]
    if hazard not in list(Hazard):
        raise BadRule(f"{file.name}: no hazard is called {hazard}")
    if not isinstance(content, dict) or not isinstance(content.get("rules"), list):
        raise BadRule(f"{file.name}: rules: a list of rules is missing")
    if unknown := set(content) - {"blocks", "rules"}:
        raise BadRule(f"{file.name}: {', '.join(sorted(unknown))}: only blocks and rules are known here")
    for number, values in enumerate(content["rules"], start=1):
        if not isinstance(values, dict) or not isinstance(values.get("id"), str):
            raise BadRule(f"{file.name}: rule {number}: id: it is missing")
        yield _Keys(f"{file.name}: {values['id']}", values).entry(Hazard(hazard))


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of one rule as they stand in its file."""

    where: str
    values: Mapping[str, object]

    def entry(self, hazard: Hazard) -> Entry:
        if unknown := set(map(str, self.values)) - _KEYS:
            raise BadRule(f"{self.where}: {', '.join(sorted(unknown))}: no such key")
        rule_id = str(self.values["id"])
        if not rule_id.startswith(f"{hazard.value}."):
            raise BadRule(f"{self.where}: id: it must begin with {hazard.value}.")
        weight = self._weight("weight")
        if weight is None:
            raise BadRule(f"{self.where}: weight: it is missing")
        says = self._block("says")
        if not says:
            raise BadRule(f"{self.where}: says: it is missing")
        switches = {key: self._switch(key) for key in _SWITCHES if key in self.values}
        rule = Rule(
            rule_id, hazard, weight, says, in_crisis=self._weight("in_crisis"), unless=self._block("unless"), **switches
        )
        return Entry(rule, *(self._texts(key) for key in _EXAMPLES))

    def _weight(self, key: str) -> float | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value in BANDS:
            return BANDS[value]
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1:
            return float(value)
        raise BadRule(f"{self.where}: {key}: {value!r} is no number from 0 to below 1 and none of {', '.join(BANDS)}")

    def _switch(self, key: str) -> bool:
        value = self.values[key]
        if not isinstance(value, bool):
            raise BadRule(f"{self.where}: {key}: {value!r} is neither true nor false")
        return value

    def _block(self, key: str) -> str:
        """A block of phrases, or several blocks as one, each with its own margin."""
        value = self.values.get(key, "")
        if isinstance(value, str):
            return value
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return "\n\n".join(map(str, value))
        raise BadRule(f"{self.where}: {key}: it must be text, or a list of texts")

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise BadRule(f"{self.where}: {key}: it must be a list of texts")
        return tuple(map(str, value))
