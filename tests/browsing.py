"""Pages as a browser shows them, and as the outline that a reader of the markup sees."""

import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium to look at the pages with: apt install chromium"
)


def look(browser, page, script=None, *, at="", **context):
    """What `script` gives on the page, the addresses that it asked for, and its title after a moment."""
    context = browser.new_context(**context)
    view, asked = context.new_page(), []
    view.on("request", lambda request: asked.append(request.url))
    # What the policy of the page stops is announced and never sent.
    view.on("requestfailed", lambda request: asked.remove(request.url) if request.failure == "csp" else None)
    view.goto(page.as_uri() + at, wait_until="load")
    found = view.evaluate(script) if script else None
    title = view.title()
    context.close()
    return found, asked, title


def elsewhere(asked):
    """The addresses that are neither the site's own files nor inside the page."""
    return [url for url in asked if not url.startswith(("file:", "data:"))]


class Outline(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, path: Path | str):
        super().__init__()
        self.tags = []
        self.feed(path if isinstance(path, str) else path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]
