"""The served engine against a stand-in of a model server: every ill turn has its documented outcome."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from models.prompted import CANARIES
from models.protocols import EngineUnavailable, Finding, Post
from models.registry import Card, Registry
from models.served import CONSENT, PublicHost, ServedModel, served_generator, served_improver
from models.served.hosts import PrivateResolver, is_private
from models.settings import ServedSettings
from tests.unit.served.standin import BASE, Standin, serving

POST = Post("Can't sleep", "I lie awake until four.", "sleepless")
DRAFT = "You just need to relax."


@pytest.fixture
async def server() -> AsyncIterator[Standin]:
    async with serving() as standin:
        yield standin


@pytest.fixture
async def model(server: Standin) -> AsyncIterator[ServedModel]:
    started = ServedModel(ServedSettings(url=server.url, timeout_s=5, silence_s=0.5, temperature=0.3))
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
def adapters(tmp_path: Path) -> list[Path]:
    registry = Registry(tmp_path / "registry")
    return [registry.path(registry.add(lora(tmp_path / str(n), n), card()).id) for n in range(3)]


def lora(folder: Path, value: int) -> Path:
    folder.mkdir()
    header = json.dumps({"a.lora_A.weight": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}}).encode()
    (folder / "adapter_model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes([value]))
    (folder / "adapter_config.json").write_text("{}")
    return folder


def card() -> Card:
    return Card(task="im", base=BASE, base_sha256="", parent=None, created_utc=0.0)


async def why_not(model: ServedModel) -> str:
    with pytest.raises(EngineUnavailable) as caught:
        await served_improver(model).improve(POST, DRAFT)
    assert caught.value.engine == "served"
    return caught.value.why


async def test_a_suggestion_comes_from_the_servers_own_base_model(server: Standin, model: ServedModel) -> None:
    suggestion = await served_improver(model).improve(POST, DRAFT, seed=7)
    assert suggestion is not None
    assert suggestion.text == f"You are heard, says {BASE}."
    assert (suggestion.engine, suggestion.adapter, suggestion.seed) == ("served", "", 7)
    (asked,) = server.chats
    assert (asked["model"], asked["seed"], asked["temperature"]) == (BASE, 7, 0.3)
    assert DRAFT in asked["messages"][0]["content"]
    draft = await served_generator(model).draft(POST)
    assert draft is not None
    assert draft.text == suggestion.text


async def test_a_server_that_does_not_stream_is_understood(server: Standin, model: ServedModel) -> None:
    server.illness = "whole"
    suggestion = await served_improver(model).improve(POST, DRAFT)
    assert suggestion is not None
    assert suggestion.text.startswith("You are heard")


async def test_an_unchanged_draft_or_silence_is_no_suggestion(server: Standin, model: ServedModel) -> None:
    for said in (DRAFT, f'"{DRAFT}"', "", "  \n"):
        server.says = lambda _model, said=said: said  # type: ignore[misc]
        assert await served_improver(model).improve(POST, DRAFT) is None


async def test_an_answer_that_was_cut_is_not_used(server: Standin, model: ServedModel) -> None:
    server.finish = "length"
    assert "did not end within max_new_tokens" in await why_not(model)


@pytest.mark.parametrize(
    "illness",
    ["garbage", "list", "no choices", "odd choice", "odd content", "html", "error", "cut", "long line", "endless"],
)
async def test_what_is_not_the_openai_format_is_never_text(server: Standin, model: ServedModel, illness: str) -> None:
    server.illness = illness
    assert "not the OpenAI format" in await why_not(model)
    assert len(server.chats) == 1, "asked once: the same question would get the same answer"


async def test_a_torn_connection_is_told_and_not_repeated(server: Standin, model: ServedModel) -> None:
    server.illness = "torn"
    assert "connection broke" in await why_not(model)
    assert len(server.chats) == 1


@pytest.mark.parametrize("status", [500, 502, 400, 401, 422])
async def test_an_error_is_told_and_not_repeated(server: Standin, model: ServedModel, status: int) -> None:
    server.statuses = [status]
    assert f"it answered {status}" in await why_not(model)
    assert len(server.chats) == 1


@pytest.mark.parametrize("statuses", [[503], [429], [503, 503]])
async def test_a_busy_server_is_asked_again(
    server: Standin, model: ServedModel, statuses: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.served.client.PAUSE_S", 0.01)
    server.statuses = list(statuses)
    assert await served_improver(model).improve(POST, DRAFT) is not None
    assert len(server.chats) == len(statuses) + 1
    server.statuses = [503] * 9
    assert "busy" in await why_not(model)
    assert len(server.statuses) == 6, "three times and no more"


async def test_a_redirect_is_not_followed(server: Standin, model: ServedModel) -> None:
    server.illness = "redirect"
    assert "it answered 307" in await why_not(model)


async def test_a_hung_server_is_given_up_and_a_slow_one_waited_for(server: Standin, model: ServedModel) -> None:
    server.illness = "hang"
    started = time.monotonic()
    assert "not a byte for 0.5 s" in await why_not(model)
    assert time.monotonic() - started < 2
    server.illness, server.pause_s = "", 0.15
    assert await served_improver(model).improve(POST, DRAFT) is not None


async def test_a_stream_too_slow_for_the_whole_deadline_is_given_up(server: Standin) -> None:
    model = ServedModel(ServedSettings(url=server.url, timeout_s=0.4, silence_s=5))
    await model.start()
    server.pause_s = 0.2
    assert "no answer within 0.4 s" in await why_not(model)
    await asyncio.sleep(0.3)
    assert server.broken_off == 1, "the server is let off the work"
    await model.stop()


async def test_nobody_there_is_told_after_three_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.served.client.PAUSE_S", 0.01)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = ServedModel(ServedSettings(url=f"http://127.0.0.1:{port}", model=BASE))
    await model.start()
    assert "cannot connect" in await why_not(model)
    health = await model.health()
    assert not health.ok
    assert "models.served.url" in health.why
    await model.stop()
    assert "not running" in await why_not(model)


async def test_no_more_requests_than_allowed_are_under_way(server: Standin) -> None:
    model = ServedModel(ServedSettings(url=server.url, concurrency=3, model=BASE))
    await model.start()
    server.pause_s = 0.02
    await asyncio.gather(*(served_improver(model).improve(POST, DRAFT) for _ in range(12)))
    assert server.most == 3
    await model.stop()


async def test_a_cancelled_caller_frees_its_place(server: Standin) -> None:
    model = ServedModel(ServedSettings(url=server.url, concurrency=1, model=BASE))
    await model.start()
    server.illness = "hang"
    task = asyncio.create_task(served_improver(model).improve(POST, DRAFT))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    server.illness = ""
    assert await served_improver(model).improve(POST, DRAFT) is not None
    await model.stop()


async def test_health_says_what_is_served_and_what_is_wrong(server: Standin, model: ServedModel) -> None:
    health = await model.health()
    assert (health.ok, health.models, health.why) == (True, (BASE,), "")
    other = ServedModel(ServedSettings(url=f"{server.url}/v1/", model="another"))
    await other.start()
    health = await other.health()
    assert not health.ok
    assert f"serves {BASE}, and models.served.model is another" in health.why
    server.illness = "odd models"
    assert not (await other.health()).ok
    await other.stop()


async def test_a_token_travels_as_a_header_and_shows_nowhere(server: Standin, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    model = ServedModel(ServedSettings(url=server.url), token="hush-hush")
    await model.start()
    assert await served_improver(model).improve(POST, DRAFT) is not None
    server.statuses = [401]
    assert "hush" not in await why_not(model)
    assert "hush" not in caplog.text
    await model.stop()


async def swap_all(model: ServedModel, adapters: Iterable[Path]) -> list[str]:
    improver = served_improver(model)
    texts = []
    for folder in adapters:
        assert (await improver.swap(folder.name, folder)).ok
        suggestion = await improver.improve(POST, DRAFT)
        assert suggestion is not None
        assert suggestion.adapter == folder.name
        texts.append(suggestion.text)
    return texts


async def test_adapters_serve_under_their_own_names_never_in_anothers_place(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    texts = await swap_all(model, adapters)
    assert texts == [f"You are heard, says {folder.name}." for folder in adapters]
    loads = [call for kind, call in server.calls if kind == "load"]
    assert loads == [{"lora_name": folder.name, "lora_path": str(folder)} for folder in adapters]
    assert list(server.adapters) == [adapters[1].name, adapters[2].name], "what served before stays for a way back"


async def test_going_back_asks_the_server_to_load_nothing(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    improver = served_improver(model)
    for folder in adapters[:2]:
        await improver.swap(folder.name, folder)
    server.calls.clear()
    assert (await improver.swap(adapters[0].name, adapters[0], check=lambda *_: [Finding("any", "refused")])).ok
    assert improver.adapter == adapters[0].name
    assert server.calls == []
    assert (await improver.swap("", None)).ok
    assert improver.adapter == ""


async def test_a_candidate_stands_beside_what_serves_and_nothing_in_use_is_unloaded(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    one, two, three = adapters[:3]
    serving, tried = served_improver(model), served_improver(model)
    assert (await serving.swap(one.name, one)).ok
    assert (await tried.swap(two.name, two)).ok
    assert (serving.adapter, tried.adapter) == (one.name, two.name)
    assert (await serving.swap(two.name, two)).ok  # promoted
    assert (await tried.swap("", None)).ok
    assert (await tried.swap(three.name, three)).ok  # the next candidate
    unloaded = [asked["lora_name"] for kind, asked in server.calls if kind == "unload"]
    assert two.name not in unloaded


async def test_a_refused_adapter_is_unloaded_and_the_old_one_goes_on(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    improver = served_improver(model)
    good, bad, worse = adapters
    assert (await improver.swap(good.name, good)).ok
    server.says = lambda name: "" if name == bad.name else "Kind words."
    swap = await improver.swap(bad.name, bad)
    assert swap.why == "canary 1: it wrote nothing"
    assert list(server.adapters) == [good.name]
    server.refuses_to_load = {worse.name}
    swap = await improver.swap(worse.name, worse)
    assert "max-lora-rank" in swap.why
    assert "500" in swap.why
    assert improver.adapter == good.name
    assert [
        canary.draft in chat["messages"][0]["content"] for canary, chat in zip(CANARIES, server.chats, strict=False)
    ]


async def test_a_damaged_adapter_never_reaches_the_server(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    weights = adapters[0] / "adapter_model.safetensors"
    await asyncio.to_thread(weights.write_bytes, b"broken")
    swap = await served_improver(model).swap(adapters[0].name, adapters[0])
    assert "damaged" in swap.why
    assert server.calls == []


async def test_a_server_without_run_time_adapters_says_how_to_start_it(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    server.can_load = False
    swap = await served_improver(model).swap(adapters[0].name, adapters[0])
    assert "VLLM_ALLOW_RUNTIME_LORA_UPDATING" in swap.why
    server.adapters[adapters[0].name] = "given at its start"
    assert (await served_improver(model).swap(adapters[0].name, adapters[0])).ok


async def test_a_server_on_another_machine_gets_its_own_path(server: Standin, adapters: list[Path]) -> None:
    model = ServedModel(ServedSettings(url=server.url, registry_on_server="/mnt/adapters/"))
    await model.start()
    assert (await served_improver(model).swap(adapters[0].name, adapters[0])).ok
    assert server.adapters == {adapters[0].name: f"/mnt/adapters/{adapters[0].name}"}
    await model.stop()


async def test_a_restarted_server_is_given_its_adapter_again(
    server: Standin, model: ServedModel, adapters: list[Path]
) -> None:
    improver = served_improver(model)
    await improver.swap(adapters[0].name, adapters[0])
    server.adapters.clear()
    suggestion = await improver.improve(POST, DRAFT)
    assert suggestion is not None
    assert suggestion.adapter == adapters[0].name


@pytest.mark.parametrize("url", ["http://8.8.8.8:8000", "https://[2606:4700::1111]/v1", "http://[::ffff:8.8.8.8]:80"])
async def test_a_public_address_is_refused_unless_the_operator_says_so_in_words(url: str) -> None:
    model = ServedModel(ServedSettings(url=url))
    with pytest.raises(PublicHost, match="i understand that seekers' texts leave this network"):
        await model.start()
    for words in ("yes", "true", CONSENT[:-1]):
        with pytest.raises(PublicHost):
            await ServedModel(ServedSettings(url=url, allow_public_host=words)).start()
    allowed = ServedModel(ServedSettings(url=url, allow_public_host=CONSENT.capitalize()))
    await allowed.start()
    await allowed.stop()


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://127.0.0.1", "http://"])
async def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(ValueError, match=r"models\.served\.url"):
        await ServedModel(ServedSettings(url=url)).start()


async def test_a_name_that_leads_out_of_the_network_is_refused_when_it_is_resolved() -> None:
    class Turncoat:
        """Yesterday it led home."""

        async def resolve(self, host: str, port: int, family: int) -> list[dict[str, object]]:
            return [{"host": "10.0.0.5"}, {"host": "93.184.216.34"}]

        async def close(self) -> None:
            return

    resolver = PrivateResolver()
    await resolver.close()
    resolver._resolver = Turncoat()  # type: ignore[assignment]
    with pytest.raises(PublicHost, match=r"models\.example"):
        await resolver.resolve("models.example", 80)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True), ("10.1.2.3", True), ("192.168.0.9", True), ("172.31.0.1", True), ("172.32.0.1", False),
        ("::1", True), ("fd00::1", True), ("fe80::1%eth0", True), ("2001:4860:4860::8888", False),
        ("1.1.1.1", False), ("100.64.0.1", False), ("224.0.0.1", False), ("240.0.0.1", False),
        ("::ffff:1.1.1.1", False), ("::ffff:10.0.0.1", True),
    ],
)  # fmt: skip
def test_private_means_this_machine_or_this_network(address: str, private: bool) -> None:
    assert is_private(address) is private
