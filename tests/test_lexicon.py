"""The lexicon is data, and tested like code: each entry by its example and counter-example, each word, and own files.

The tables of dates and of kinds of events are tested where they are used.
"""

import re

import pytest

from drawn import drawn, read, table
from pressframes import reading
from pressframes.errors import PressframesError
from pressframes.reading import amounts, lexicon, measures, register, rules, text, tokens
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.subjects import subjects
from pressframes.records import MEASURES, REFUSALS, SOURCE_KINDS, Article, Claim

WORDS = lexicon.load()
KNOWN = tokens.vocabulary(WORDS)
ROLES = ("verb", "intransitive", "state", "count", "tally", "action", "toll")
LISTED = sorted(
    {word for entry in WORDS["cue"] for role in ROLES for word in entry.get(role, ())}
    | {word for name in ("noun", "word", "speech") for entry in WORDS[name] for word in entry["words"]}
)


def by(key: str):
    return lambda entry: str(entry[key])


def holds(words: list[str], sentence: str) -> bool:
    """Whether one of the phrases stands in the sentence, the parts of a parted verb ("took 40 hostage") apart."""
    parts = [r"\W+(?:\w+\W+){0,4}?".join(map(re.escape, phrase.split())) for phrase in words]
    return re.search(rf"\b(?:{'|'.join(parts)})\b", sentence, re.I) is not None


@pytest.mark.parametrize("name", WORDS.entries)
def test_every_entry_has_an_example(name):
    assert WORDS[name]
    assert [entry for entry in WORDS[name] if not entry.get("example", "").strip()] == []


@pytest.mark.parametrize("entry", WORDS["cue"], ids=by("example"))
def test_a_cue_is_read_in_its_example_and_not_in_its_counterexample(entry):
    forms = [word for role in ROLES for word in entry.get(role, ())]
    assert entry["measure"] in MEASURES
    assert holds(forms, entry["example"])
    assert entry["measure"] in {claim.measure for claim in read(entry["example"]).claims}
    if "not" in entry:
        assert holds(forms, entry["not"])
        assert entry["measure"] not in {claim.measure for claim in read(entry["not"]).claims}


@pytest.mark.parametrize("entry", [entry for entry in WORDS["cue"] if "verb" in entry], ids=by("example"))
def test_a_verb_has_five_forms(entry):
    assert len(entry["verb"]) == 5


def test_every_listed_word_is_reachable():
    """Each is one token, of a class that some table gives it."""
    assert len(LISTED) > 1000
    tagged = {word: tokens.tag(word, 0, len(word), [], KNOWN) for word in LISTED}
    assert [word for word in LISTED if tagged[word].spans != [(0, len(word))] or not tagged[word].meanings[0]] == []


@pytest.mark.parametrize("entry", WORDS["noun"], ids=by("kind"))
def test_nouns_stand_in_the_plural_and_bring_their_singular(entry):
    assert holds(entry["words"], entry["example"])
    assert all(tokens.singular(word) in KNOWN.words for word in entry["words"] if " " not in word)


@pytest.mark.parametrize("entry", WORDS["word"], ids=by("class"))
def test_a_class_of_words_is_one_of_the_alphabet(entry):
    assert entry["class"] in tokens.CLASSES
    assert holds(entry["words"], entry["example"])


@pytest.mark.parametrize("entry", WORDS["hedge"], ids=by("example"))
def test_a_hedge_is_read_in_its_example(entry):
    assert holds([*entry.get("words", ()), *entry.get("after", ())], entry["example"])
    assert [amount.hedge for amount in amounts.find(entry["example"], WORDS)] == [entry["hedge"]]


def reading_of(sentence: str, words: Lexicon) -> list[tuple[tuple[int, int], str | None, str | None, str]]:
    """The place, measure, refusal and rule of each figure that is read or refused."""
    counts = amounts.find(text.fold(sentence), words)
    tagged = tokens.tag(text.fold(sentence), 0, len(sentence), counts, tokens.vocabulary(words))
    return [
        ((amount.start, amount.end), figure.measure, figure.refusal, figure.rule)
        for figure in measures.read(tagged, words)
        if (amount := tagged.amounts[figure.amount]) and (figure.measure or figure.refusal)
    ]


