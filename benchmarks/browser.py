"""First paint and one zoom step in headless Chromium: our page, and the same number of events in client-side widgets.

All are served over HTTP on this machine, compressed, each to its own browser context, with nothing cached. The page
itself measures the time from the start of the navigation, or from the click, until its main thread has committed the
frame with the chart. In addition: what that thread did, in CPU milliseconds, from Chromium's trace.
"""

import contextlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

VIEW: Any = {"width": 1200, "height": 900}
AFTER = "scheduler.postTask(() => DONE, {priority: 'user-blocking'});"
"""In the callback of an animation frame: runs DONE once that frame has been styled, laid out, painted and committed,
before anything else that waits for the main thread."""
FRAME = f"new Promise(done => requestAnimationFrame(() => {{ {AFTER.replace('DONE', 'done(performance.now())')} }}))"
"""Resolves to the time when the next frame has been committed."""
WATCH = """(() => {
  const look = () => {
    if (!document.body || !(%s)) return requestAnimationFrame(look);
    AFTER
  };
  requestAnimationFrame(look);
})();""".replace("AFTER", AFTER.replace("DONE", "{ window.painted = performance.now(); }"))
VIS = """<!doctype html><meta charset=utf-8><title>vis-timeline</title>
<link rel=stylesheet href=node_modules/vis-timeline/styles/vis-timeline-graph2d.min.css><div id=t></div>
<script src=node_modules/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js></script>
<script>fetch("DATA").then(answer => answer.json()).then(items => {
  window.timeline = new vis.Timeline(document.getElementById("t"), new vis.DataSet(items), {height: "600px"});
  timeline.on("changed", () => { window.drawn = true; });
});</script>"""
KNIGHT = """<!doctype html><meta charset=utf-8><title>TimelineJS</title>
<link rel=stylesheet href=node_modules/@knight-lab/timelinejs/dist/css/timeline.css>
<div id=t style="width:1200px;height:600px"></div>
<script src=node_modules/@knight-lab/timelinejs/dist/js/timeline.js></script>
<script>fetch("DATA").then(answer => answer.json()).then(events => {
  window.timeline = new TL.Timeline("t", {events});
  timeline.on("ready", () => { window.drawn = true; });
});</script>"""
OUR_ZOOM = """await new Promise(done => {
    document.body.addEventListener("htmx:after:swap", done, {once: true});
    document.querySelector("#move-3").click(); })"""
KNIGHT_ZOOM = """const last = [...document.querySelectorAll(".tl-timemarker")].at(-1);
    const place = () => last.getBoundingClientRect().left, before = place();
    timeline.zoomIn();
    for (let frame = 0; frame < 600 && place() === before; frame += 1) await new Promise(requestAnimationFrame)"""
"""TimelineJS's first frame after a zoom is the one before it: its events move only then, and for a second more."""
PARTS = {
    "parse": {"ParseHTML", "TextResourceDecoder::Decode", "parseHTMLUnsafe"},
    "scripts": {
        "EvaluateScript",
        "FunctionCall",
        "v8.callFunction",
        "v8.run",
        "v8.compile",
        "RunMicrotasks",
        "TimerFire",
    },
    "style": {"Document::recalcStyle", "UpdateLayoutTree", "Document::rebuildLayoutTree", "ParseAuthorStyleSheet"},
    "layout": {"LocalFrameView::performLayout", "Layout", "InlineNode::ShapeTextIncludingFirstLine"},
    "paint": {
        "Paint",
        "PrePaint",
        "Blink.PrePaint.UpdateTime",
        "PaintArtifactCompositor::Update",
        "Layerize",
        "Commit",
    },
}
"""The main thread's work by the names of Chromium's trace events; everything else is `other`."""


@dataclass(frozen=True, slots=True)
class Case:
    """A page; in JavaScript, the condition that its chart is complete, one zoom step, and the condition that what is
    around the chart has followed it."""

    url: str
    ready: str
    zoom: str
    followed: str = "true"


@dataclass(frozen=True, slots=True)
class Painted:
    """Milliseconds for a first visit, for a zoom step until the chart is painted and until all of the page is, and for
    each part of the visit on the main thread."""

    first: float
    zoom: float
    whole: float
    parts: dict[str, float]


