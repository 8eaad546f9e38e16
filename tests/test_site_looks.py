"""The pages in a browser: they ask nobody, overlap nowhere, can be read, reached and printed by all."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import elsewhere, look, needs_chromium

pytestmark = needs_chromium

WIDTHS = (360, 390, 1280, 1600)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

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

# The letters of a chart are shapes without a meaning of their own: thousands, which axe would look at one by one.
LETTERS = "document.querySelectorAll('.drawing g:not(a g) > use').forEach(letter => letter.remove())"

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


def test_pages_ask_nobody_and_run_only_their_own_script(pages, browser):
    for page in pages:
        _, asked, title = look(browser, page)
        assert elsewhere(asked) == []
        assert title not in ("owned", "1")


def test_without_scripts_a_page_says_the_same(pages, browser):
    without_tools = "[...document.querySelectorAll('.search')].map(e => e.remove()), document.body.innerText"
    for page in pages:
        with_scripts, *_ = look(browser, page, without_tools)
        without, *_ = look(browser, page, without_tools, java_script_enabled=False)
        assert with_scripts.split() == without.split()
        assert len(without) > 100


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps_and_nothing_is_cut_off(pages, browser, width):
    for page in pages:
        found, *_ = look(browser, page, OVERLAPS, viewport={"width": width, "height": 900})
        assert found == [], page


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_to_mend(pages, browser, scheme, width):
    for page in pages:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        view = context.new_page()
        view.goto(page.as_uri())
        view.evaluate(LETTERS)
        found = Axe().run(view, options={"runOnly": {"type": "tag", "values": RULES}})
        context.close()
        assert found.response["passes"]
        assert found.violations_count == 0, (page, found.generate_report())


def test_the_keyboard_reaches_everything_and_shows_where_it_is(pages, browser):
    for page in pages:
        found, *_ = look(browser, page, FOCUS)
        assert found == [], page


def test_every_picture_is_drawn(pages, browser):
    drawn = "[...document.querySelectorAll('main img:not([src^=http])')].map(image => image.naturalWidth > 0)"
    found = [look(browser, page, drawn)[0] for page in pages]
    assert all(all(pictures) for pictures in found)
    assert sum(map(len, found)) >= 2
    charts = "[...document.querySelectorAll('.drawing > svg')].map(e => e.getBoundingClientRect().height > 40)"
    drawings = [look(browser, page, charts)[0] for page in pages]
    assert all(all(heights) for heights in drawings)
    assert sum(map(len, drawings)) >= 2


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_cited_sentence_is_found_and_marked(of_the_project, browser, scheme):
    view = browser.new_page(color_scheme=scheme)
    view.goto((of_the_project / "articles.html").as_uri())
    cites = [link.get_attribute("href") for link in view.locator("a.cite").all()]
    assert len(cites) >= 20
    for cite in cites[-3:]:
        anchor, words = re.fullmatch(r"#(.+?)(:~:text=.+)", cite).groups()
        found = browser.new_page()
        found.goto((of_the_project / "articles.html").as_uri() + "#" + words)  # without the anchor: by its words alone
        found.wait_for_function("scrollY > 100")
        assert 0 < found.locator(f'[id="{anchor}"]').bounding_box()["y"] < 720
        found.close()
    view.close()


# A page as sheets of A4 side by side: columns break as paper does, and what is cut has a box in each part.
SHEETS = """
() => {
  const sheets = 'width: 182mm; max-width: none; height: 265mm; columns: 182mm; column-gap: 20mm; column-fill: auto';
  document.querySelector('main').style.cssText = sheets;
  return [...document.querySelectorAll('.drawing svg, figure img, tbody tr, .answer, h1, h2, h3')]
    .filter(e => e.checkVisibility() && (e.getClientRects().length > 1 || e.getBoundingClientRect().height > 1002))
    .map(e => e.outerHTML.slice(0, 80));
}
"""


def test_no_sheet_of_paper_ends_within_a_row_or_a_chart(pages, browser):
    for page in pages:
        view = browser.new_page()
        view.emulate_media(media="print")
        view.goto(page.as_uri())
        assert view.evaluate(SHEETS) == [], page
        view.close()


def test_a_page_prints_without_what_a_sheet_cannot_do(pages, browser):
    tools = "nav, button, input, select, .cell > details > summary, .parameters > summary, .cite"
    seen = f"[...document.querySelectorAll('{tools}')].filter(e => e.checkVisibility()).map(e => e.outerHTML)"
    for page in pages:
        view = browser.new_page(color_scheme="dark")
        view.emulate_media(media="print")
        view.goto(page.as_uri())
        assert view.evaluate(seen) == []
        ink = view.evaluate("getComputedStyle(document.body).color")
        printed = view.pdf(format="A4", tagged=True)
        assert printed.startswith(b"%PDF-")
        assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= 40
        assert ink == "rgb(27, 31, 36)"  # dark on white, whatever the screen is
        view.close()
