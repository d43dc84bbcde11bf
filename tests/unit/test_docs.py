"""Docs that keep up: whatever a person can type, set or open is named where they would look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import app as bot_app
from bot.commands import HELPER_WORDS, MODERATOR_WORDS, Word
from bot.policy import wording
from bot.rules import FlagRules, Rules, SuggestionRules, parse_rules
from bot.texts import texts
from models.protocols import Hazard
from training.cli import app as training_app

ROOT = Path(__file__).parents[2]
DOCS = "\n".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
)


def names(app: object) -> list[str]:
    return [
        command.name or command.callback.__name__.replace("_", "-")
        for command in app.registered_commands  # type: ignore[attr-defined]  # Typer's own list
    ]


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
