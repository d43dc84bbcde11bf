"""config.toml → sections, or every mistake in one line that names file and key."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.config import Config, read_config, read_models, read_secrets
from bot.errors import Misconfigured

ROOT = Path(__file__).parents[3]
GOOD = '[reddit]\nusername = "bot"\nclient_id = "x"\nsubreddits = ["a_b"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text)
    return path


def test_the_file_in_the_project_is_valid_and_names_every_key() -> None:
    table = tomllib.loads((ROOT / "config.toml").read_text())
    config = read_config(ROOT / "config.toml")
    for name, section in config:
        if name == "training":
            continue
        expected = set(type(section).model_fields)
        missing = expected - set(table[name])
        assert not missing, f"[{name}] does not show {sorted(missing)}"


def test_the_file_in_the_project_shows_the_defaults() -> None:
    shown = read_config(ROOT / "config.toml")
    plain = Config.model_validate({"reddit": {"username": "a", "client_id": "b", "subreddits": ["c"]}})
    assert shown.watch == plain.watch
    assert shown.follow == plain.follow
    assert shown.schedule == plain.schedule
    assert shown.models.local == plain.models.local
    assert shown.models.served == plain.models.served


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, GOOD))
    assert config.store.path == tmp_path / "data/sidelight.db"
    assert config.models.registry == tmp_path / "data/adapters"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD + 'typo = 1\n[watch]\nreplies_s = -1\n[follow]\nages_h = [6, 1]\n[models]\nengine = "magic"\n'
    with pytest.raises(Misconfigured) as caught:
        read_config(written(tmp_path, text))
    for part in ("config.toml", "reddit.typo", "watch.replies_s", "follow.ages_h", "models.engine"):
        assert part in str(caught.value)


@pytest.mark.parametrize("key", ["password", "client_secret", "api_key", "refresh_token"])
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        read_config(written(tmp_path, GOOD + f'{key} = "hunter2"\n'))
    assert key in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(("text", "said"), [("[reddit", "not valid TOML"), (None, "does not exist")])
def test_a_file_that_is_no_configuration(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "config.toml" if text is None else written(tmp_path, text)
    with pytest.raises(Misconfigured, match=said):
        read_config(path)


def test_secrets_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-file\n")
    secrets = read_secrets({"SIDELIGHT_PASSWORD": "from-environment", "SIDELIGHT_CLIENT_SECRET_FILE": str(file)})
    assert secrets.password.get_secret_value() == "from-environment"
    assert secrets.client_secret.get_secret_value() == "from-file"
    assert "from-" not in repr(secrets)


@pytest.mark.parametrize(
    "environment",
    [{}, {"SIDELIGHT_PASSWORD": "x"}, {"SIDELIGHT_PASSWORD": "x", "SIDELIGHT_CLIENT_SECRET_FILE": "/does/not/exist"}],
)
def test_a_missing_secret_says_what_to_set(environment: dict[str, str]) -> None:
    with pytest.raises(Misconfigured, match="SIDELIGHT_"):
        read_secrets(environment)


def test_commands_without_reddit_read_only_their_section(tmp_path: Path) -> None:
    assert read_models(None).engine == "guideline"
    assert read_models(written(tmp_path, '[models]\nengine = "local"\n')).engine == "local"
    with pytest.raises(Misconfigured, match=r"models\.engine"):
        read_models(written(tmp_path, '[models]\nengine = "magic"\n'))
