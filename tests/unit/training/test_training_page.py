"""The report: everything on one page, nothing from anywhere else, and texts that stay texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from told_run import HOSTILE, POSTS, RUN, Kept, keep_heads, keep_run

from store import permissions, ratings, runs
from store.database import transaction
from store.rows import Permission, RunRow, SampleRow
from training.cli import main
from training.errors import UnknownRun
from training.page.comparing import compare_page, compared
from training.page.plots import COLOURS
from training.page.texts import MOST
from training.page.told import EVALUATION, runs_folder, tell
from training.page.writing import clean_pages, keep_page, page_file, page_of, whose

pytestmark = pytest.mark.timeout(120)
"""A page takes a second of a core, which others may use too."""

SECTIONS = (
    "gate", "evidence", "training", "preferences", "language", "lengths", "safety", "classifier", "ratings", "texts",
    "origins",
)  # fmt: skip
VOID = {"meta", "br", "link", "img"}


class Reader(HTMLParser):
    """Every tag with its attributes, all visible text, and whether what was opened was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = keep_run(tmp_path)
    with made.db:
        yield made


@pytest.fixture
def light(tmp_path: Path) -> Iterator[Kept]:
    """The same without figures."""
    made = keep_run(tmp_path, measured=False)
    with made.db:
        yield made


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a run that lacks nothing but ratings."""
    made = keep_run(tmp_path_factory.mktemp("whole"))
    with made.db:
        return page(made)


def page(kept: Kept, name: str = RUN, **options: bool) -> str:
    return page_of(tell(kept.db, kept.registry, kept.settings, name), **options)


def missing(found: str) -> dict[str, str]:
    """Section → why it is not there."""
    parts = re.split(r'<section id="', found)[1:]
    whys = {part.split('"')[0]: re.search(r'class="missing">Not here: (.*?)</p>', part, re.DOTALL) for part in parts}
    return {name: why.group(1) for name, why in whys.items() if why}


def test_the_page_of_a_run_holds_every_part_and_only_ratings_have_to_say_why_not(whole: str) -> None:
    found = whole
    read = Reader(found)
    assert read.open == []
    sections = [attributes["id"] for tag, attributes in read.tags if tag == "section"]
    assert tuple(sections) == SECTIONS
    assert set(missing(found)) == {"ratings"}
    drawn = {str(attributes["aria-label"]) for tag, attributes in read.tags if tag == "svg"}
    assert len(drawn) == 10
    assert any("60 of 100 became pairs" in alt for alt in drawn)
    assert "Promoted: it is better." in read.text
    assert "−995" in read.text
    assert "trl" in read.text
    assert "training.gate.min_pairs" in read.text
    assert "draft" in read.text


def test_the_reliability_of_flags_and_that_of_held_out_cases_are_drawn_apart(whole: str) -> None:
    (classifier,) = re.findall(r'<section id="classifier">.*?</section>', whole, re.DOTALL)
    flags, held_out = re.findall(r"<figcaption>(.*?)</figcaption>", classifier)
    assert flags.startswith(f"{POSTS} flags that moderators ruled on; expected calibration error ")
    assert held_out == (
        "Held out when the weights were fitted: 45 cases of the suite and 15 real replies; "
        "expected calibration error 0.050 with the sentence encoder, 0.050 without it"
    )
    assert "with the sentence encoder, said 0.55, unsafe 5 of 10; " in classifier
    assert "No reliability" not in classifier


def test_rules_for_votes_are_drawn_beside_the_coin_and_the_clear_ones_stand_out(light: Kept) -> None:
    clear, open_ = (
        {"rule": rule, "standard": "ruling", "pairs": 40, "power": 0.4, "verdict": "as it is", "agreement": said}
        for rule, said in (
            ("equal_age", {"mean": 0.75, "low": 0.6, "high": 0.88}),
            ("shp", {"mean": 0.52, "low": 0.4, "high": 0.64}),
        )
    )
    folder = runs_folder(light.settings) / RUN
    folder.mkdir(parents=True, exist_ok=True)
    for proxies, colours in (([clear, open_], 2), ([clear], 1), ([{**open_, "agreement": None}], 0)):
        (folder / EVALUATION).write_text(json.dumps({"proxies": proxies}), encoding="utf-8")
        (evidence,) = re.findall(r'<section id="evidence">.*?</section>', page(light), re.DOTALL)
        assert "rule for votes beside a standard" in evidence
        drawn = "".join(re.findall(r'<svg role="img" aria-label="How often votes.*?</svg>', evidence, re.DOTALL))
        assert sum(f"fill: {COLOURS[name]}" in drawn for name in ("compared", "human")) == colours
        assert ("equal_age beside ruling: 0.75" in drawn) == bool(colours)


@pytest.mark.parametrize("card", [{}, {"reliability": {}}, {"reliability": {"with_encoder": {"bins": [{"odd": 1}]}}}])
def test_a_card_without_bins_says_so_in_one_line(light: Kept, card: dict[str, object]) -> None:
    keep_heads(light.config.parent / "own", card)
    found = page(light)
    assert found.count("No reliability on held-out cases: the card of the weights holds none") == 1
    assert "classifier" not in missing(found)
    assert "flags that moderators ruled on" in found


def test_texts_are_only_ever_text(whole: str) -> None:
    found = whole
    read = Reader(found)
    assert not {tag for tag, _ in read.tags} & {"script", "img", "textarea", "iframe", "object", "link", "form"}
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert '<script>alert("taken over")</script>' in read.text
    assert "{{ 7 * 7 }}" in read.text
    assert "votes: <b>shp</b>" in read.text
    assert "עברית" in read.text, "right to left is fine, only what turns the rest of the page is not"
    assert not set(found) & set("\u202e\u2067\x00\x1b")
    assert len(found) < 3_000_000, "a huge text is cut"
    boxes = [attributes for tag, attributes in read.tags if attributes.get("class") == "text"]
    assert boxes
    assert all(attributes.get("dir") == "auto" for attributes in boxes)


def test_nothing_on_it_comes_from_anywhere_else(whole: str) -> None:
    read = Reader(whole)
    policy = next(a["content"] for tag, a in read.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for tag, attributes in read.tags:
        for name in ("src", "href", "xlink:href", "action", "data"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
        assert "url(http" not in (attributes.get("style") or "")


def test_no_two_things_on_it_have_one_name(whole: str) -> None:
    names = [attributes["id"] for _, attributes in Reader(whole).tags if "id" in attributes]
    assert len(names) == len(set(names))


def test_equal_figures_make_equal_bytes(light: Kept) -> None:
    assert page(light) == page(light)


def test_twenty_texts_are_shown_and_each_system_by_its_part(whole: str) -> None:
    read = Reader(whole)
    assert sum(tag == "article" for tag, _ in read.tags) == MOST < POSTS
    for name in ("draft", "what served", "candidate"):
        assert name in read.text
    assert "before 0" in read.text
    assert "after 0" in read.text


def test_whoever_takes_permission_back_is_on_no_page_any_more(light: Kept) -> None:
    file = keep_page(light.db, light.registry, light.settings, RUN)
    assert file == page_file(light.settings, RUN)
    assert file is not None
    assert file.stat().st_mode & 0o077 == 0
    assert "t3_0" in whose(file)
    assert clean_pages(light.db, light.registry, light.settings) == 0
    with transaction(light.db):
        permissions.revoke(light.db, "seeker0", Permission.TRAINING, 60.0)
        permissions.revoke(light.db, "helper1", Permission.TRAINING, 60.0)
    assert clean_pages(light.db, light.registry, light.settings) == 1
    assert not {"t3_0", "t1_1"} & whose(file)
    assert "Title 0" not in file.read_text()
    assert "after 1 " not in file.read_text()
    assert "Title 2" in file.read_text()


def test_a_page_whose_run_nobody_knows_goes(light: Kept) -> None:
    file = keep_page(light.db, light.registry, light.settings, RUN)
    assert file is not None
    orphan = page_file(light.settings, "im-forgotten")
    orphan.parent.mkdir(parents=True)
    file.rename(orphan)
    with transaction(light.db):
        permissions.revoke(light.db, "seeker0", Permission.TRAINING, 60.0)
    assert clean_pages(light.db, light.registry, light.settings) == 1
    assert not orphan.exists()


def test_a_copy_to_share_has_no_texts(light: Kept) -> None:
    found = page(light, with_texts=False)
    assert "alert(" not in found
    assert "without anybody" in missing(found)["texts"]


def test_texts_of_imported_sets_are_not_shown(light: Kept) -> None:
    with transaction(light.db):
        ratings.add_samples(light.db, [SampleRow("t3_elsewhere", "base", "from afar", 50.0, run=RUN)])
    assert "from afar" not in page(light)


def test_a_run_that_failed_says_what_is_missing_and_why(light: Kept) -> None:
    with transaction(light.db):
        runs.start(light.db, RunRow("im-failed", "im", 2_000_000_000.0))
        runs.finish(light.db, "im-failed", at_utc=2_000_000_001.0, state="failed", report={"why": "the disk is full"})
    found = page(light, "")
    assert "im-failed" in found
    assert set(missing(found)) >= {"evidence", "training", "preferences", "language", "safety", "texts", "lengths"}
    assert "the disk is full" in missing(found)["preferences"]


@pytest.mark.parametrize(
    "broken", [{"funnel": {"votes": 3}}, {"evaluation": {"accuracy": {"implicit": None}, "curve": 7}}]
)
def test_figures_of_another_version_cost_their_part_and_no_more(light: Kept, broken: dict[str, object]) -> None:
    with transaction(light.db):
        runs.start(light.db, RunRow("im-old", "im", 2_000_000_000.0))
        runs.finish(light.db, "im-old", at_utc=2_000_000_001.0, state="kept", report={"sentence": "So.", **broken})
    found = page(light, "im-old")
    assert "do not fit this version" in found
    assert Reader(found).open == []
    assert "gate" not in missing(found)


def test_an_adapter_can_be_asked_for_by_name_even_where_its_run_is_not_known(kept: Kept) -> None:
    assert RUN in page(kept, kept.adapter)
    found = page(kept, kept.before)
    assert kept.before in found
    assert "preferences" not in missing(found)
    assert "evidence" in missing(found)


def test_an_unknown_name_is_told_with_those_there_are(light: Kept) -> None:
    with pytest.raises(UnknownRun, match=f"no adapter nobody; the newest runs are {RUN}"):
        page(light, "nobody")


def test_two_runs_side_by_side_use_the_paired_difference_where_one_was_judged_against_the_other(kept: Kept) -> None:
    one, other = (tell(kept.db, kept.registry, kept.settings, name) for name in (kept.before, kept.adapter))
    rows = {(row.group, row.name): row for row in compared(one, other)}
    measured = other.evaluation["accuracy"]["implicit"]["gain"]
    row = rows["accuracy", "implicit"]
    assert (row.is_paired, row.difference.mean, row.difference.low) == (True, measured["mean"], measured["low"])
    back = {(r.group, r.name): r for r in compared(other, one)}["accuracy", "implicit"]
    assert (back.difference.low, back.difference.high) == (-measured["high"], -measured["low"])
    chosen = rows["accuracy", "chosen change"]
    assert not chosen.is_paired
    assert chosen.difference.low <= chosen.difference.mean <= chosen.difference.high
    found = compare_page(one, other)
    assert Reader(found).open == []
    assert set(missing(found)) == {"settings"}


def test_the_command_writes_the_page_into_the_runs_folder(light: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    said = command(["report", "--json", "--config", str(light.config)], capsys)
    assert said["run"] == RUN
    assert Path(str(said["page"])) == page_file(light.settings, RUN)
    assert Path(str(said["page"])).read_text().startswith("<!doctype html>")


def test_the_command_compares_and_writes_where_it_is_told(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "beside.html"
    arguments = ["--compare", kept.before, kept.adapter, "--out", str(out), "--json", "--config", str(kept.config)]
    said = command(["report", *arguments], capsys)
    assert said["other"] == RUN
    assert out.exists()
    assert HOSTILE[0][:8] not in out.read_text()


def command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["sidelight-train", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code in (0, None)
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found
