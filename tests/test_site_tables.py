"""Tables that can be sorted and searched where scripts run, and plain tables where they do not."""

import pytest

from browsing import needs_chromium

pytestmark = needs_chromium


@pytest.fixture
def view(browser, of_samples):
    context = browser.new_context()
    page = context.new_page()
    page.goto((of_samples / "when.html").as_uri())
    yield page
    context.close()


def column(view, number):
    rows = view.locator("main table:has(caption) tbody tr:visible")
    return [row.locator("td").nth(number).inner_text() for row in rows.all()]


def sort(view, name, how):
    """Press the button of a column with the keyboard alone."""
    button = view.get_by_role("button", name=f"Sort by {name}", exact=True)
    button.focus()
    button.press(how)
    return view.locator("th", has=button).get_attribute("aria-sort")


@pytest.mark.parametrize("how", ["Enter", "Space"])
def test_numbers_are_sorted_as_numbers_and_what_is_not_stated_comes_last(view, how):
    assert sort(view, "many", how) == "ascending"
    assert column(view, 1) == ["-3", "7", "12", "90", "1,200", "–"]
    assert sort(view, "many", how) == "descending"
    assert column(view, 1) == ["1,200", "90", "12", "7", "-3", "–"]


def test_words_are_sorted_with_their_numbers(view):
    sort(view, "many", "Enter")
    assert sort(view, "row", "Enter") == "ascending"
    assert column(view, 0) == [f"A c{n}" for n in range(1, 7)]
    assert view.locator("th[aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("asked", "found", "said"),
    [("c2", ["1,200"], "1 found"), ("a C", ["7", "1,200", "–", "90", "-3", "12"], "6 found"), ("c2 90", [], "0 found"),
     ("", ["7", "1,200", "–", "90", "-3", "12"], "")],
)  # fmt: skip
def test_a_search_keeps_the_rows_that_have_every_word(view, asked, found, said):
    view.get_by_label("Search these 6 rows").fill(asked)
    assert column(view, 1) == found
    assert view.locator("output").inner_text() == said


def test_a_short_table_is_left_alone(view):
    assert view.locator("table").count() == 2
    assert view.locator("th button").count() == 2
    assert view.get_by_role("searchbox").count() == 1


def test_without_scripts_the_same_rows_stand_in_their_order(browser, of_samples):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((of_samples / "when.html").as_uri())
    assert page.locator("main table:has(caption) td.number").all_inner_texts() == ["7", "1,200", "–", "90", "-3", "12"]
    assert page.locator("main button, main input").count() == 0
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_lists_of_the_index_show_the_runs_that_have_what_is_chosen(browser, of_samples, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto((of_samples / "index.html").as_uri())
    assert page.locator(".run:visible").count() == 4
    page.get_by_label("notebook").select_option("when")
    assert page.locator(".run:visible").count() == 2
    page.get_by_label("fail").select_option("True")
    assert page.locator(".run:visible h2").all_inner_texts() == ["when-not"]
    page.get_by_role("button", name="Show all 4 runs").click()
    assert page.locator(".run:visible").count() == 4
    context.close()
