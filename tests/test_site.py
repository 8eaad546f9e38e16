"""The pages in a browser: they ask nobody for anything, run nothing, overlap nowhere, and can be read by all.

The pages are those of small notebooks, one of them hostile, and of the project's notebooks as they are stored.
"""

import itertools
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from notebook_samples import run_file, sample
from pressframes.report import batch, runs, site

ROOT = Path(__file__).parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium to look at the pages with: apt install chromium"
)

HOSTILE = """
display({"text/html": "<table><tr><th>x</th></tr></table><script>document.title = 'owned'</script>"
         "<img alt='' src='http://127.0.0.1:9/beacon.png' onerror=\\"document.title = 'owned'\\">"
         "<style>@import 'http://127.0.0.1:9/style.css';</style><iframe src='http://127.0.0.1:9/'></iframe>"
         "<svg onload=\\"document.title = 'owned'\\"></svg>", "text/plain": ""}, raw=True)
"""
WIDTHS = (360, 390, 1280, 1600)

# Boxes of text that lie over one another by more than a hair, and texts that stick out of the window.
OVERLAPS = """
() => {
  const shown = [...document.querySelectorAll('h1, h2, h3, p, li, pre, img, summary, td, th, dt, dd, nav a')]
    .filter(e => e.getClientRects().length && !e.closest('.skip') && !e.closest('details:not([open]) > :not(summary)'));
  const boxes = shown.map(e => [e, e.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([a, x], i) => boxes.slice(i + 1).forEach(([b, y]) => {
    const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
    const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
    if (wide > 1 && high > 1 && !a.contains(b)) found.push(a.innerText.slice(0, 40) + ' / ' + b.innerText.slice(0, 40));
  }));
  if (document.documentElement.scrollWidth > window.innerWidth) found.push('wider than the window');
  return found;
}
"""

