"""The lexicon is data, and tested like code: each entry by its example and counter-example, each word, and own files.

The tables of dates and of kinds of events are tested where they are used.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import pytest

from drawn import drawn, read, table
from pressframes import reading
from pressframes.errors import PressframesError
from pressframes.reading import amounts, attribution, context, lexicon, measures, places, text, tokens
from pressframes.reading.lexicon import Entry, Lexicon
from pressframes.records import MEASURES, REFUSALS, SOURCE_KINDS, Article, Claim

WORDS = lexicon.load()
KNOWN = tokens.vocabulary(WORDS)
ROLES = ("verb", "intransitive", "state", "count", "tally", "action", "toll")
DATED = ("date_class", "date_guard", "holiday", "kind")  # read and not read in test_timexes and test_events
LISTED = sorted(
    {word for entry in WORDS["cue"] for role in ROLES for word in entry.get(role, ())}
    | {word for name in ("noun", "word", "speech") for entry in WORDS[name] for word in entry["words"]}
)


def listed(entry: Entry) -> list[str]:
    """The words of an entry, whatever it calls them."""
    keys = ("words", "after", "aliases", *ROLES)
    return [word for key in keys for word in entry.get(key, ())]


def with_singulars(entry: Entry) -> list[str]:
    return [*entry["words"], *map(tokens.singular, entry["words"])]


def holds(words: list[str], sentence: str) -> bool:
    """Whether one of the phrases stands in the sentence, the parts of a parted verb ("took 40 hostage") apart."""
    parts = [r"\W+(?:\w+\W+){0,4}?".join(map(re.escape, phrase.split())) for phrase in words]
    return re.search(rf"\b(?:{'|'.join(parts)})\b", sentence, re.I) is not None


def tagged(sentence: str) -> tokens.Tagged:
    """The whole text as one sentence of tags."""
    return tokens.tag(text.fold(sentence), 0, len(sentence), amounts.find(text.fold(sentence), WORDS), KNOWN)


def of_claims(field: str) -> Callable[[str], set[str]]:
    """What the claims of a sentence have in a field."""
    return lambda sentence: {getattr(claim, field) for claim in read(sentence).claims} - {None}


def anybody(field: str) -> Callable[[str], set[str]]:
    """Whether a claim of a sentence has anything in a field."""
    return lambda sentence: {f"a {field}" for claim in read(sentence).claims if getattr(claim, field)}


def kinds(sentence: str) -> set[str]:
    """Of what kind the nouns are that the amounts of a sentence count."""
    found = tagged(sentence)
    return {measures.find_group(found, at).kind for at in found.amounts}


def classes(sentence: str) -> set[str]:
    """The classes of a sentence's words."""
    return {name for name, letter in tokens.CLASSES.items() if letter in tagged(sentence).tags}


def hedges(sentence: str) -> set[str]:
    return {amount.hedge for amount in amounts.find(sentence, WORDS)}


def nations(sentence: str) -> set[str]:
    """Whether the people that a sentence counts have a nationality."""
    named = {word for entry in WORDS["demonym"] for word in entry["words"]}
    subjects = of_claims("subject")(sentence)
    return {"a nation" for subject in subjects if set(re.findall(r"\w+", subject.lower())) & named}


SPEECH = ("speech", "weak", "told", "inverts", "cites", "reports")
SAID = (*SPEECH, "tells", "head", "source")


class Table(NamedTuple):
    """What the entries of a table do: by which words, what sentences read by them, and what of it is this entry's."""

    words: Callable[[Entry], list[str]]
    read: Callable[[str], set[str]]
    own: Callable[[Entry], str]


TABLES = {
    "cue": Table(listed, of_claims("measure"), itemgetter("measure")),
    "captive": Table(listed, of_claims("measure"), lambda entry: "captured"),
    "kin": Table(listed, of_claims("measure"), lambda entry: "killed"),
    "noun": Table(with_singulars, kinds, itemgetter("kind")),
    "word": Table(listed, classes, itemgetter("class")),
    "hedge": Table(listed, hedges, itemgetter("hedge")),
    "topic": Table(listed, hedges, lambda entry: "exact"),
    "demonym": Table(listed, nations, lambda entry: "a nation"),
    "source": Table(listed, of_claims("source_name"), itemgetter("name")),
    "head": Table(listed, of_claims("source_kind"), itemgetter("kind")),
    "tells": Table(listed, anybody("via"), lambda entry: "a via"),
    **{name: Table(listed, anybody("source"), lambda entry: "a source") for name in SPEECH},
}


