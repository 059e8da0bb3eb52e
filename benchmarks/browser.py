"""First paint and one zoom step in headless Chromium: our page, and the same number of events in client-side widgets.

Painted means: the second animation frame after all is there. Times in milliseconds.
"""

import json
import os
import shutil
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
VIS = """<!doctype html><link rel=stylesheet href=vis-timeline/styles/vis-timeline-graph2d.min.css><div id=t></div>
<script src=vis-timeline/standalone/umd/vis-timeline-graph2d.min.js></script>
<script>const items = %s;
window.drawn = new Promise(done => {
  window.timeline = new vis.Timeline(document.getElementById("t"), new vis.DataSet(items), {height: "600px"});
  timeline.on("changed", () => done());
});</script>"""
KNIGHT = """<!doctype html><link rel=stylesheet href=@knight-lab/timelinejs/dist/css/timeline.css>
<div id=t style="width:1200px;height:600px"></div><script src=@knight-lab/timelinejs/dist/js/timeline.js></script>
<script>const events = %s;
window.drawn = new Promise(done => {
  window.timeline = new TL.Timeline("t", {events});
  timeline.on("ready", () => done());
});</script>"""


def _days(number: int) -> list[str]:
    return [f"{1955 + n * 71 // number}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(number)]


def _timed(page: Page, url: str, zoom: str, ready: str) -> tuple[float, float]:
    page.goto(url, wait_until="load", timeout=180_000)
    page.evaluate(f"Promise.resolve({ready})", None)
    painted: float = page.evaluate(TWO_FRAMES)
    step: float = page.evaluate(
        f"(async () => {{ const began = performance.now(); {zoom}; return await {TWO_FRAMES} - began }})()"
    )
    return painted, step


OURS = """await new Promise(done => {
    document.body.addEventListener("htmx:afterSettle", done, {once: true});
    document.body.addEventListener("htmx:after:swap", done, {once: true});
    document.querySelector("#move-3").click(); })"""


def measure(ours: dict[str, str], folder: Path, *, widgets: dict[str, int], times: int) -> dict[str, list[float]]:
    """First paint and zoom step by name: our pages by their addresses, `vis` and `timelinejs` with so many events."""
    pages: dict[str, tuple[str, str, str]] = {name: (url, OURS, "1") for name, url in ours.items()}
    for name, number in widgets.items():
        file = folder / f"{name}.html"
        if name == "vis":
            items = [{"id": n, "content": f"Meeting {n}", "start": day} for n, day in enumerate(_days(number))]
            file.write_text(VIS % json.dumps(items), encoding="utf-8")
            pages[name] = (file.as_uri(), "timeline.zoomIn(0.5, {animation: false})", "drawn")
        else:
            events: list[dict[str, Any]] = [
                {
                    "start_date": dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=True)),
                    "text": {"headline": f"Meeting {n}"},
                }
                for n, day in enumerate(_days(number))
            ]
            file.write_text(KNIGHT % json.dumps(events), encoding="utf-8")
            pages[name] = (file.as_uri(), "timeline.zoomIn()", "drawn")
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--allow-file-access-from-files"],
        )
        for _ in range(times):
            for name, (url, zoom, ready) in pages.items():
                page = browser.new_page(viewport={"width": 1200, "height": 900})
                try:
                    found[name].append(_timed(page, url, zoom, ready))
                finally:
                    page.close()
        browser.close()
    return {name: [median(one[0] for one in each), median(one[1] for one in each)] for name, each in found.items()}