@pytest.mark.parametrize("entry", WORDS["rule"], ids=by("name"))
def test_a_rule_reads_its_example_and_does_so_alone(entry):
    sentence, spans = drawn(entry["example"])
    found = {place: (measure, refusal, rule) for place, measure, refusal, rule in reading_of(sentence, WORDS)}
    measure, refusal, rule = found[spans[0]]
    assert (rule, refusal) == (entry["name"], entry.get("refuse"))
    assert refusal in REFUSALS if refusal else measure in MEASURES
    assert "measure" not in entry or entry["measure"] in (measure, "previous")
    if entry.get("measure") != "previous":
        assert (spans[0], measure, refusal, rule) in reading_of(sentence, only(rule))


def only(rule: str) -> Lexicon:
    """The lexicon with this rule alone."""
    return Lexicon({**WORDS.entries, "rule": [entry for entry in WORDS["rule"] if entry["name"] == rule]})


def test_rules_have_names_of_their_own():
    names = [entry["name"] for entry in WORDS["rule"]]
    assert len(names) == len(set(names))


CLAIMS = [claim for row in table("claims.toml")["wild"] for claim in read(drawn(row["text"])[0]).claims]
RULES = {entry["name"]: entry for entry in WORDS["rule"]}


@pytest.mark.parametrize("name", sorted({claim.rule for claim in CLAIMS} & RULES.keys()))
def test_the_rule_column_replays(name):
    """Applying the named rule to the sentence gives the same reading."""
    for claim in [claim for claim in CLAIMS if claim.rule == name and RULES[name].get("measure") != "previous"]:
        start = claim.start - claim.sentence_start
        place = (start, start + len(claim.amount))
        replayed = {at: measure for at, measure, _, _ in reading_of(claim.sentence, only(name))}
        assert replayed[place] == claim.measure, claim.sentence


@pytest.mark.parametrize("name", ["speech", "tells", "weak", "cites", "reports"])
def test_words_of_speech_by_their_example(name):
    for entry in WORDS[name]:
        assert holds(entry["words"], entry["example"])
        assert read(entry["example"]).claims[0].source is not None if "nine nurses" in entry["example"] else True
        assert [claim.source for claim in read(entry.get("not", "")).claims] in ([], [None])


@pytest.mark.parametrize("entry", WORDS["source"], ids=by("name"))
def test_a_party_by_each_of_its_names(entry):
    known = register.register(WORDS)
    for alias in entry["aliases"]:
        for words in (alias, alias.title(), alias.upper(), f"the {alias}"):
            assert register.identify(words, known) == (entry["name"], entry["kind"])
    claim = read(f"{entry['example']} nine nurses were hurt.").claims[0]
    assert (claim.source_name, claim.source_kind) == (entry["name"], entry["kind"])


@pytest.mark.parametrize("entry", WORDS["head"], ids=lambda entry: f"{entry['kind']} {entry['words'][0]}")
def test_a_role_tells_the_kind(entry):
    known = register.register(WORDS)
    claim = read(f"{entry['example'][:1].upper()}{entry['example'][1:]} nine nurses were hurt.").claims[0]
    assert claim.source_kind == entry["kind"]
    for word in entry["words"]:
        assert word in known.heads
        assert known.heads[word] in SOURCE_KINDS


def test_each_role_has_one_kind():
    listed = [word for entry in WORDS["head"] for word in entry["words"]]
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []


def test_nationalities_make_subjects():
    for word in [word for entry in WORDS["demonym"] for word in entry["words"]]:
        name = " ".join(part.capitalize() for part in word.split())
        assert subjects([(f"{name} soldiers", "force", "killed")], WORDS) == [f"{name} troops"]


# A file of one's own


def own(folder, content: str) -> Lexicon:
    path = folder / "own.toml"
    path.write_text(content, "utf-8")
    return lexicon.load([path])


def claims(words: str, known: Lexicon) -> list[Claim]:
    return reading.read(Article("made", words), known).claims


def test_a_verb_of_ones_own(tmp_path):
    sentence = "The sect blessed 40 zorbs."
    assert claims(sentence, WORDS) == []
    known = own(
        tmp_path,
        '[[cue]]\nmeasure = "captured"\nverb = ["bless", "blesses", "blessed", "blessed", "blessing"]\nexample = ""\n'
        '[[noun]]\nkind = "person"\nwords = ["zorbs"]\nexample = ""\n',
    )
    (claim,) = claims(sentence, known)
    assert (claim.amount, claim.measure, claim.group) == ("40", "captured", "zorbs")
    assert claims(sentence, WORDS) == []