def located(sentence: str) -> set[str]:
    return {one.name for one in places.find(sentence, WORDS).mentions}


def contexts(field: str) -> Callable[[str], set[str]]:
    """What the claims of a sentence have in a field of their context; it is published on 5 May 2031."""

    def read_in(sentence: str) -> set[str]:
        read_of = reading.read(Article("made", sentence, published=date(2031, 5, 5)))
        return {getattr(claim, field) for claim in read_of.claims}

    return read_in


def several(sentence: str) -> set[str]:
    """Whether the figures of a sentence are of several happenings."""
    return {"several"} if len(contexts("incident")(sentence)) > 1 else set()


def placed_in(name: str) -> Table:
    return Table(listed, located, lambda entry: name)


# Where a figure belongs: what the entries of places.toml and context.toml do.
CONTEXT = {
    **{name: placed_in("Karsa") for name in ("located", "struck", "place", "placed")},
    "unplaced": Table(listed, lambda sentence: {"none"} - {"none" for _ in located(sentence)}, lambda entry: "none"),
    "country": placed_in("Kenya"),
    "leaving": Table(listed, several, lambda entry: "several"),
    "total": Table(listed, contexts("scope"), lambda entry: "period"),
    "denying": Table(listed, contexts("stance"), lambda entry: "denied"),
    "replaced": Table(listed, contexts("stance"), lambda entry: "superseded"),
    "addition": Table(listed, contexts("role"), lambda entry: "addition"),
    "narrow": Table(listed, contexts("role"), lambda entry: "part"),
    "happening": Table(listed, lambda sentence: context.kinds(sentence, WORDS), itemgetter("name")),
}


def example(name: str, entry: Entry) -> str:
    """The example of an entry; of a party it is only who speaks, and is made a sentence here."""
    words = str(entry["example"])
    return f"{words[:1].upper()}{words[1:]} nine nurses were hurt." if name in ("source", "head") else words


def test_every_table_is_tested():
    assert WORDS.entries.keys() == {*TABLES, *CONTEXT, "rule", *DATED}


def test_every_entry_has_an_example_and_a_counterexample():
    assert all(WORDS.entries.values())
    for key in ("example", "not"):
        lacking = [
            (name, entry) for name, rows in WORDS.entries.items() for entry in rows if not entry.get(key, "").strip()
        ]
        assert lacking == []


@pytest.mark.parametrize("name", TABLES)
def test_an_entry_is_read_in_its_example_and_not_in_its_counterexample(name):
    """Both have one of its words; a counter-example has a number too, and a naive reader would read it."""
    wrong, table = [], TABLES[name]
    for entry in WORDS[name]:
        for sentence, is_read in ((example(name, entry), True), (entry["not"], False)):
            if not holds(table.words(entry), sentence):
                wrong.append(f"{sentence!r} holds no word of this entry")
            elif (table.own(entry) in table.read(sentence)) != is_read:
                wrong.append(f"{sentence!r} is {'not ' * is_read}read as {table.own(entry)!r}")
        if not re.search(r"\d", entry["not"]) and not amounts.find(entry["not"], WORDS):
            wrong.append(f"{entry['not']!r} has no number")
    assert wrong == []


@pytest.mark.parametrize("name", CONTEXT)
def test_an_entry_of_context_is_read_in_its_example_and_not_in_its_counterexample(name):
    """Words of a happening are one wherever they stand, so that their counter-examples are other words."""
    wrong, table = [], CONTEXT[name]
    for entry in WORDS[name]:
        for sentence, is_read in ((entry["example"], True), (entry["not"], False)):
            near = any(word.casefold() in sentence.casefold() for word in table.words(entry))
            if not near and (is_read or name != "happening"):
                wrong.append(f"{sentence!r} holds no word of this entry")
            elif (table.own(entry) in table.read(sentence)) != is_read:
                wrong.append(f"{sentence!r} is {'not ' * is_read}read as {table.own(entry)!r}")
    assert wrong == []


