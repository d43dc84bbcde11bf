"""The weekly refit on a real store and a few seeds: what it learns, what it must not learn, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from models.protocols import Hazard, Post
from models.safety import LayeredClassifier, RulesClassifier
from models.safety.heads import CARD, SHIPPED, WEIGHTS, load_heads
from models.safety.own import OwnWeights
from store import flags, people, permissions, readings, replies, runs
from store.database import Database, open_database, transaction
from store.rows import FlagRow, Permission, PermissionRow, PostRow, ReadingRow, ReplyRow
from training.cli import app
from training.errors import Misconfigured
from training.safety.correct import correct, hear
from training.safety.rulings import Ruled, Says
from training.safety.seeds import read_seeds
from training.safety.sentences import Text
from training.safety.weekly import Bench, Refit, refit_on_rulings
from training.settings import Settings, read_settings

DAY = 86_400.0
WRONG = (
    "Our allotment group meets on Tuesdays and newcomers are welcome, no charge.",
    "The allotment is open to all on Tuesdays, you are welcome to dig with us.",
    "Come and dig at the allotment, the Tuesday group is free and kind.",
    "There is tea at the allotment group each Tuesday and nobody has to talk.",
    "Newcomers dig beside old hands at our allotment, Tuesdays at ten.",
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every third seed of one hazard, and of the ordinary ones, in a folder of their own."""
    folder = tmp_path_factory.mktemp("seeds")
    for hazard in (Hazard.PROMOTION, None):
        cases = [case for case in read_seeds() if case.near is hazard][::3]
        document: dict[str, object] = {"hazard": str(hazard or "none")}
        for kind in ("unsafe", "lookalikes"):
            document[kind] = [
                {"functionality": case.functionality, "replies": [case.reply]}
                for case in cases
                if (case.hazard is not None) == (kind == "unsafe")
            ]
        (folder / f"{hazard or 'none'}.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.toml").write_text(
        '[store]\npath = "s.db"\n[models.safety]\nweights = "own"\n'
        '[training]\npermission_ref = "sandbox"\n[training.rulings]\nmin_rulings = 8\n',
        encoding="utf-8",
    )
    return read_settings(tmp_path / "config.toml")


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    with open_database(settings.store) as db:
        yield db


def rule(db: Database, number: int, text: str, ruling: str | None, *, author: str = "heron") -> str:
    """A flagged reply that moderators ruled on, by somebody who allows training."""
    reply, post, at = f"t1_r{number}", f"t3_p{number}", number * 60.0
    with transaction(db):
        if not permissions.allows(db, author, Permission.TRAINING):
            permissions.grant(db, PermissionRow(author, Permission.TRAINING, 1, "the words", 1.0))
        replies.add_post(db, PostRow(post, "quiet", "/p", at, at))
        replies.add_reply(db, ReplyRow(reply, post, post, "quiet", "/r", at, at))
        replies.keep_text(db, reply, author, text)
        flag = flags.add(db, FlagRow(reply, post, "quiet", "promotion", 0.7, "report", at))
        flags.mark_told(db, flag, at + 1)
        if ruling:
            flags.rule(db, flag, ruling, at + 2)
        else:
            readings.add(db, ReadingRow(reply, 72.0, at + 2 * DAY, 3))
    return reply


def rule_on_many(db: Database, count: int = 40) -> None:
    for number in range(count):
        rule(db, number, WRONG[number % len(WRONG)], "disagree" if number % 4 else None)


def refit(settings: Settings, db: Database, seeds: Path, at_utc: float = 1000.0) -> Refit:
    own = OwnWeights(settings.models.safety.weights)
    return refit_on_rulings(Bench(settings, db, own, lambda: at_utc, lambda *_: None, seeds=seeds))


def test_what_moderators_overruled_weighs_less_and_the_way_back_is_one_command(
    settings: Settings, db: Database, seeds: Path
) -> None:
    before = (SHIPPED / WEIGHTS).read_bytes()
    rule_on_many(db)
    done = refit(settings, db, seeds)
    assert (done.state, done.sentence[:9]) == ("promoted", "Promoted:")
    own = OwnWeights(settings.models.safety.weights)
    unseen = "The Tuesday allotment group has tea, and newcomers dig for free."
    old, new = (
        LayeredClassifier(RulesClassifier(), load_heads(folder)).judge(Post("", ""), unseen).probabilities
        for folder in (SHIPPED, own.folder)
    )
    assert new[Hazard.PROMOTION] < old[Hazard.PROMOTION]
    assert (SHIPPED / WEIGHTS).read_bytes() == before
    card = json.loads((own.folder / CARD).read_text(encoding="utf-8"))
    assert card["decision"] == done.sentence
    assert card["trial"]["rulings_kept_apart"] > 0
    assert card["learned_from"]["counted"]["still up after a day"] == 10
    assert runs.everything(db)[-1].adapter == own.serving()
    listed = CliRunner().invoke(app, ["list", "--json", "--config", str(settings.source)])
    assert json.loads(listed.stdout)[0]["serves"] is True
    back = CliRunner().invoke(app, ["rollback", "safety", "--config", str(settings.source)])
    assert back.exit_code == 0
    assert own.folder == SHIPPED
    again = CliRunner().invoke(app, ["promote", done.weights, "--config", str(settings.source)])
    assert (again.exit_code, own.serving()) == (0, done.weights)


