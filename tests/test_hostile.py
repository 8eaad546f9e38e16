"""Articles that attack whoever reads them go the whole way to page, chart, terminal and CSV, and nothing runs.

What is looked for is execution: a title that changed, a dialog, a request, a word that a script left behind.  The pages
are opened once as they are and once without their content security policy, so that the escaping itself is proven.
"""

import contextlib
import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from browsing import Outline, elsewhere, needs_chromium
from pressframes import command
from pressreport.runs import batch

ROOT = Path(__file__).parent.parent

OWN = "window.owned=1;document.title='owned';alert(1)"
ATTACKS = {
    "script": f"<script>{OWN}</script>",
    "ending": f"</td></table></div></main></style></title></textarea><script>{OWN}</script>",
    "handler": f'<img src=x onerror="{OWN}">',
    "attribute": f'" onmouseover="{OWN}" autofocus onfocus="{OWN}" x="',
    "single": f"' onclick='{OWN}' x='",
    "svg": f"<svg onload=\"{OWN}\"><animate onbegin=\"{OWN}\" attributeName=x dur=1s></svg>",
    "foreign": f"</svg><svg><foreignObject><body onload=\"{OWN}\"></foreignObject></svg>",
    "broken": f"<scr<script>ipt>{OWN}</scr</script>ipt><b <i <img/src=x/onerror={OWN}>",
    "comment": f"--><script>{OWN}</script><!--",
    "cdata": f"]]><script>{OWN}</script><![CDATA[",
    "entity": f"&lt;script&gt;{OWN}&lt;/script&gt;&#60;script&#62;",
    "link": f"<a href=\"javascript:{OWN}\">officials</a> [officials](javascript:{OWN})",
    "refresh": f"<meta http-equiv=refresh content='0;url=javascript:{OWN}'><base href=//127.0.0.1:9/>",
    "load": "<link rel=stylesheet href=//127.0.0.1:9/a.css><iframe src=//127.0.0.1:9/></iframe>![](http://127.0.0.1:9/b.png)",
    "style": "<style>@import '//127.0.0.1:9/c.css'; * { background: url(//127.0.0.1:9/d.png) }</style>",
    "mathtext": r"$\frac{1}{2}$ $\alpha$ $x^{2$ \(\href{javascript:alert(1)}{x}\) $$\unknown$$",
    "template": "{{ 7 * 7 }}{% for x in y %} ${7*7} %s {0} #{x} `rm -rf /` $(id)",
    "direction": "\u202eyas slaiciffo\u202c \u2066x\u2069 \u200b\ufeff",
    "terminal": "\x1b[2J\x1b]0;owned\x07\x1b[31m \x9b31m \x08\x08 \x1b]8;;http://127.0.0.1:9/\x07x\x1b]8;;\x07",
    "yaml": "!!python/object/apply:os.system ['touch owned'] *anchor &anchor {a: [",
    "formula": "=HYPERLINK(\"http://127.0.0.1:9/\",\"x\") +1 -1 @SUM(1)",
}  # fmt: skip


def article(attack: str) -> str:
    """What is read stands in the middle of the attack, so that it reaches titles, charts, tables and quotations."""
    return (
        f"Officials of {attack} said at least 12 sailors were killed on 3 May 2031.\n"
        f"{attack} The Harbour Office {attack} said that about 40 soldiers {attack} were wounded in June 2031.\n"
        f"A treaty was signed on 2 April 2031 {attack}. Police said 17 to 19 {attack} civilians were killed.\n"
    )


def names(attack: str) -> str:
    """A file name with as much of the attack as a file name can hold."""
    return attack.replace("/", "\u2215").replace("\x00", "")[:60].strip() + ".txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "articles"
    folder.mkdir()
    rows = []
    for attack in ATTACKS.values():
        (folder / names(attack)).write_text(article(attack), encoding="utf-8")
        url = f"javascript:{OWN}//{attack}"
        rows.append({"article": names(attack).removesuffix(".txt"), "title": attack, "outlet": attack, "url": url})
    table = [row | {"text": article(row["title"]), "published": "2031-06-30"} for row in rows[::5]]
    lines = "".join(json.dumps(row | {"article": f"{n} {row['article']}"}) + "\n" for n, row in enumerate(table))
    (folder / "table.jsonl").write_text(lines, encoding="utf-8")
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, ["article", "title", "outlet", "url"])
        written.writeheader()
        written.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def pages(corpus):
    """The real notebooks over these articles, through the real report."""
    home = corpus.parent
    (home / "notebooks" / "runs").mkdir(parents=True)
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(notebook, home / "notebooks")
        (home / "notebooks" / "runs" / f"{notebook.stem}.yaml").write_text("articles: ../articles\n", encoding="utf-8")
    assert batch.report(home / "notebooks" / "runs", home / "out") == 0
    found = sorted((home / "out" / "site").glob("*.html"))
    assert len(found) >= 4
    return found


