"""Amounts: examples drawn in tests/data/amounts.toml, number words one by one, and properties of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from drawn import differing, drawn, read, table
from pressframes import records
from pressframes.reading import amounts, lexicon, text

LEXICON = lexicon.load()
TABLE = table("amounts.toml")
HEDGES = {word: row["hedge"] for row in LEXICON["hedge"] for word in row.get("words", ())}
AFTERS = {word: row["hedge"] for row in LEXICON["hedge"] for word in row.get("after", ())}
NUMBERS = "0 1 12 1,300 5900 1.2 3.5 2014 99,99 10:30 T-72 10-12 dozen dozens hundred thousands million half six zero"
AROUND = ", . - – + to and or of a the at least more than some between from about quarter several tens twenty-one"
ODD = ["\n", "  ", "killed", "people", "%", "$", "old", "year-old", "as many as", "٣", "²", "½"]
PIECES = [*NUMBERS.split(), *AROUND.split(), *ODD]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))


def found(words: str) -> list[tuple[str, str]]:
    """The amounts of a text as their words, and "best low high hedge"."""
    return [
        (words[a.start : a.end], " ".join("-" if v is None else str(v) for v in (a.best, a.low, a.high, a.hedge)))
        for a in amounts.find(text.fold(words), LEXICON)
    ]


def one(words: str) -> amounts.Amount:
    """The only amount of a text."""
    (amount,) = amounts.find(text.fold(words), LEXICON)
    return amount


def in_row(row: dict) -> list[tuple[str, str]]:
    return found(drawn(row["text"])[0])


def wanted(row: dict) -> list[tuple[str, str]]:
    words, spans = drawn(row["text"])
    return [(words[a:b], means) for (a, b), means in zip(spans, row.get("is", []), strict=True)]


def claims(row: dict) -> list[tuple[str, str]]:
    return [(claim.amount, claim.measure) for claim in read(row["text"]).claims]


def test_the_amounts_of_a_sentence_with_their_bounds():
    assert differing([*TABLE["wild"], *TABLE["synthetic"], *TABLE["negative"]], in_row, wanted) == []


def test_what_counts_no_people_makes_no_claim():
    assert differing(TABLE["things"], claims, lambda row: []) == []


def test_known_failures():
    """What is no failure any more goes up to the rows that are read."""
    assert len(differing(TABLE["known"], in_row, wanted)) == len(TABLE["known"])
    assert len(differing(TABLE["known_things"], claims, lambda row: [])) == len(TABLE["known_things"])
    assert all(row["why"] for row in [*TABLE["known"], *TABLE["known_things"]])


def test_more_numbers_that_are_none_than_amounts():
    assert len(TABLE["negative"]) + len(TABLE["things"]) > len(TABLE["wild"]) + len(TABLE["synthetic"])


def test_number_words_to_9999():
    """Every number as num2words spells it: with "and" and hyphens, without either, and found whole in a sentence."""
    for number in range(10_000):
        spelled = num2words(number)
        for words in {spelled, spelled.replace(" and ", " "), spelled.replace("-", " "), spelled.replace(",", "")}:
            assert amounts.value(words) == number, words
    for number in [*range(1, 1000), *range(1000, 10_000, 7)]:
        for words in {num2words(number), num2words(number).replace(" and ", " ").replace(",", "")}:
            sentence = f"In all {words} people died."
            amount = one(sentence)
            assert (sentence[amount.start : amount.end], amount.best) == (words, number)


def test_number_words_and_digits_beyond():
    for number in (10**4, 12_345, 99_999, 10**5, 654_321, 10**6, 1_000_001, 2_300_000, 10**9, 7 * 10**9):
        for words in (num2words(number), f"{number:,}", str(number)):
            sentence = f"War uprooted {words} people."
            amount = one(sentence)
            assert (sentence[amount.start : amount.end], amount.best) == (words, number)


BOUNDS = {"at_least": (17, 17, None), "at_most": (17, None, 17), "nearly": (17, None, 17), "about": (17, None, None)}


def each_hedge(form: str, hedges: dict[str, str]) -> list[tuple[str, object, object]]:
    """The hedges with which a number is not the whole amount, or has other bounds, once in digits and once in words."""
    told = []
    for hedge, kind in hedges.items():
        for number in ("17", "seventeen"):
            amount, words = (
                one(f"The fire killed {form.format(hedge, number)} nurses in the night."),
                form.format(hedge, number),
            )
            told.append((words, tuple(amount), (16, 16 + len(words), *BOUNDS[kind], kind)))
    return [row for row in told if row[1] != row[2]]


def test_each_hedge_before_and_after():
    assert each_hedge("{} {}", HEDGES) == []
    assert each_hedge("{1} {0}", AFTERS) == []


RANGES = ("{} to {}", "{}-{}", "{} - {}", "{}–{}", "between {} and {}", "from {} to {}", "{}\u2011{}", "{} or {}")


def test_ranges_in_all_forms():
    for ends in (("10", "12"), ("ten", "twelve"), ("1,000", "1,200"), ("nine", "10")):
        for words in [form.format(*ends) for form in RANGES]:
            bounds = [amounts.value(end) for end in ends]
            assert one(f"The fire killed {words} nurses.") == (16, 16 + len(words), None, *bounds, "range")


def test_a_range_rises():
    for words in ("30 to 12", "30 or 12", "between 30 and 12"):
        assert [amount.hedge for amount in amounts.find(f"It killed {words} nurses.", LEXICON)] == ["exact"] * 2


@given(texts)
def test_any_text_gives_spans_in_order_and_bounds_in_order(words):
    end = 0
    for amount in amounts.find(text.fold(words), LEXICON):
        assert end <= amount.start < amount.end <= len(words)
        stated = [bound for bound in (amount.low, amount.best, amount.high) if bound is not None]
        assert stated
        assert stated == sorted(stated)
        assert amount.hedge in records.HEDGES
        end = amount.end


@given(texts, st.sampled_from(["A quiet day.\n\n", "Snow fell; nobody stirred. "]))
def test_words_before_shift_every_amount(words, before):
    shift = len(before)
    moved = [(a.start - shift, a.end - shift, *a[2:]) for a in amounts.find(text.fold(before + words), LEXICON)]
    assert moved == [tuple(a) for a in amounts.find(text.fold(words), LEXICON)]


@pytest.mark.parametrize("digits", [13, 19, 25, 309, 5000])
@pytest.mark.parametrize("form", ["{} people", "{} dozen people", "{} million people", "10 to {} people", "{}+ people"])
def test_more_than_there_have_been_people_is_no_count(digits, form):
    """Nor does it raise: every bound fits the 64 bits of a frame's integers."""
    for number in ("1" * digits, ",".join(["111"] * (digits // 3))):
        found = amounts.find(f"It killed {form.format(number)}.", LEXICON)
        assert [amount for amount in found if max(amount.best or 0, amount.low or 0, amount.high or 0) > 10**12] == []
