"""Sites and a browser to look at them with, for the tests of the pages."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from browsing import CHROMIUM
from notebook_samples import MARKS, TEXTS, run_file, sample
from pressreport import site
from pressreport.runs import batch, runs

# A job in the background of a shell ignores Ctrl-C, and so would all processes that tests start and interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent

# Files whose tests look at the same pages: one worker makes them once.
PAGES = ("test_site", "test_site_looks", "test_site_tables", "test_links")
# What takes long begins first, so that no core has nothing to do at the end.
LONG = (*PAGES, "test_batch_faults", "test_hostile", "test_batch", "test_kernels", "test_explore_lab", "test_charts")

# A notebook whose author wants scripts and requests: the policy of the page stops them.
HOSTILE = """
display({"text/html": "<table><tr><th>x</th></tr></table><script>document.title = 'owned'</script>"
         "<img alt='' src='http://127.0.0.1:9/beacon.png' onerror=\\"document.title = 'owned'\\">"
         "<style>@import 'http://127.0.0.1:9/style.css';</style><iframe title='x' src='http://127.0.0.1:9/'></iframe>"
         "<svg onload=\\"document.title = 'owned'\\"></svg>", "text/plain": ""}, raw=True)
"""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """As xdist's own by scope, but for the files of the same pages, which are one scope."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return "pages" if Path(file).stem in PAGES else file

    return Scheduling(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def of_samples(tmp_path_factory):
    """Runs of small notebooks: one hostile, one that fails, and the articles that the marks of the others lead to."""
    folder = tmp_path_factory.mktemp("samples")
    notebooks = folder / "notebooks"
    sample(notebooks / "articles.ipynb", title="Articles", extra=TEXTS)
    sample(notebooks / "count.ipynb", title="How many <i>& why</i>?", extra=HOSTILE)
    sample(notebooks / "when.ipynb", title="When?", extra=MARKS)
    run_file(notebooks, "articles")
    run_file(notebooks, "count-oslo", 'who: "<script>document.title = 1</script> $x$"\n')
    run_file(notebooks, "when")
    run_file(notebooks, "when-not", "fail: true\n")
    batch.report(notebooks / "runs", folder / "out")
    return folder / "out" / "site"


@pytest.fixture(scope="session")
def of_the_project(tmp_path_factory):
    """The stored notebooks as pages, without running them again."""
    folder = tmp_path_factory.mktemp("project")
    chosen = [run for run in runs.find(ROOT / "notebooks" / "runs") if run.name == run.notebook.stem]
    (folder / "out" / "notebooks").mkdir(parents=True)
    for run in chosen:
        shutil.copy(run.notebook, folder / "out" / "notebooks" / f"{run.name}.ipynb")
    site.build(chosen, folder / "out")
    return folder / "out" / "site"


@pytest.fixture(scope="session", params=["of_samples", "of_the_project"])
def pages(request):
    """Every page of both sites, the one after the other."""
    found = sorted(request.getfixturevalue(request.param).glob("*.html"))
    assert len(found) >= 3
    return found


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*sandbox, "--disable-gpu"])
        yield browser
        browser.close()
