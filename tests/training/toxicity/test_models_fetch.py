"""`sidelight models fetch detoxify` against a server on this machine that has a small checkpoint in the real layout."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from detoxify_checkpoint import Release, make_release
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import Misconfigured
from models.encoder import PACKAGE, package_folder
from models.safety import load_classifier
from models.safety.release import VARIANTS
from models.safety.toxicity import AIMED, DetoxifyClassifier
from tests.unit.download.file_server import FileServer, serving

pytestmark = pytest.mark.timeout(120)

TEXTS = ["you are an idiot", "i am sorry that it hurts !", "FUCK this"]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return make_release(tmp_path_factory.mktemp("release"))


@pytest.fixture
def server(release: Release) -> Iterator[FileServer]:
    with serving(FileServer({f"/v0/{release.file.name}": release.file.read_bytes()})) as server:
        yield server


def fetched(*arguments: object) -> dict[str, object]:
    result = CliRunner().invoke(app, ["models", "fetch", "detoxify", "--json", *map(str, arguments)])
    assert result.exception is None, result.exception
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def refused(*arguments: object) -> str:
    """The one line that a person sees."""
    result = CliRunner().invoke(app, ["models", "fetch", "detoxify", *map(str, arguments)])
    assert isinstance(result.exception, Misconfigured), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


def from_server(server: FileServer, release: Release, out: Path) -> tuple[object, ...]:
    return ("--url", f"{server.url}/v0/{release.file.name}", "--tokenizer", release.words, "--out", out)


def test_what_comes_gives_the_scores_of_the_network_itself(
    server: FileServer, release: Release, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "detoxify"
    answer = fetched(*from_server(server, release, out))
    assert (answer["sha256"], answer["folder"], answer["was_there"]) == (release.sha256, str(out), False)
    assert answer["labels"] == ["toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack"]
    rows = DetoxifyClassifier(out).scores(TEXTS)
    for ours, theirs in zip(rows, release.scores(TEXTS), strict=True):
        assert list(ours.values()) == pytest.approx(theirs, abs=1e-5)
    assert len({round(row[AIMED[0]], 3) for row in rows}) == 3
    assert load_classifier(out).name.endswith("+detoxify")
    kept = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert kept == {
        "config.json", "vocab.txt", "tokenizer_config.json", "sha256", "converted/model.safetensors",
        "converted/card.json",
    }  # fmt: skip


def test_the_second_time_nothing_is_asked_for(server: FileServer, release: Release, tmp_path: Path) -> None:
    fetched(*from_server(server, release, tmp_path))
    asked = len(server.asked)
    assert fetched(*from_server(server, release, tmp_path))["was_there"] is True
    assert len(server.asked) == asked


def test_a_transfer_that_broke_off_for_good_goes_on_with_the_next_command(
    server: FileServer, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.download._TRIES", 1)
    server.breaks_after = [1 << 16, 0]
    assert "the same command goes on from there" in refused(*from_server(server, release, tmp_path))
    asked = len(server.asked)
    assert fetched(*from_server(server, release, tmp_path))["sha256"] == release.sha256
    assert [wanted for _, wanted in server.asked[asked:]] == [f"bytes={1 << 16}-"]


def test_another_checksum_leaves_nothing_behind(server: FileServer, release: Release, tmp_path: Path) -> None:
    said = refused(*from_server(server, release, tmp_path), "--sha256", "0" * 64)
    assert f"its sha256 is {release.sha256}, not {'0' * 64}" in said
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_name_of_a_file_is_its_promise(server: FileServer, release: Release, tmp_path: Path) -> None:
    name = "toxic_original-00000000.ckpt"
    server.files[f"/v0/{name}"] = release.file.read_bytes()
    assert "not 00000000" in refused("--url", f"{server.url}/v0/{name}", "--tokenizer", release.words, "-o", tmp_path)


def test_a_file_without_a_promise_must_be_the_official_one(release: Release, tmp_path: Path) -> None:
    plain = tmp_path / "model.ckpt"
    plain.write_bytes(release.file.read_bytes())
    asked = ("--from", plain, "--tokenizer", release.words, "--out", tmp_path / "out")
    assert VARIANTS["original"].sha256 in refused(*asked)
    assert fetched(*asked, "--sha256", release.sha256.upper())["sha256"] == release.sha256


def test_a_file_that_lies_here_is_read_and_left(release: Release, tmp_path: Path) -> None:
    answer = fetched("--from", release.file, "--tokenizer", release.words, "--out", tmp_path / "out")
    assert answer["source"] == str(release.file)
    assert release.file.is_file()
    assert list(DetoxifyClassifier(tmp_path / "out").scores(TEXTS)[0].values()) == pytest.approx(
        release.scores(TEXTS[:1])[0], abs=1e-5
    )


def test_the_old_format_can_be_read_too(tmp_path: Path) -> None:
    old = make_release(tmp_path, is_old=True)
    fetched("--from", old.file, "--tokenizer", old.words, "--out", tmp_path / "out")
    assert list(DetoxifyClassifier(tmp_path / "out").scores(TEXTS)[0].values()) == pytest.approx(
        old.scores(TEXTS[:1])[0], abs=1e-5
    )


def test_the_words_come_with_the_sentence_encoder(tmp_path: Path) -> None:
    pytest.importorskip(PACKAGE)
    large = make_release(tmp_path, package_folder())
    base = fetched("--from", large.file, "--out", tmp_path / "out")["base"]
    assert isinstance(base, dict)
    assert base["vocab.txt"] == f"the package {PACKAGE}"
    ours = DetoxifyClassifier(tmp_path / "out").scores(["You're an Idiot, honestly."])[0]
    assert list(ours.values()) == pytest.approx(large.scores(["You're an Idiot, honestly."])[0], abs=1e-5)


def test_an_object_in_a_checkpoint_stays_an_empty_shell(tmp_path: Path) -> None:
    odd = make_release(tmp_path, extra=argparse.Namespace(seed=1))
    assert fetched("--from", odd.file, "--tokenizer", odd.words, "--out", tmp_path / "out")["sha256"] == odd.sha256


class Ran:
    """Pickles into a call that leaves a trace."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.trace,))