def our_page(url: str) -> Case:
    """The timeline page at this URL; its chart is complete once the element after it exists."""
    return Case(url, "document.querySelector('#picture + *')", OUR_ZOOM, "!document.querySelector('[aria-busy]')")


def widgets(folder: Path, address: str, sizes: dict[str, list[int]]) -> dict[str, Case]:
    """Pages of `vis` and `timelinejs` with these numbers of events, written into a directory that is served at the
    address."""
    found = {}
    for kind, numbers in sizes.items():
        for number in numbers:
            name = f"{kind}-{number}"
            days = [f"{1955 + n * 71 // number}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(number)]
            data: list[dict[str, Any]]
            if kind == "vis":
                page, zoom = VIS, "timeline.zoomIn(0.5, {animation: false})"
                data = [{"id": n, "content": f"Meeting {n}", "start": day} for n, day in enumerate(days)]
            else:
                page, zoom = KNIGHT, KNIGHT_ZOOM
                data = [
                    {
                        "start_date": dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=True)),
                        "text": {"headline": f"Meeting {n}"},
                    }
                    for n, day in enumerate(days)
                ]
            (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
            (folder / f"{name}.html").write_text(page.replace("DATA", f"{name}.json"), encoding="utf-8")
            found[name] = Case(f"{address}/{name}.html", "window.drawn", zoom)
    return found


@contextlib.contextmanager
def _fresh_page(browser: Browser, case: Case) -> Iterator[Page]:
    context = browser.new_context(viewport=VIEW)
    page = context.new_page()
    page.add_init_script(WATCH % case.ready)
    try:
        yield page
    finally:
        context.close()


def _visit(page: Page, case: Case) -> float:
    page.goto(case.url, wait_until="load", timeout=180_000)
    page.wait_for_function("window.painted", timeout=180_000)
    painted: float = page.evaluate("window.painted")
    return painted


def _step(page: Page, case: Case) -> tuple[float, float]:
    page.wait_for_timeout(1000)  # let remaining work of the visit finish
    step, whole = page.evaluate(
        f"(async () => {{ const began = performance.now(); {case.zoom}; const step = await {FRAME} - began;"
        f" while (!({case.followed})) await {FRAME}; return [step, performance.now() - began] }})()"
    )
    return step, whole


def _parts(browser: Browser, case: Case) -> dict[str, float]:
    """CPU milliseconds of the main thread in one first visit, by type of work."""
    with _fresh_page(browser, case) as page:
        browser.start_tracing(page=page, categories=["devtools.timeline", "v8", "v8.execute", "blink", "cc"])
        _visit(page, case)
        events = json.loads(browser.stop_tracing())["traceEvents"]
    (thread,) = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "ParseHTML" and one.get("args", {}).get("beginData", {}).get("url") == case.url
    }
    spans = [one for one in events if (one["pid"], one["tid"]) == thread and one["ph"] == "X" and "tdur" in one]
    taken: dict[str, float] = defaultdict(float)
    around: list[dict[str, Any]] = []
    for span in sorted(spans, key=lambda one: (one["ts"], -one["dur"])):
        while around and around[-1]["ts"] + around[-1]["dur"] <= span["ts"]:
            around.pop()
        taken[_part(span)] += span["tdur"] / 1000
        if around:
            taken[_part(around[-1])] -= span["tdur"] / 1000
        around.append(span)
    return {name: round(each, 1) for name, each in taken.items()}


def _part(span: dict[str, Any]) -> str:
    return next((part for part, names in PARTS.items() if span["name"] in names), "other")


def measure(cases: dict[str, Case], times: int) -> dict[str, Painted]:
    """The medians of each case; the order is shuffled in every round."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in cases}
    order, random = list(cases), Random(1955)  # noqa: S311 (an order, no secret)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for _ in range(times):
            random.shuffle(order)
            for name in order:
                with _fresh_page(browser, cases[name]) as page:
                    found[name].append((_visit(page, cases[name]), *_step(page, cases[name])))
        parts = {name: _parts(browser, case) for name, case in cases.items()}
        browser.close()
    measured = {}
    for name, each in found.items():
        firsts, zooms, wholes = zip(*each, strict=True)
        measured[name] = Painted(median(firsts), median(zooms), median(wholes), parts[name])
    return measured