TRY = """
() => {
  // Whatever waits for a reader's hand gets it, but for the links: what they lead to is looked at apart.
  for (const e of document.querySelectorAll('*')) {
    for (const kind of ['mouseover', 'focus', 'load', 'error', 'toggle'])
      e.dispatchEvent(new Event(kind, { bubbles: false }));
    if (e instanceof HTMLDetailsElement) e.open = true;
  }
  const foreign = document.querySelectorAll('iframe, object, embed, base, link[href^="/"]');
  return [window.owned ?? 0, document.title, foreign.length];
}
"""


@needs_chromium
@pytest.mark.parametrize("policy", [True, False], ids=["as they are", "without their policy"])
def test_nothing_runs_and_nothing_is_asked_for(pages, browser, policy):
    for path in [*pages, *(pages[0].parent.glob("*.svg") if policy else ())]:  # a drawing has no policy of its own
        context = browser.new_context(bypass_csp=not policy)
        view, asked, dialogs = context.new_page(), [], []
        view.on("request", lambda request, asked=asked: asked.append(request.url))
        view.on("dialog", lambda dialog, dialogs=dialogs: (dialogs.append(dialog.message), dialog.dismiss()))
        view.goto(path.as_uri())
        if path.suffix == ".html":
            owned, title, foreign = view.evaluate(TRY)
            assert (owned, foreign) == (0, 0), path
            assert title != "owned", path
        view.wait_for_timeout(100)
        assert view.url == path.as_uri()
        assert (elsewhere(asked), dialogs) == ([], []), path
        context.close()


@needs_chromium
def test_the_canaries_would_have_sung(browser, tmp_path):
    """The same attacks without any escaping: the test above is able to fail."""
    sung = []
    for name in ("script", "handler", "svg"):
        page = tmp_path / f"{name}.html"
        page.write_text(f"<!doctype html><title>x</title><p>{ATTACKS[name]}</p>", encoding="utf-8")
        view = browser.new_page()
        view.on("dialog", lambda dialog: (sung.append(dialog.message), dialog.dismiss()))
        view.goto(page.as_uri())
        view.wait_for_timeout(100)
        assert view.evaluate(TRY)[:2] == [1, "owned"], name
        view.close()
    assert len(sung) >= 3


def test_no_element_or_attribute_comes_from_an_article(pages):
    for page in pages:
        for tag, given in Outline(page).tags:
            assert tag not in {"iframe", "object", "embed", "base", "foreignobject", "animate"}, page
            assert not [name for name in given if name.startswith("on")], (page, tag, given)
            for address in (given.get("href", ""), given.get("src", "")):
                assert not address.lower().strip().startswith(("javascript:", "http:", "//")), (page, address)


def test_no_page_turns_the_direction_of_what_follows(pages):
    for page in pages:
        text = page.read_text(encoding="utf-8")
        shown = text.replace("\n", "").replace("\t", "")
        assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x07\x00\x08\x9b"), page


@pytest.mark.parametrize("verb", ["claims", "events", "refusals", "articles", "relations", "chronology"])
def test_a_terminal_is_told_nothing_but_words(corpus, verb):
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        command.main([verb, str(corpus), "--format", "table"])
    lines = written.getvalue().split("\n")
    assert len(lines) > 3
    assert not set("".join(lines)) & {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200b"}
    assert max(map(len, lines)) <= 80


def cells(path):
    return [cell for row in csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)) for cell in row]


def test_a_spreadsheet_finds_no_formula(pages):
    for name in ("claims", "events", "relations", "refusals", "articles"):
        found = cells(pages[0].parent / "data" / f"{name}.csv")
        texts = [cell for cell in found if not cell.lstrip("-").isdigit()]
        assert [cell for cell in texts if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == [], name
    assert any(cell.startswith("'=HYPERLINK") for cell in cells(pages[0].parent / "data" / "articles.csv"))


def test_parquet_keeps_every_word_as_it_is(pages, corpus):
    titles = set(pd.read_parquet(pages[0].parent / "data" / "articles.parquet")["title"])
    assert {ATTACKS["script"], ATTACKS["formula"], ATTACKS["mathtext"]} <= titles


def test_nothing_was_run_on_the_way(corpus, pages):
    assert list(corpus.parent.rglob("owned*")) == []
    assert not Path("owned").exists()