def test_the_words_of_a_happening_are_of_one_kind():
    every = [word for entry in WORDS["happening"] for word in entry["words"]]
    assert [word for word in every if every.count(word) > 1] == []
    wrong = [
        word
        for entry in WORDS["happening"]
        for word in entry["words"]
        if entry["name"] not in context.kinds(f"Nine people and the {word} there.", WORDS)
    ]
    assert wrong == []


def test_a_counterexample_of_who_speaks_has_a_claim():
    """Else nothing could be ascribed in it at all."""
    assert [row["not"] for name in SAID for row in WORDS[name] if not read(row["not"]).claims] == []


def test_the_measures_of_the_cues_are_known():
    assert {entry["measure"] for entry in WORDS["cue"]} == set(MEASURES)


def test_a_verb_has_five_forms():
    assert [entry["verb"] for entry in WORDS["cue"] if len(entry.get("verb", range(5))) != 5] == []


def test_every_listed_word_is_reachable():
    """Each is one token, of a class that some table gives it."""
    assert len(LISTED) > 1000
    tagged = {word: tokens.tag(word, 0, len(word), [], KNOWN) for word in LISTED}
    assert [word for word in LISTED if tagged[word].spans != [(0, len(word))] or not tagged[word].meanings[0]] == []


def test_nouns_bring_their_singular():
    plurals = [word for entry in WORDS["noun"] for word in entry["words"] if " " not in word]
    assert [word for word in plurals if tokens.singular(word) not in KNOWN.words] == []


def test_the_classes_of_words_are_of_the_alphabet():
    assert {entry["class"] for entry in WORDS["word"]} <= set(tokens.CLASSES)


def reading_of(sentence: str, rules: Lexicon) -> list[tuple[tuple[int, int], str | None, str | None, str]]:
    """The place, measure, refusal and rule of each figure that is read or refused."""
    read = tagged(sentence)
    return [
        (read.spans[figure.amount], figure.measure, figure.refusal, figure.rule)
        for figure in measures.read(read, rules)
        if figure.measure or figure.refusal
    ]


def test_a_rule_reads_its_example_and_does_so_alone():
    wrong = []
    for entry in WORDS["rule"]:
        sentence, spans = drawn(entry["example"])
        found = {place: (measure, refusal, rule) for place, measure, refusal, rule in reading_of(sentence, WORDS)}
        measure, refusal, rule = found.get(spans[0], (None, None, None))
        known = refusal in REFUSALS if refusal else measure in MEASURES
        as_told = "measure" not in entry or entry["measure"] in (measure, "previous")
        alone = (spans[0], measure, refusal, rule) in reading_of(sentence, only(entry["name"]))
        if (rule, refusal) != (entry["name"], entry.get("refuse")) or not (known and as_told):
            wrong.append(f"{sentence!r} is read by {rule!r} and not {entry['name']!r}")
        elif entry.get("measure") != "previous" and not alone:
            wrong.append(f"{sentence!r} is not read by {rule!r} alone")
    assert wrong == []


def needed(pattern: str) -> list[str]:
    """The classes that a rule's pattern cannot do without, in order; words of the group may be of any.

    >>> needed("n=amount [group count]* (comma speech)? [be have] cue=state (?! group)")
    ['amount', '[be have]', 'state']
    """
    while (plain := re.sub(r"\([^()]*\)[?*]?", "", pattern)) != pattern:
        pattern = plain
    found = re.findall(r"(?:\w+=)?(\[\^?[a-z ]+\]|[a-z]+)(\?|\*|\{\d,?\d*\})?", pattern)
    certain = [classes for classes, times in found if times[:2] not in ("?", "*", "{0")]
    return [classes for classes in certain if classes != "group" and not classes.startswith("[^")]


def test_a_rule_does_not_read_its_counterexample():
    """It comes near: all that the rule needs stands there, in the rule's order."""
    wrong = []
    for entry in WORDS["rule"]:
        sentence = tagged(entry["not"])
        if not tokens.shape(" .* ".join(needed(entry["pattern"]))).search(sentence.tags):
            wrong.append(f"{entry['not']!r} is far from the rule: {sentence.tags} has not {needed(entry['pattern'])}")
        if entry["name"] in {one.rule for one in measures.read(sentence, WORDS)}:
            wrong.append(f"{entry['not']!r} is read by {entry['name']!r}")
    assert wrong == []