def test_a_noun_of_ones_own_goes_before_the_librarys(tmp_path):
    sentence = "The blast killed 12 nurses."
    assert claims(sentence, WORDS)
    assert claims(sentence, own(tmp_path, '[[noun]]\nkind = "thing"\nwords = ["nurses"]\nexample = ""\n')) == []


def test_a_source_of_ones_own(tmp_path):
    entry = '[[source]]\nname = "Lake Watch"\nkind = "monitor"\naliases = ["lake watch", "lw"]\nexample = ""\n'
    (claim,) = claims("LW said nine nurses were hurt.", own(tmp_path, entry))
    assert (claim.source, claim.source_name, claim.source_kind) == ("LW", "Lake Watch", "monitor")


def test_a_rule_of_ones_own(tmp_path):
    entry = '[[rule]]\nname = "own"\npattern = "n=amount group* cue=release"\nmeasure = "captured"\nexample = ""\n'
    (claim,) = claims("Nine nurses freed.", own(tmp_path, entry))
    assert (claim.measure, claim.rule) == ("captured", "own")


def test_a_table_that_the_lexicon_has_not(tmp_path):
    with pytest.raises(PressframesError, match=r"own\.toml has a table 'verbs'; it may have .*\[\[cue\]\]"):
        own(tmp_path, '[[verbs]]\nexample = "x"\n')


def test_no_toml(tmp_path):
    with pytest.raises(PressframesError, match=r"own\.toml cannot be read \(.*line 1.*\); give a TOML file"):
        own(tmp_path, "[[cue\n")


def test_no_file(tmp_path):
    with pytest.raises(PressframesError, match=r"none\.toml cannot be read .*; give a TOML file in UTF-8\.$"):
        lexicon.load([tmp_path / "none.toml"])


def test_a_table_written_flat(tmp_path):
    with pytest.raises(PressframesError, match=r"write the entries of 'cue' under \[\[cue\]\]\.$"):
        own(tmp_path, '[cue]\nmeasure = "killed"\n')


@pytest.mark.parametrize("pattern", ["n=amount nonsense", "n=amount (", ""])
def test_a_rule_that_cannot_be_read(tmp_path, pattern):
    known = own(tmp_path, f'[[rule]]\nname = "own"\npattern = "{pattern}"\nexample = ""\n')
    with pytest.raises(PressframesError, match="The rule 'own' of the lexicon"):
        rules.rules(known)


@pytest.mark.parametrize(
    "entry",
    [
        '[[cue]]\nverb = ["a", "b", "c", "d", "e"]\n',
        '[[cue]]\nmeasure = "sung"\nstate = ["sung"]\n',
        '[[noun]]\nwords = ["zorbs"]\n',
        '[[noun]]\nkind = "planet"\nwords = ["zorbs"]\n',
        '[[source]]\nname = "Lake Watch"\n',
        '[[source]]\nname = "Lake Watch"\nkind = "nobody"\naliases = ["lw"]\n',
        '[[source]]\nname = "Lake Watch"\nkind = "monitor"\naliases = "lw"\n',
    ],
)
def test_an_entry_that_lacks_or_misspells_something(tmp_path, entry):
    """What is wrong in a user's file is told in one sentence, not found as a KeyError while reading."""
    with pytest.raises(PressframesError):
        claims("LW said the sect sung 40 zorbs.", own(tmp_path, entry))


def test_capitals_of_ones_own_words_do_not_matter(tmp_path):
    entry = '[[source]]\nname = "Lake Watch"\nkind = "monitor"\naliases = ["LW"]\nexample = ""\n'
    (claim,) = claims("LW said nine nurses were hurt.", own(tmp_path, entry))
    assert claim.source_name == "Lake Watch"


def test_alternation_finds_the_longest():
    pattern = re.compile(lexicon.alternation(["at", "at least", "at the least", "a"]))
    assert [pattern.match(words)[0] for words in ("at the least 3", "at least", "at\nleast", "atop")] == [
        "at the least",
        "at least",
        "at\nleast",
        "at",
    ]
