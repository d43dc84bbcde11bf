"""Detoxify's voice on a tiny checkpoint in its real layout: checked, converted once, heard for hostility alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from detoxify_checkpoint import make_folder, write_checksum

from models.protocols import CrisisTier, EngineUnavailable, Hazard, Post
from models.safety import load_classifier
from models.safety.checkpoint import find_weights
from models.safety.toxicity import PROFANITY_ALONE, DetoxifyClassifier

pytestmark = pytest.mark.timeout(120)

POST = Post("", "I am sorry.")
AIMS = (0.0, 0.0, 0.0, 0.0, 5.0, 0.0)
"""Biases that make the tiny model call everything an insult."""
ONLY_SWEARS = (5.0, 0.0, 5.0, -5.0, -5.0, -5.0)
"""Biases that make it call everything toxic and obscene, and nothing aimed at anybody."""


def hostility(classifier: DetoxifyClassifier, reply: str) -> float:
    return classifier.judge(POST, reply).probabilities[Hazard.ABUSE]


def test_scores_are_those_of_detoxify_itself(folder: Path, tmp_path: Path) -> None:
    detoxify = pytest.importorskip("detoxify")
    # The package's own switch for local files is broken, so its checkpoint is made to name the folder.
    loaded = torch.load(folder / "toxic_original.ckpt", weights_only=True)
    loaded["config"]["arch"]["args"]["model_type"] = str(folder)
    torch.save(loaded, tmp_path / "local.ckpt")
    reference = detoxify.Detoxify(checkpoint=str(tmp_path / "local.ckpt"), huggingface_config_path=str(folder))
    texts = ["you are an idiot", "i am sorry that it hurts"]
    expected = reference.predict(texts)
    ours = DetoxifyClassifier(folder).scores(texts)
    assert set(ours[0]) == set(expected)
    for i in range(2):
        for label in expected:
            assert ours[i][label] == pytest.approx(expected[label][i], abs=1e-5)


def test_the_checkpoint_is_converted_once_and_then_never_opened(folder: Path) -> None:
    first = DetoxifyClassifier(folder).scores(["you are kind"])
    (folder / "toxic_original.ckpt").write_bytes(b"no longer readable")
    assert DetoxifyClassifier(folder).scores(["you are kind"]) == first
    assert find_weights(folder).labels[4] == "insult"


def test_an_insult_is_hostility_with_the_sentence_as_evidence(tmp_path: Path) -> None:
    classifier = DetoxifyClassifier(make_folder(tmp_path / "d", biases=AIMS))
    verdict = classifier.judge(POST, "  you are an idiot. ")
    assert verdict.probabilities[Hazard.ABUSE] > 0.9
    assert [(s.start, s.end, s.evidence) for s in verdict.spans] == [(2, 19, "detoxify")]
    assert {p for h, p in verdict.probabilities.items() if h is not Hazard.ABUSE} == {0.02}


def test_profanity_alone_is_not_hostility(tmp_path: Path) -> None:
    assert hostility(DetoxifyClassifier(make_folder(tmp_path / "d", biases=ONLY_SWEARS)), "fuck this shit") < 0.1


def test_swear_words_are_heard_again_without_them(tmp_path: Path) -> None:
    """The tiny model calls everything an insult; take the swear words out and nothing is left to insult anybody."""
    classifier = DetoxifyClassifier(make_folder(tmp_path / "d", biases=AIMS))
    assert hostility(classifier, "fuck shit") <= PROFANITY_ALONE
    assert hostility(classifier, "you are a fucking idiot") > 0.9


def test_quotes_are_not_scored_and_an_empty_reply_is_unreadable(tmp_path: Path) -> None:
    classifier = DetoxifyClassifier(make_folder(tmp_path / "d", biases=AIMS))
    assert classifier.judge(Post("", "you are an idiot"), "> you are an idiot").unreadable
    assert classifier.judge(POST, "").unreadable


def test_a_reply_longer_than_the_model_reads_is_cut(folder: Path) -> None:
    assert 0.0 <= hostility(DetoxifyClassifier(folder), "you are kind " * 4000) <= 1.0


def test_a_second_voice_is_heard_where_abuse_is_open_and_only_there(tmp_path: Path) -> None:
    classifier = load_classifier(make_folder(tmp_path / "d", biases=AIMS))
    open_one, first = "What a joke you are.", load_classifier()
    verdict = classifier.judge(POST, open_one)
    assert classifier.name == verdict.model == f"{first.name}+detoxify"
    assert verdict.probabilities[Hazard.DISMISSAL] == first.judge(POST, open_one).probabilities[Hazard.DISMISSAL]
    assert verdict.probabilities[Hazard.ABUSE] > 0.9
    assert verdict.layers[Hazard.ABUSE] == "detoxify"
    assert "detoxify" in {span.evidence for span in verdict.spans}
    plain = "That sounds like a long week."
    assert classifier.judge(POST, plain) == first.judge(POST, plain)
    assert classifier.crisis(Post("", "I am going to kill myself tonight.")) is CrisisTier.IMMINENT


class Ran:
    """Pickles into a call that leaves a trace: what a poisoned checkpoint would do."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.trace,))


def test_a_checkpoint_with_another_checksum_is_never_opened(folder: Path, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    make_folder(folder, extra=Ran(trace))
    (folder / "sha256").write_text("0" * 64)
    with pytest.raises(EngineUnavailable, match="not the file whose checksum"):
        load_classifier(folder)
    assert not trace.exists()


def test_a_checksum_named_in_the_config_counts(folder: Path) -> None:
    digest = (folder / "sha256").read_text().split()[0]
    (folder / "sha256").unlink()
    assert load_classifier(folder, sha256=digest.upper()).name.endswith("+detoxify")


def test_each_thing_that_is_missing_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"config\.json"):
        load_classifier(tmp_path / "nowhere")
    (folder / "sha256").unlink()
    with pytest.raises(EngineUnavailable, match=r"sha256sum toxic_original\.ckpt > sha256"):
        load_classifier(folder)
    write_checksum(folder)
    (folder / "toxic_original.ckpt").rename(folder / "elsewhere.bin")
    with pytest.raises(EngineUnavailable, match=r"one \.ckpt file, it holds 0"):
        load_classifier(folder)


def test_a_file_that_is_no_detoxify_checkpoint_is_refused(folder: Path) -> None:
    torch.save({"state_dict": {}}, folder / "toxic_original.ckpt")
    write_checksum(folder)
    with pytest.raises(EngineUnavailable, match="no Detoxify checkpoint"):
        load_classifier(folder)


def test_weights_that_do_not_fit_the_config_are_refused(folder: Path) -> None:
    config = (folder / "config.json").read_text().replace('"hidden_size": 16', '"hidden_size": 32')
    (folder / "config.json").write_text(config)
    with pytest.raises(EngineUnavailable, match="does not fit"):
        load_classifier(folder)