@pytest.mark.parametrize("is_old", [False, True])
def test_a_checkpoint_that_would_run_something_is_not_read(tmp_path: Path, is_old: bool) -> None:
    poisoned = make_release(tmp_path, extra=Ran(tmp_path / "ran"), is_old=is_old)
    said = refused("--from", poisoned.file, "--tokenizer", poisoned.words, "--out", tmp_path / "out")
    assert "without running what is in it" in said
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "out" / "converted").exists()


def test_each_mistake_says_what_to_do(release: Release, tmp_path: Path) -> None:
    out, words = ("--out", tmp_path / "out"), ("--tokenizer", release.words)
    assert "use original, original-small" in refused(*out, "--variant", "large")
    assert "64 hex digits" in refused(*out, "--sha256", "abc")
    assert "give one of them" in refused(*out, "--from", release.file, "--url", "http://127.0.0.1/x.ckpt")
    assert "cannot be read: No such file" in refused(*out, *words, "--from", tmp_path / "nowhere.ckpt")
    assert "neither vocab.txt nor tokenizer.json" in refused(*out, "--from", release.file, "--tokenizer", tmp_path)
    assert "cannot write to" in refused("--out", release.file / "x", *words, "--from", release.file)


def test_words_of_another_model_are_refused(release: Release, tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\nmore\n")
    said = refused("--from", release.file, "--tokenizer", tmp_path, "--out", tmp_path / "out")
    assert "has 3 words and the checkpoint 21" in said


def test_something_else_with_the_right_checksum_is_no_checkpoint(server: FileServer, tmp_path: Path) -> None:
    import hashlib

    page = b"<html>Sign in to the network</html>"
    server.files["/x.ckpt"] = page
    digest = hashlib.sha256(page).hexdigest()
    (tmp_path / "vocab.txt").write_text("[PAD]")
    asked = ("--url", f"{server.url}/x.ckpt", "--sha256", digest, "--tokenizer", tmp_path, "--out", tmp_path / "out")
    assert "is not read" in refused(*asked)


def test_the_published_files_carry_their_checksums() -> None:
    for variant in VARIANTS.values():
        assert variant.url.startswith("https://github.com/unitaryai/detoxify/releases/download/v")
        assert variant.sha256[:8] in variant.file
    assert len(VARIANTS["original"].sha256) == 64