@cache
def only(rule: str) -> Lexicon:
    """The lexicon with this rule alone."""
    return Lexicon({**WORDS.entries, "rule": [entry for entry in WORDS["rule"] if entry["name"] == rule]})


def test_rules_have_names_of_their_own():
    names = [entry["name"] for entry in WORDS["rule"]]
    assert len(names) == len(set(names))


CLAIMS = [claim for row in table("claims.toml")["wild"] for claim in read(drawn(row["text"])[0]).claims]
RULES = {entry["name"]: entry for entry in WORDS["rule"]}


def test_the_rule_column_replays():
    """Applying the named rule to the sentence gives the same reading."""
    told = [claim for claim in CLAIMS if claim.rule in RULES and RULES[claim.rule].get("measure") != "previous"]
    assert len({claim.rule for claim in told}) > 20
    wrong = []
    for claim in told:
        start = claim.start - claim.sentence_start
        place = (start, start + len(claim.amount))
        if (place, claim.measure) not in [one[:2] for one in reading_of(claim.sentence, only(claim.rule))]:
            wrong.append((claim.rule, claim.sentence))
    assert wrong == []


FORMS = {
    "speech": "The union {} that nine nurses were hurt.",
    "tells": "The union {} Reuters that nine nurses were hurt.",
    "inverts": '"Nine nurses were hurt," {} the union.',
    "cites": "Nine nurses were hurt in figures {} the union.",
    "reports": "The union passed on {} nine nurses were hurt.",
}


def test_every_word_of_speech_tells_who_speaks():
    wrong = []
    for name, form in FORMS.items():
        for word in [word for entry in WORDS[name] for word in entry["words"] if word != "saying"]:
            told = [(claim.source is not None, claim.via is not None) for claim in read(form.format(word)).claims]
            wrong += [] if told == [(True, name == "tells")] else [form.format(word)]
    assert wrong == []


def test_a_party_by_each_of_its_names():
    known = attribution.register(WORDS)
    for entry in WORDS["source"]:
        for alias in entry["aliases"]:
            for words in (alias, alias.title(), alias.upper(), f"the {alias}"):
                assert attribution.identify(words, known) == (entry["name"], entry["kind"])


def test_roles_are_known_by_their_kind():
    known = attribution.register(WORDS)
    roles = {word: entry["kind"] for entry in WORDS["head"] for word in entry["words"]}
    assert known.heads == roles
    assert set(roles.values()) <= set(SOURCE_KINDS)


def test_each_role_has_one_kind():
    listed = [word for entry in WORDS["head"] for word in entry["words"]]
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []


def test_nationalities_make_subjects():
    for word in [word for entry in WORDS["demonym"] for word in entry["words"]]:
        name = " ".join(part.capitalize() for part in word.split())
        assert measures.subjects([(f"{name} soldiers", "force", "killed")], WORDS) == [f"{name} troops"]


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


OWN = {
    "noun": ("The blast killed 12 nurses.", 'kind = "thing"\nwords = ["nurses"]', "claims", []),
    "noun, where the library has a cue": (
        "It killed 12 hostages.",
        'kind = "thing"\nwords = ["hostages"]',
        "claims",
        [],
    ),
    "noun of a subject": ("It killed 12 aides.", 'kind = "person"\nwords = ["aides"]', "subject", ["aides"]),
    "cue": (
        "The blast killed 12 nurses.",
        'measure = "wounded"\nverb = ["kill", "kills", "killed", "killed", "killing"]',
        "measure",
        ["wounded"],
    ),
    "word": ("The blast killed 12 nurses.", 'class = "preposition"\nwords = ["killed"]', "claims", []),
    "hedge": ("The blast killed over 12 nurses.", 'hedge = "at_most"\nwords = ["over"]', "hedge", ["at_most"]),
    "topic": ("A word blasphemed over 12 wounded nurses.", 'words = ["blasphemed"]', "hedge", ["exact"]),
    "demonym": ("It killed 12 Zorbish troops.", 'words = ["zorbish"]', "subject", ["Zorbish troops"]),
    "source": (
        "The Red Cross said nine nurses were hurt.",
        'name = "Reds"\nkind = "media"\naliases = ["red cross"]',
        "source_name",
        ["Reds"],
    ),
    "head": (
        "A hospital said nine nurses were hurt.",
        'kind = "media"\nwords = ["hospital"]',
        "source_kind",
        ["media"],
    ),
    "speech": ("The union zorbed that nine nurses were hurt.", 'words = ["zorbed"]', "source", ["The union"]),
    "rule": (
        "The blast killed 12 nurses.",
        'name = "own"\npattern = "cue=[active participle] n=amount group*"\nmeasure = "captured"',
        "measure",
        ["captured"],
    ),
}


