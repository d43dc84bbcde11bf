"""A real run leaves its report behind, with every part that a first run can have."""

from __future__ import annotations

import re

from taught_place import Place

from store import runs
from training.page.writing import page_file, whose
from training.report import Report


def test_a_run_writes_its_page_and_says_where(taught: tuple[Place, Report]) -> None:
    place, report = taught
    file = page_file(place.settings, report.run)
    row = runs.last(place.db, "im")
    assert row is not None
    assert row.report["page"] == str(file) == report.page
    page = file.read_text(encoding="utf-8")
    parts = {part.split('"')[0]: part for part in re.split(r'<section id="', page)[1:]}
    missing = {name for name, part in parts.items() if "Not here:" in part}
    assert missing == {"ratings"}
    assert "do not fit" not in page
    assert report.sentence[:40] in page
    assert "margin of rewards" in parts["training"]
    assert whose(file), "held-out texts that everybody allows are shown"
