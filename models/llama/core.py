"""The llama.cpp library, on the one thread that may touch it: a prompt in, an answer out, token by token.

Its context remembers the text that it read last. As long as the same adapter goes on, a prompt that begins alike is not
read again from its start; after a swap it is, since every remembered number was worked out by the old adapter.
"""

from __future__ import annotations

import ctypes
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import llama_cpp

from models.llama.adapter import BaseShape
from models.llama.adapters import Adapters, Slot
from models.llama.base import BASE_SHA256
from models.llama.template import ChatTemplate
from models.llama.turn import Answer, LlamaUnusable, Turn
from models.memory import free_bytes, gib
from models.prompted import Room
from models.prompts import ChatMessage, PromptTooLong
from models.protocols import EngineUnavailable
from models.settings import LlamaSettings

logger = logging.getLogger(__name__)

_SEAM = 8
"""Tokens kept free, since a text counts a little differently inside the template than alone."""
_BITE = 128
"""Tokens read between two looks at the clock."""
TOP_P = 0.95
"""Share of the probability that sampling draws from, as in the `local` engine."""


class Core:
    """A loaded model, its context and its adapters. `close` it, or the library complains when Python ends."""

    def __init__(self, settings: LlamaSettings) -> None:
        """Load it. Raises `LlamaUnusable`."""
        file = _sound_file(settings)
        started = time.monotonic()
        llama_cpp.llama_log_set(_LOG, None)
        try:
            self._llama = llama_cpp.Llama(
                model_path=str(file),
                n_ctx=settings.context_tokens,
                n_batch=min(512, settings.context_tokens),
                n_threads=settings.threads,
                n_threads_batch=settings.threads,
                n_gpu_layers=0,
                verbose=False,
            )
        except (ValueError, RuntimeError, OSError) as error:
            raise LlamaUnusable(f"llama.cpp cannot load {file}: {error}; is it a whole GGUF file?") from error
        try:
            self._read_up(file)
        except (ValueError, LlamaUnusable) as error:
            self._llama.close()
            raise LlamaUnusable(f"{file}: {error}") from error
        self.context = settings.context_tokens
        self._read_by: Slot | None = None
        logger.info("model loaded base=%s s=%.1f", file, time.monotonic() - started)

    def close(self) -> None:
        """Give the memory back."""
        self.adapters.close()
        self._llama.close()

    def room(self, reply_tokens: int) -> Room:
        """What is left to a prompt when the answer may take `reply_tokens`."""
        reply_tokens = min(reply_tokens, self.context // 2)
        return Room(self._count, self.context - reply_tokens - self._overhead, reply_tokens, self._reserved)

    def answer(self, turn: Turn) -> Answer:
        """The answer to a turn. Raises what composing raises, `PromptTooLong`, and `EngineUnavailable`."""
        turn.must_go_on()
        started = time.monotonic()
        room = self.room(turn.max_new_tokens)
        slot = self.adapters.slot(turn.route)
        messages = turn.compose(room)
        try:
            prompt = self._encode(messages)
        except ValueError as error:
            raise EngineUnavailable("llama", str(error)) from error
        if len(prompt) + room.reply_tokens > self.context:
            raise PromptTooLong(len(prompt), self.context - room.reply_tokens)
        try:
            self._read(prompt, slot, turn)
            said, first, is_cut = self._write(prompt[-1], turn, room.reply_tokens)
        except RuntimeError as error:
            self._llama.reset()
            raise EngineUnavailable("llama", f"llama.cpp gave up: {error}") from error
        return Answer(
            text=self._text(said).strip(),
            tokens=len(said) + (not is_cut),
            prompt_tokens=len(prompt),
            is_cut=is_cut,
            adapter=slot.adapter if slot else "",
            waited_s=started - turn.asked,
            first_token_s=first - started,
        )

    def _read(self, prompt: Sequence[int], slot: Slot | None, turn: Turn) -> None:
        """Take in the prompt but for its last token, which the first token written is drawn after."""
        llama = self._llama
        self.adapters.use(slot)
        if slot is not self._read_by:
            llama.reset()
            self._read_by = slot
        known = 0
        for old, new in zip(llama.input_ids[: llama.n_tokens].tolist(), prompt[:-1], strict=False):
            if old != new:
                break
            known += 1
        llama.n_tokens = known
        for start in range(known, len(prompt) - 1, _BITE):
            turn.must_go_on()
            llama.eval(prompt[start : min(start + _BITE, len(prompt) - 1)])

    def _write(self, last: int, turn: Turn, most: int) -> tuple[list[int], float, bool]:
        """The tokens written, when the first came, and whether the turn was cut off."""
        # The library draws anew each time for the largest seed, so that one is left out.
        self._llama.set_seed(turn.seed % 0xFFFF_FFFF)
        said: list[int] = []
        first = 0.0
        for token in self._llama.generate(
            [last], reset=False, temp=turn.temperature, top_k=0, top_p=TOP_P, min_p=0.0, repeat_penalty=1.0
        ):
            first = first or time.monotonic()
            if llama_cpp.llama_vocab_is_eog(self._vocab, token):
                return said, first, False
            said.append(token)
            if len(said) == most:
                break
            turn.must_go_on()
        return said, first, True

    def _read_up(self, file: Path) -> None:
        """What the file tells of itself. Raises ValueError or `LlamaUnusable`."""
        told: dict[str, str] = self._llama.metadata
        if not (template := told.get("tokenizer.chat_template")):
            raise LlamaUnusable("it has no chat template: choose a model that was tuned to follow instructions")
        model = self._llama.model
        self._vocab = llama_cpp.llama_model_get_vocab(model)
        bos, eos = llama_cpp.llama_vocab_bos(self._vocab), llama_cpp.llama_vocab_eos(self._vocab)
        self._template = ChatTemplate(template, {"bos_token": self._token(bos), "eos_token": self._token(eos)})
        special = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
        count = llama_cpp.llama_vocab_n_tokens(self._vocab)
        self._reserved = tuple(
            self._token(token) for token in range(count) if llama_cpp.llama_vocab_get_attr(self._vocab, token) & special
        )
        family = told.get("general.architecture", "")
        heads = int(told.get(f"{family}.attention.head_count", 0))
        shape = BaseShape(family, heads, int(told.get(f"{family}.attention.head_count_kv", heads)))
        self._overhead = len(self._encode([{"role": "user", "content": ""}])) + _SEAM
        self.adapters = Adapters(model, self._llama.ctx, shape, told.get(BASE_SHA256, ""))

    def _token(self, token: int) -> str:
        found: bytes = llama_cpp.llama_vocab_get_text(self._vocab, token) if token >= 0 else b""
        return found.decode(errors="replace")

    def _encode(self, messages: list[ChatMessage]) -> list[int]:
        # No text of a stranger holds a mark of the template any more, see `Room.reserved`; the template's own count.
        tokens: list[int] = self._llama.tokenize(self._template.render(messages).encode(), add_bos=False, special=True)
        return tokens

    def _count(self, text: str) -> int:
        return len(self._llama.tokenize(text.encode(), add_bos=False, special=False))

    def _text(self, tokens: Sequence[int]) -> str:
        given = (llama_cpp.llama_token * len(tokens))(*tokens)
        space = 64 * len(tokens) + 64
        while True:
            buffer = ctypes.create_string_buffer(space)
            length = llama_cpp.llama_detokenize(self._vocab, given, len(tokens), buffer, space, False, False)
            if length >= 0:
                return buffer.raw[:length].decode(errors="replace")
            space = -length


def _log(level: int, text: bytes, _data: object) -> None:
    """What llama.cpp would print: its errors (4) for an operator, warnings (3) and the rest for whoever asks."""
    told = text.decode(errors="replace").strip()
    if told:
        logger.log({4: logging.WARNING, 3: logging.INFO}.get(level, logging.DEBUG), "llama.cpp says=%s", told)


_LOG = llama_cpp.llama_log_callback(_log)
"""The library keeps its address, so it must live as long as the process."""


def _sound_file(settings: LlamaSettings) -> Path:
    """The GGUF file, if it is there and fits into memory. Raises `LlamaUnusable`."""
    file = settings.base
    if file is None:
        raise LlamaUnusable("models.llama.base names no model: set it to a GGUF file, docs/models.md says which")
    try:
        with file.open("rb") as opened:
            magic = opened.read(4)
    except OSError as error:
        raise LlamaUnusable(
            f"models.llama.base is {file}, which cannot be read ({error.strerror}): set it to a GGUF file"
        ) from error
    if magic != b"GGUF":
        raise LlamaUnusable(f"models.llama.base is {file}, which is no GGUF file")
    need, free = file.stat().st_size, free_bytes()
    if need > free * settings.memory_share:
        raise LlamaUnusable(
            f"{file} needs more than {gib(need)} and {gib(free)} are free: choose a smaller model or a smaller format"
        )
    return file
