"""What happens to a text between the head and the page: slips of the keyboard, missing dots, shouting."""

from __future__ import annotations

from random import Random

_SHORT = {" and ": " & ", "because": "bc", "you": "u", "with": "w/", "really": "rly", "I would": "I'd", "it is": "it's"}
_SOUNDS_ALIKE = {"的": "得", "在": "再", "做": "作", "像": "象", "个": "各", "已": "己", "很": "狠"}
_TAILS = ["哈哈", "。。。", "~", "!!", "😂", "👍", "呵呵", "……"]


def roughen_english(text: str, random: Random) -> str:
    """`text` as it may come off a phone: about half of the texts are left as they are."""
    if random.random() < 0.14:
        text = _typing_slip(text, random)
    if random.random() < 0.10:
        text = text.lower()
    if random.random() < 0.10:
        long, short = random.choice(list(_SHORT.items()))
        text = text.replace(long, short)
    if random.random() < 0.06:
        words = text.split(" ")
        i = random.randrange(len(words))
        text = " ".join([*words[:i], words[i].upper(), *words[i + 1 :]])
    if random.random() < 0.15:
        text = text.rstrip(".")
    return text


def roughen_chinese(text: str, random: Random) -> str:
    """`text` as it may come off a phone: about half of the texts are left as they are."""
    if random.random() < 0.12:
        wrong = random.choice(list(_SOUNDS_ALIKE))
        text = text.replace(wrong, _SOUNDS_ALIKE[wrong], 1)
    if random.random() < 0.15:
        text = text.replace("，", " ").replace("。", " ").strip()
    if random.random() < 0.15:
        text = text.rstrip("。！") + random.choice(_TAILS)
    if random.random() < 0.15:
        text = text.rstrip("。")
    return text


def _typing_slip(text: str, random: Random) -> str:
    places = [i for i in range(1, len(text) - 1) if text[i - 1 : i + 2].isalpha()]
    if not places:
        return text
    i = random.choice(places)
    slips = [text[i + 1] + text[i], text[i + 1], text[i] * 2 + text[i + 1]]
    return text[:i] + random.choice(slips) + text[i + 2 :]
