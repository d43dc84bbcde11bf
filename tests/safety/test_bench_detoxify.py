"""The ratio to Detoxify's network is a ratio, and the network is the one that Detoxify has."""

from __future__ import annotations

import pytest

from bench.safety_detoxify import NAME, ratio_table
from bench.safety_speed import Speed


def test_twice_as_fast_in_half_the_memory() -> None:
    slow = Speed(1.0, 40.0, 50.0, 10.0, 100.0, 800.0, 50.0)
    ours = Speed(1.0, 20.0, 25.0, 30.0, 25.0, 400.0, 50.0)
    table = ratio_table({"ours": ours, NAME: slow})
    assert [list(column.cells) for column in table.columns] == [["ours"], ["2.0"], ["3.0"], ["4.0"], ["0.50"]]


@pytest.mark.slow
def test_the_network_has_a_hundred_and_ten_million_numbers() -> None:
    pytest.importorskip("torch")
    from bench.safety_detoxify import BertBase
    from models.encoder import is_installed

    if not is_installed():
        pytest.skip("the encoder extra is not installed")
    network = BertBase()
    assert sum(numbers.numel() for numbers in network._model.parameters()) == 109_486_854