@pytest.mark.parametrize("case", OWN)
def test_an_entry_of_ones_own_goes_before_the_librarys(tmp_path, case):
    sentence, entry, field, wanted = OWN[case]
    found = claims(sentence, own(tmp_path, f"[[{case.split(', ')[0].split()[0]}]]\n{entry}\n"))
    assert (found if field == "claims" else [getattr(claim, field) for claim in found]) == wanted
    assert [getattr(claim, field, claim) for claim in claims(sentence, WORDS)] != wanted or "subject" in case


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
        tokens.rules(known)


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
        '[[source]]\nname = "Lake Watch"\nkind = "monitor"\naliases = []\n',
        '[[noun]]\nkind = "person"\nwords = [40]\n',
        '[[noun]]\nkind = "person"\nwords = [" "]\n',
        '[[cue]]\nmeasure = "killed"\nverb = ["sing", "sang", "sung"]\n',
        '[[cue]]\nmeasure = "killed"\nstate = ["sung"]\nneeds = "people"\n',
        '[[word]]\nclass = "song"\nwords = ["sung"]\n',
        '[[kind]]\nname = "song"\nas = "adverb"\npattern = "sung"\n',
        '[[kind]]\nname = "song"\nas = "noun"\npattern = "(sung"\n',
        '[[date_class]]\nname = "MONTH"\nwords = ["Songmonth"]\n',
    ],
)
def test_an_entry_that_lacks_or_misspells_something(tmp_path, entry):
    """What is wrong in a user's file is told in one sentence, not found as a KeyError while reading."""
    with pytest.raises(PressframesError):
        claims("LW said the sect sung 40 zorbs.", own(tmp_path, entry))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            '[[cue]]\nmeasure = "killed"\nverbs = ["sing", "sings", "sang", "sung", "singing"]\n',
            r"There is a key 'verbs' in entry 1 of \[\[cue\]\] in the lexicon .*own\.toml, .*did you mean 'verb'\?$",
        ),
        (
            '[[noun]]\nkind = "person"\nwords = ["zorbs"]\nexamples = "Nine zorbs died."\n',
            r"There is a key 'examples' .* did you mean 'example'\?$",
        ),
        (
            '[[noun]]\nkind = "person"\nwords = ["zorbs"]\n\n[[noun]]\nkind = "person"\nwords = ["a"]\nqqq = 1\n',
            r"There is a key 'qqq' in entry 2 of \[\[noun\]\] .*; it may have example, kind, not, words\.$",
        ),
    ],
)
def test_a_misspelt_key(tmp_path, entry, message):
    with pytest.raises(PressframesError, match=message):
        own(tmp_path, entry)


def test_an_entry_of_ones_own_needs_no_examples(tmp_path):
    known = own(tmp_path, '[[noun]]\nkind = "person"\nwords = ["zorbs"]\n')
    assert [claim.group for claim in claims("The blast killed 12 zorbs.", known)] == ["zorbs"]


@pytest.mark.parametrize("word", ["Past Counting", "past counting"])
def test_capitals_of_ones_own_hedge_do_not_matter(tmp_path, word):
    known = own(tmp_path, f'[[hedge]]\nhedge = "at_least"\nwords = ["{word}"]\n')
    assert [claim.hedge for claim in claims("The blast killed past counting 12 nurses.", known)] == ["at_least"]


def test_a_word_with_a_capital_is_another(tmp_path):
    known = own(tmp_path, '[[noun]]\nkind = "thing"\nwords = ["Dozers"]\n')
    assert claims("The blast killed 12 Dozers.", known) == []
    assert claims("The blast killed 12 dozers.", known)


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
