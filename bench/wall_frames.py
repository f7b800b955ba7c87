"""How smoothly the wall chart scrolls: frames and long tasks in a headless browser, against a running demo."""

import json
import sys

import click
from playwright.sync_api import Page, sync_playwright

WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => { for (const task of list.getEntries()) window.longTasks.push(task.duration); })
    .observe({ type: "longtask", buffered: false });
}"""
FRAMES = 120
SCROLL = """async (sideways) => {
  const box = document.querySelector(".wall-box");
  const gaps = [];
  let before = performance.now();
  for (let frame = 0; frame < FRAMES; frame++) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    gaps.push(now - before);
    before = now;
    if (sideways) box.scrollLeft = (box.scrollLeft + 24) % (box.scrollWidth - box.clientWidth);
    else box.scrollTop = (box.scrollTop + 80) % (box.scrollHeight - box.clientHeight);
  }
  gaps.sort((a, b) => a - b);
  const at = (share) => Math.round(gaps[Math.floor(gaps.length * share)] * 10) / 10;
  return { middle: at(0.5), slow: at(0.95), slowest: at(0.999) };
}""".replace("FRAMES", str(FRAMES))


class Spent:
    """The page's own computing time, which other programs on the machine do not lengthen."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        self._session.send("Performance.enable")
        self._before = self._read()

    def _read(self) -> float:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "TaskDuration"))

    def since(self) -> float:
        """Milliseconds per frame since the last look."""
        now = self._read()
        spent, self._before = now - self._before, now
        return round(1000 * spent / FRAMES, 2)


def measured(page: Page, address: str) -> dict[str, object]:
    """Rows, size, and milliseconds between frames while it scrolls down and sideways."""
    page.goto(address)
    page.wait_for_selector(".wall")
    rows = page.locator(".wall-lane .wall-row").count()
    first = page.evaluate("() => Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime)")
    page.evaluate(WATCH)
    spent = Spent(page)
    down, down_work = page.evaluate(SCROLL, False), spent.since()
    across, across_work = page.evaluate(SCROLL, True), spent.since()
    tasks = page.evaluate("() => window.longTasks.length")
    return {
        "rows": rows,
        "first_paint_ms": first,
        "down": {"between_frames_ms": down, "work_per_frame_ms": down_work},
        "sideways": {"between_frames_ms": across, "work_per_frame_ms": across_work},
        "long_tasks": tasks,
    }


@click.command()
@click.option("--at", "site", default="http://127.0.0.1:8000", show_default=True, help="A running `luoshi demo`.")
@click.option("--browser", default="", help="Path of a Chromium; Playwright's own without it.")
def command(site: str, browser: str) -> None:
    """Print one line of JSON for each zoom."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser or None, args=["--no-sandbox"])
        page = found.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{site}/sign-in/")
        page.click("button[value=supervisor]")
        for zoom in ("week", "quarter"):
            told = measured(page, f"{site}/wall/key_projects.project/?zoom={zoom}")
            sys.stdout.write(json.dumps({"zoom": zoom, **told}) + "\n")
        found.close()


if __name__ == "__main__":
    command()