def test_nobody_ruled_since_so_nothing_is_fitted_again(settings: Settings, db: Database, seeds: Path) -> None:
    rule_on_many(db)
    first = refit(settings, db, seeds)
    second = refit(settings, db, seeds, at_utc=2000.0)
    assert (first.state, second.state) == ("promoted", "kept")
    assert "nobody has ruled since" in second.sentence
    assert len(OwnWeights(settings.models.safety.weights).fits()) == 1


def test_too_few_rulings_say_so_and_change_nothing(settings: Settings, db: Database, seeds: Path) -> None:
    rule_on_many(db, 5)
    done = refit(settings, db, seeds)
    assert done.state == "kept"
    assert "8 are needed" in done.sentence
    assert not settings.models.safety.weights.exists()


def test_what_is_taken_back_takes_the_weights_along(settings: Settings, db: Database, seeds: Path) -> None:
    rule_on_many(db)
    refit(settings, db, seeds)
    own = OwnWeights(settings.models.safety.weights)
    serving = own.serving()
    with transaction(db):
        permissions.revoke(db, "heron", Permission.TRAINING, 5000.0)
        people.withdraw_training(db, "heron", 5000.0)
    asked = ["withdraw", "--check", "--json", "--config", str(settings.source)]
    assert json.loads(CliRunner().invoke(app, [*asked, "--dry-run"]).stdout)["weights"] == [serving]
    assert own.serving() == serving
    assert json.loads(CliRunner().invoke(app, asked).stdout)["weights"] == [serving]
    assert (own.serving(), own.fits()) == (None, ())


def test_a_named_text_takes_along_only_what_learned_from_it(settings: Settings, db: Database, seeds: Path) -> None:
    rule_on_many(db)
    refit(settings, db, seeds)
    own = OwnWeights(settings.models.safety.weights)
    (fit,) = own.fits()
    asked = ["--json", "--config", str(settings.source)]
    assert json.loads(CliRunner().invoke(app, ["withdraw", "t1_other", *asked]).stdout)["weights"] == []
    one = min(fit.fullnames)
    assert json.loads(CliRunner().invoke(app, ["withdraw", one, *asked]).stdout)["weights"] == [fit.id]


def test_the_counts_can_be_seen_before_anything_is_fitted(settings: Settings, db: Database) -> None:
    rule_on_many(db, 8)
    with transaction(db):
        permissions.revoke(db, "heron", Permission.TRAINING, 5000.0)
    rule(db, 100, WRONG[0], "agree", author="teal")
    seen = json.loads(CliRunner().invoke(app, ["rulings", "--json", "--config", str(settings.source)]).stdout)
    assert seen["rulings"] == 1
    assert seen["dropped"] == {"its author does not allow training": 8}
    assert seen["without_words"] == 6


def test_without_reddits_permission_nothing_is_learned(settings: Settings, db: Database, seeds: Path) -> None:
    closed = Settings(
        settings.training.model_copy(update={"permission_ref": ""}), settings.store, settings.models, settings.source
    )
    with pytest.raises(Misconfigured, match="permission_ref"):
        refit(closed, db, seeds)


def test_without_rulings_a_correction_is_nothing_and_other_hazards_stay() -> None:
    heads, known = load_heads(), read_seeds()[::60]
    same = correct(heads, [], known, version="same")
    assert (same.ngrams == heads.ngrams).all()
    said = Ruled("t1_a", "t3_a", "", WRONG[0], Hazard.PROMOTION, Says.DISAGREED, 1.0)
    moved = correct(heads, [said], known, version="moved")
    column = heads.hazards.index(Hazard.PROMOTION)
    other = [place for place in range(len(heads.hazards)) if place != column]
    assert (moved.ngrams[:, other] == heads.ngrams[:, other]).all()
    rows = hear([Text("", WRONG[0])], heads, None).ngrams
    assert moved.ngram_scores(rows)[0, column] < heads.ngram_scores(rows)[0, column]
    assert (moved.fusion == heads.fusion).all()
    guilty = correct(
        heads, [Ruled("t1_a", "t3_a", "", WRONG[0], Hazard.PROMOTION, Says.AGREED, 1.0)], known, version="g"
    )
    assert guilty.ngram_scores(rows)[0, column] > heads.ngram_scores(rows)[0, column]
