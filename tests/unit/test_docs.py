"""Docs that keep up: whatever a person can type, set or open is named where they would look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import app as bot_app
from bot.commands import HELPER_WORDS, MODERATOR_WORDS, Word
from bot.policy import wording
from bot.rules import RENAMED, FlagRules, Rules, Sensitivity, SuggestionRules, parse_rules
from bot.texts import texts
from models.protocols import Hazard, Post, SafetyRules
from models.safety import RulesClassifier
from training.cli import app as training_app

ROOT = Path(__file__).parents[2]
DOCS = "\n".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
)


def names(app: object) -> list[str]:
    """The commands, those of named groups with the group's name before them."""
    found = [
        command.name or command.callback.__name__.replace("_", "-")
        for command in app.registered_commands  # type: ignore[attr-defined]  # Typer's own list
    ]
    for group in app.registered_groups:  # type: ignore[attr-defined]  # likewise
        if isinstance(group.name, str):
            found += [f"{group.name} {command}" for command in names(group.typer_instance)]
    return found


@pytest.mark.parametrize("command", sorted(set(names(bot_app) + names(texts))))
def test_every_command_of_the_bot_is_in_the_docs(command: str) -> None:
    assert f"sidelight {command}" in DOCS


@pytest.mark.parametrize("command", sorted(names(training_app)))
def test_every_command_of_training_is_in_the_docs(command: str) -> None:
    assert re.search(rf"sidelight-train {command}\b|`{command}`", DOCS)


@pytest.mark.parametrize("word", HELPER_WORDS)
def test_helpers_can_read_of_every_command(word: Word) -> None:
    assert str(word) in wording.HELPER_HELP or word in {Word.HELP, Word.AGREE}


@pytest.mark.parametrize("word", MODERATOR_WORDS)
def test_moderators_can_read_of_every_command(word: Word) -> None:
    guide = (ROOT / "docs/moderators.md").read_text(encoding="utf-8")
    assert word is Word.HELP or f"`{word}" in guide


def test_the_page_in_the_moderators_guide_is_valid_and_shows_every_key_with_its_default() -> None:
    guide = (ROOT / "docs/moderators.md").read_text(encoding="utf-8")
    page = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)[-1]
    rules = parse_rules(page)
    assert isinstance(rules, Rules)
    plain = FlagRules()
    assert all(rules.flags.threshold(hazard) == plain.threshold(hazard) for hazard in Hazard)
    assert all(rules.flags.route(hazard) == plain.route(hazard) for hazard in Hazard)
    assert set(rules.flags.thresholds) == set(rules.flags.routes) == set(Hazard)
    assert rules.suggestions == SuggestionRules()
    for model in (Rules, FlagRules, SuggestionRules):
        for key in model.model_fields:
            assert f"{key}:" in page


GRAVE = Post("Tonight", "I want to die and I think that I will end it tonight.")


def said_in_the_guide(hazard: Hazard, label: str) -> list[str]:
    """The examples that stand behind a label in the part of the moderators' guide about a hazard."""
    guide = (ROOT / "docs/moderators.md").read_text(encoding="utf-8")
    part = re.search(rf"^### {hazard}\n(.*?)(?=^##)", guide, re.MULTILINE | re.DOTALL)
    assert part, f"the guide does not explain {hazard}"
    lines = re.search(rf"^\* \*\*{label}(.*?)(?=^\* )", part[1], re.MULTILINE | re.DOTALL)
    assert lines, f"the guide does not say what is {label} by {hazard}"
    return re.findall(r'"([^"]+)"', " ".join(lines[1].split()))


@pytest.mark.parametrize("hazard", list(Hazard))
def test_what_the_guide_says_of_a_hazard_is_what_the_rules_do(hazard: Hazard) -> None:
    rules = SafetyRules(is_machine_text=hazard is Hazard.FALSE_EXPERIENCE)
    meant, also_said = said_in_the_guide(hazard, "Meant"), said_in_the_guide(hazard, "Also said")
    assert len(meant) >= 2
    assert also_said
    for text in meant:
        assert hazard in RulesClassifier().judge(GRAVE, text, rules).flags(rules), text
    for text in also_said:
        assert RulesClassifier().judge(GRAVE, text, rules).flags(rules) == (), text


@pytest.mark.parametrize("hazard", list(Hazard))
def test_the_guide_says_where_a_definition_comes_from_what_it_misses_and_how_to_tune_it(hazard: Hazard) -> None:
    guide = (ROOT / "docs/moderators.md").read_text(encoding="utf-8")
    part = guide.split(f"### {hazard}\n")[1].split("\n##")[0]
    assert [label for label in ("Source", "Misses", "Tuning") if f"* **{label}:** " not in part] == []


@pytest.mark.parametrize("sensitivity", list(Sensitivity))
def test_the_guide_says_what_a_sensitivity_is_worth(sensitivity: Sensitivity) -> None:
    guide = (ROOT / "docs/moderators.md").read_text(encoding="utf-8")
    assert f"| `{sensitivity}` | {sensitivity.threshold} |" in guide


@pytest.mark.parametrize("old", RENAMED)
def test_the_guide_knows_the_old_names(old: str) -> None:
    assert f"`{old}`" in (ROOT / "docs/moderators.md").read_text(encoding="utf-8")


def test_every_folder_and_package_is_on_the_map() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for folder in ("bot", "models", "training", "store", "sandbox", "bench", "tests", "docs"):
        assert f"`{folder}/`" in readme


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:bot|models|training|store|sandbox|bench)/[\w/]+\.py)`", DOCS)))
)
def test_every_file_that_the_docs_name_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(
    "module", sorted(path.stem for path in (ROOT / "bench").glob("*.py") if "typer.run" in path.read_text())
)
def test_every_bench_is_in_the_docs(module: str) -> None:
    assert f"bench.{module}" in DOCS
