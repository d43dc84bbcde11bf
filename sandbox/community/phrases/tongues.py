"""A few replies in other languages; the bot should admit that it cannot read them."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

OTHER_LANGUAGES: dict[str, tuple[str, ...]] = {
    "es": (
        "Lo siento mucho, te leo y te entiendo. [A mí me pasó algo parecido|Yo también viví algo así] y hablar con alguien me ayudó.",
        "No estás [sola|solo] en esto. Si quieres, cuéntanos un poco más, aquí [te escuchamos|hay gente despierta].",
    ),
    "fr": (
        "Je te lis et je comprends ta fatigue. Tu as le droit [d'être triste|de demander de l'aide], vraiment.",
        "Courage, ce que tu décris est [lourd|difficile], et tu n'es pas le seul à le vivre.",
    ),
    "de": (
        "Das klingt wirklich schwer, und ich finde es [mutig|gut], dass du es hier aufschreibst.",
        "Mir ging es letztes Jahr ähnlich. Was mir geholfen hat, war [ein fester Spaziergang am Abend|eine Freundin, die einfach zuhörte].",
    ),
    "pt": (
        "Sinto muito que você esteja passando por isso. [Estou aqui lendo|Um dia de cada vez], e você não está sozinho.",
        "Faz todo o sentido que você esteja [cansada|exausto] depois de tanto tempo.",
    ),
}
