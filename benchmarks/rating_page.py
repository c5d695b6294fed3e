"""The rating page: from a key press to the next card on the screen, in Chromium. The peer is a key that does nothing:
what the browser needs to handle it and draw a frame.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Row

CARDS = 200
SIZES = {"200 characters": 200, "20,000 characters": 20_000}
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
WATCH = """() => {
  window.spent = [];
  addEventListener("keydown", (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel(); // its message comes after the frame is drawn
    channel.port1.onmessage = () => window.spent.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  }), true);
}"""


def run() -> list[Row]:
    """A rater's keys, one criterion a card."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        return []
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for name, characters in SIZES.items():
            with _served(characters) as link:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.goto(link)
                page.get_by_role("button").filter(has_text=re.compile("Begin")).press("Enter")
                page.locator(".outputs .text").first.wait_for()
                page.evaluate(WATCH)
                for at in range(CARDS - 10):
                    page.keyboard.press("F2" if at % 2 else str(at % 5 + 1))
                    page.wait_for_timeout(20)
                spent = [one / 1000.0 for one in page.evaluate("window.spent")]
                ours, nothing = statistics.median(spent[::2]), statistics.median(spent[1::2])
                job = f"rating page, key to next card of {name} drawn"
                rows.append(
                    Row(
                        job=job,
                        peer="a key that does nothing",
                        ours_s=ours,
                        peer_s=nothing,
                        ratio=nothing / ours,
                        target="<50 ms",
                    )
                )
                page.close()
        browser.close()
    return rows


@contextmanager
def _served(characters: int) -> Iterator[str]:
    """The link of the only rater of a project with cards of so many characters."""
    with tempfile.TemporaryDirectory() as folder:
        rows = (
            {"id": str(at), "prompt": f"question {at}", "prediction": f"answer {at} " * (characters // 10)}
            for at in range(CARDS)
        )
        Path(folder, "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        command = [sys.executable, "-m", "assay", "rate", "a.jsonl", "--dimensions", "fluency", "--lang", "en"]
        process = subprocess.Popen(  # noqa: S603 - our own
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout is not None
        link = next(found[0] for line in process.stdout if (found := re.search(r"http\S+/r/\S+", line)))
        yield link
        process.terminate()
        process.wait()
