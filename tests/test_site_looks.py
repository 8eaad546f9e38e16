"""The pages in a browser: they ask nobody, overlap nowhere, can be read, reached and printed by all."""

import re
from contextlib import ExitStack, contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import elsewhere, needs_chromium

pytestmark = needs_chromium

WIDTHS = (360, 1280, 1600)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]  # by width and colours

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

# What is there by the thousand, and alike: the letters of a chart, which are shapes without a meaning of their own,
# but for the first of a link, the rows of a long table, and the words of code.  Axe would look at them one by one.
ALIKE = """
document.querySelectorAll('.drawing g:not(a g) > use, use + use, tbody tr:nth-child(n+5), pre span:nth-of-type(n+8)')
  .forEach(one => one.remove())
"""

# Everything that can have the focus, in the order of the keyboard, and whether the focus shows.
FOCUS = """
async () => {
  const found = [];
  for (const e of document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')) {
    if (e.tabIndex < 0 || !e.checkVisibility()) continue;
    e.focus({ focusVisible: true });
    const outline = getComputedStyle(e);
    if (document.activeElement !== e) found.push('not reached: ' + e.outerHTML.slice(0, 80));
    else if (outline.outlineStyle === 'none' || parseFloat(outline.outlineWidth) < 2)
      found.push('not seen: ' + e.outerHTML.slice(0, 80));
  }
  return found;
}
"""


DRAWN = """
[...document.querySelectorAll('main img:not([src^=http])')].map(image => image.naturalWidth > 0).concat(
[...document.querySelectorAll('.drawing > svg')].map(svg => svg.getBoundingClientRect().height > 40))
"""


# A page as sheets of A4 side by side: columns break as paper does, and what is cut has a box in each part.
SHEETS = """
() => {
  const sheets = 'width: 182mm; max-width: none; height: 265mm; columns: 182mm; column-gap: 20mm; column-fill: auto';
  const main = document.querySelector('main');
  main.style.cssText = sheets;
  const cut = [...document.querySelectorAll('.drawing svg, figure img, tbody tr, .answer, h1, h2, h3')]
    .filter(e => e.checkVisibility() && (e.getClientRects().length > 1 || e.getBoundingClientRect().height > 1002))
    .map(e => e.outerHTML.slice(0, 80));
  main.style.cssText = '';
  return cut;
}
"""


@contextmanager
def opened(browser, page, **context):
    """A page in a window of its own, and the addresses that it has asked for."""
    context = browser.new_context(**context)
    view, asked = context.new_page(), []
    view.on("request", lambda request: asked.append(request.url))
    # What the policy of the page stops is announced and never sent.
    view.on("requestfailed", lambda request: asked.remove(request.url) if request.failure == "csp" else None)
    view.goto(page.as_uri(), wait_until="load")
    yield view, asked
    context.close()


@pytest.fixture(scope="module")
def views(pages, browser):
    """Every page, opened once: its view and what it asked for."""
    with ExitStack() as windows:
        yield {page: windows.enter_context(opened(browser, page)) for page in pages}


def test_pages_ask_nobody_overlap_nowhere_and_are_reached_by_keyboard(views):
    pictures = 0
    for page, (view, asked) in views.items():
        for width in WIDTHS:
            view.set_viewport_size({"width": width, "height": 900})
            assert view.evaluate(OVERLAPS) == [], (page, width)
        assert view.evaluate(FOCUS) == [], page
        drawn = view.evaluate(DRAWN)
        assert all(drawn), page
        pictures += len(drawn)
        assert elsewhere(asked) == []
        assert view.title() not in ("owned", "1")
    assert pictures >= 4


def test_a_page_prints_dark_on_white_without_tools_and_no_sheet_ends_within_a_row_or_a_chart(views):
    tools = "nav, button, input, select, .cell > details > summary, .parameters > summary, .cite"
    seen = f"[...document.querySelectorAll('{tools}')].filter(e => e.checkVisibility()).map(e => e.outerHTML)"
    for page, (view, _) in views.items():
        view.set_viewport_size({"width": 1280, "height": 720})
        view.emulate_media(media="print", color_scheme="dark")
        assert view.evaluate(seen) == []
        assert view.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
        printed = view.pdf(format="A4", tagged=True)
        assert printed.startswith(b"%PDF-")
        assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= 40
        assert view.evaluate(SHEETS) == [], page
        view.emulate_media(media="screen", color_scheme="light")


def test_without_scripts_a_page_says_the_same(views, browser):
    without_tools = "[...document.querySelectorAll('.search')].map(e => e.remove()), document.body.innerText"
    for page, (with_scripts, _) in views.items():
        with opened(browser, page, java_script_enabled=False) as (without, _):
            said = without.evaluate(without_tools)
            assert with_scripts.evaluate(without_tools).split() == said.split()
            assert len(said) > 100


# One page of each kind: the index with its lists and without, the articles, charts with tables, a table to sort,
# and the controls; colours in the dark are those of the style sheet that all pages share.
@pytest.mark.parametrize(
    ("site", "name", "scheme"),
    [
        ("of_samples", "index", "light"),
        ("of_samples", "when", "light"),
        ("of_the_project", "index", "light"),
        ("of_the_project", "articles", "light"),
        ("of_the_project", "explore", "light"),
        ("of_the_project", "casualty_estimates", "light"),
        ("of_the_project", "casualty_estimates", "dark"),
    ],
)
def test_axe_finds_nothing_to_mend(request, browser, site, name, scheme):
    page = request.getfixturevalue(site) / f"{name}.html"
    with opened(browser, page, bypass_csp=True, color_scheme=scheme) as (view, _):
        view.evaluate(ALIKE)
        view.set_viewport_size({"width": 360 if scheme == "light" else 1280, "height": 900})
        found = Axe().run(view, options={"runOnly": RULES if scheme == "light" else SEEN})
        assert found.response["passes"]
        assert found.violations_count == 0, (page, found.generate_report())


def test_a_mark_of_a_chart_leads_to_its_sentence(of_the_project, browser):
    view = browser.new_page()
    view.goto((of_the_project / "casualty_estimates.html").as_uri())
    mark = view.locator(".drawing a:not([aria-hidden])").first
    words = mark.get_attribute("aria-label").removesuffix(", in its sentence").strip("“”")
    mark.focus()
    mark.press("Enter")
    view.wait_for_url("**/articles.html#*")
    assert view.locator(":target").inner_text() == words
    box = view.locator(":target").bounding_box()
    assert 0 < box["y"] < 700
    view.close()


def test_a_cited_sentence_is_found(of_the_project, browser):
    address = (of_the_project / "articles.html").as_uri()
    view = browser.new_page()
    view.goto(address)
    cites = [link.get_attribute("href") for link in view.locator("a.cite").all()]
    assert len(cites) >= 20
    for cite in cites[-3:]:
        anchor, words = re.fullmatch(r"#(.+?)(:~:text=.+)", cite).groups()
        found = browser.new_page()
        found.goto(f"{address}#{words}")  # without the anchor: by its words alone
        found.wait_for_function("scrollY > 100")
        assert 0 < found.locator(f'[id="{anchor}"]').bounding_box()["y"] < 720
        found.close()
    view.close()