# WCAG's contrast of each text with what lies behind it, where it is less than 4.5 (3 for large text).
FAINT = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
  };
  const faint = [];
  for (const e of document.querySelectorAll('main *, nav *, footer *')) {
    const says = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!says || !e.getClientRects().length) continue;
    const style = getComputedStyle(e), [a, b] = [light(parse(style.color)), light(behind(e))];
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (contrast < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) faint.push(e.innerText.slice(0, 40) + ' ' + contrast);
  }
  return faint;
}
"""


@pytest.fixture(scope="module")
def of_samples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    sample(folder / "notebooks" / "count.ipynb", title="How many <i>& why</i>?", extra=HOSTILE)
    sample(folder / "notebooks" / "when.ipynb", title="When?")
    run_file(folder / "notebooks", "count-oslo", 'who: "<script>document.title = 1</script> $x$"\n')
    run_file(folder / "notebooks", "when")
    run_file(folder / "notebooks", "when-not", "fail: true\n")
    batch.report(folder / "notebooks" / "runs", folder / "out")
    return folder / "out" / "site"


@pytest.fixture(scope="module")
def of_the_project(tmp_path_factory):
    """The stored notebooks as pages, without running them again."""
    folder = tmp_path_factory.mktemp("project")
    chosen = [run for run in runs.find(ROOT / "notebooks" / "runs") if run.name == run.notebook.stem]
    (folder / "out" / "notebooks").mkdir(parents=True)
    for run in chosen:
        shutil.copy(run.notebook, folder / "out" / "notebooks" / f"{run.name}.ipynb")
    site.build(chosen, folder / "out")
    return folder / "out" / "site"


@pytest.fixture(scope="module", params=["of_samples", "of_the_project"])
def pages(request):
    found = sorted(request.getfixturevalue(request.param).glob("*.html"))
    assert len(found) >= 3
    return found


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, "--disable-gpu"])
        yield browser
        browser.close()


def look(browser, page, script=None, **context):
    """What `script` gives on the page, the addresses it asked for, and its title after a moment."""
    context = browser.new_context(**context)
    view, asked = context.new_page(), []
    view.on("request", lambda request: asked.append(request.url))
    # What the policy of the page stops is announced and never sent.
    view.on("requestfailed", lambda request: asked.remove(request.url) if request.failure == "csp" else None)
    view.goto(page.as_uri(), wait_until="load")
    found = view.evaluate(script) if script else None
    title = view.title()
    context.close()
    return found, asked, title


class Outline(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, path):
        super().__init__()
        self.tags = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_each_page_has_one_heading_of_its_own_a_language_landmarks_and_words_for_pictures(pages):
    for page in pages:
        outline = Outline(page)
        assert outline.all("html") == [{"lang": "en"}]
        assert [len(outline.all(tag)) for tag in ("h1", "main", "header", "footer", "title")] == [1, 1, 1, 1, 1], page
        assert all("alt" in image for image in outline.all("img"))
        levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(lower - upper <= 1 for upper, lower in itertools.pairwise(levels)), (page, levels)


def test_every_link_leads_to_something_that_is_there(pages):
    for page in pages:
        outline = Outline(page)
        ids = {attributes["id"] for _, attributes in outline.tags if "id" in attributes}
        for href in (link["href"] for link in outline.all("a") if "href" in link):
            if href.startswith("#"):
                assert href[1:] in ids, (page, href)
            elif not re.match(r"https?://", href):
                assert (page.parent / href.split("#")[0]).is_file(), (page, href)


def test_each_page_forbids_scripts_and_requests(pages):
    for page in pages:
        policy = next(meta["content"] for meta in Outline(page).all("meta") if "http-equiv" in meta)
        assert policy.startswith("default-src 'none';")
        assert "script-src" not in policy


@needs_chromium
def test_pages_ask_nobody_and_run_nothing(pages, browser):
    for page in pages:
        _, asked, title = look(browser, page)
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert title not in ("owned", "1")
        with_scripts, *_ = look(browser, page, "document.body.innerText")
        without, *_ = look(browser, page, "document.body.innerText", java_script_enabled=False)
        assert with_scripts == without
        assert len(without) > 100


@needs_chromium
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps_and_nothing_is_cut_off(pages, browser, width):
    for page in pages:
        found, *_ = look(browser, page, OVERLAPS, viewport={"width": width, "height": 900})
        assert found == [], page


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_what_is_behind_it(pages, browser, scheme):
    for page in pages:
        found, *_ = look(browser, page, FAINT, color_scheme=scheme)
        assert found == [], page


@needs_chromium
def test_every_picture_is_drawn(pages, browser):
    drawn = "[...document.querySelectorAll('main img[src^=data]')].map(image => image.naturalWidth > 0)"
    found = [look(browser, page, drawn)[0] for page in pages]
    assert all(all(pictures) for pictures in found)
    assert sum(map(len, found)) >= 2


def test_the_index_tells_the_answer_of_each_run_and_where_to_read_on(of_samples):
    text = (of_samples / "index.html").read_text(encoding="utf-8")
    assert "How many &lt;i&gt;&amp; why&lt;/i&gt;?" in text or "How many &amp; why?" in text
    assert "&lt;script&gt;document.title = 1&lt;/script&gt; $x$ &lt;b&gt;at&lt;/b&gt; 1" in text
    assert 'href="count-oslo-1.svg"' in text
    assert "Not renewed." in text
    assert "<script" not in text


def test_the_downloads_are_described_and_complete(pages):
    folder = pages[0].parent / "data"
    assert {path.name for path in folder.iterdir()} == {
        "articles.csv", "claims.csv", "events.csv", "refusals.csv", "datapackage.json",
    }  # fmt: skip
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_a_page_is_made_from_an_executed_notebook_alone(tmp_path):
    path = sample(tmp_path / "notebooks" / "count.ipynb")
    run_file(tmp_path / "notebooks", "count")
    found = runs.find(tmp_path / "notebooks" / "runs")
    (tmp_path / "out" / "notebooks").mkdir(parents=True)
    nbformat.write(nbformat.read(path, as_version=4), tmp_path / "out" / "notebooks" / "count.ipynb")
    assert site.build(found, tmp_path / "out") == {}
    assert "What do <strong>they</strong> say?" in (tmp_path / "out" / "site" / "count.html").read_text()
