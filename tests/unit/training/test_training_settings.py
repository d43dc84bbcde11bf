"""config.toml as training reads it, and the commands that need no model."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from training.cli import main
from training.errors import Busy, Misconfigured, Stopped
from training.lock import only_run
from training.recorded import stopped_by_signal
from training.settings import TrainingSettings, read_settings, require_permission


def a_config(folder: Path, text: str = "") -> Path:
    path = folder / "config.toml"
    path.write_text(text)
    return path


def say(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The exit code of the command."""
    monkeypatch.setattr(sys, "argv", ["sidelight-train", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_defaults_refuse_live_data(tmp_path: Path) -> None:
    settings = read_settings(a_config(tmp_path))
    assert settings.training == TrainingSettings(work=tmp_path / "data/training")
    assert settings.store == tmp_path / "data/sidelight.db"
    with pytest.raises(Misconfigured, match=r"training\.permission_ref is empty"):
        require_permission(settings)


def test_blank_is_no_permission(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        require_permission(read_settings(a_config(tmp_path, '[training]\npermission_ref = "  "\n')))


def test_all_mistakes_are_told_at_once_and_other_sections_are_not_ours(tmp_path: Path) -> None:
    path = a_config(
        tmp_path,
        '[reddit]\nnonsense = 1\n[training]\nepoch = 3\nholdout = 2.0\n[training.pairs]\nmin_ratio = "two"\n'
        "[training.dpo]\nlabel_smoothing = 0.1\n[models.local]\nthreads = 0\n",
    )
    with pytest.raises(Misconfigured) as error:
        read_settings(path)
    told = str(error.value)
    assert told.startswith(str(path))
    for key in (
        "training.epoch",
        "training.holdout",
        "training.pairs.min_ratio",
        "training.dpo",
        "models.local.threads",
    ):
        assert key in told
    assert "reddit" not in told


@pytest.mark.parametrize(
    "loss", ['["sft"]', '["robust"]', '["kto"]'], ids=["no preference", "no smoothing", "not ours"]
)
def test_losses_that_would_do_nothing_or_harm_are_refused(tmp_path: Path, loss: str) -> None:
    with pytest.raises(Misconfigured, match="loss"):
        read_settings(a_config(tmp_path, f"[training.dpo]\nloss = {loss}\n"))


@pytest.mark.parametrize("text", [None, "[training", "\ufeff[x]\n\x00"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "config.toml" if text is None else a_config(tmp_path, text)
    with pytest.raises(Misconfigured) as error:
        read_settings(path)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)


def test_two_runs_do_not_overlap(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    with only_run(store), pytest.raises(Busy, match="another training run is at work"), only_run(store):
        pass
    with only_run(store):
        pass


def test_sigterm_becomes_an_exception_and_the_old_handler_comes_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Stopped), stopped_by_signal():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize("command", ["run", "pairs", "list", "promote", "rollback", "withdraw", "tiny", "check"])
def test_every_command_says_what_it_does(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(monkeypatch, command, "--help") == 0
    assert "--config" in capsys.readouterr().out


def test_misconfiguration_is_one_line_and_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_config(tmp_path)
    assert say(monkeypatch, "run", "--config", str(path)) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert say(monkeypatch, "withdraw", "--config", str(path)) == 2
    assert "--check" in capsys.readouterr().err


def test_check_tells_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(monkeypatch, "check", "--json", "--config", str(a_config(tmp_path))) == 2
    told = {row["what"]: row["ok"] for row in json.loads(capsys.readouterr().out)}
    assert told == {"permission": False, "libraries": True, "base model": True, "store": False, "registry": True}


def test_an_unknown_adapter_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(monkeypatch, "promote", "im-000000000000", "--config", str(a_config(tmp_path))) == 1
    assert "there is no adapter im-000000000000" in capsys.readouterr().err


def test_nothing_above_the_recipe_imports_torch() -> None:
    """`--help`, `pairs` and `list` must be quick."""
    code = "import sys, training.cli, training.run, training.show, training.check; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False).returncode == 0
