"""Other tools over the same texts, timed: run by the interpreter of their own environment, without this library.

Lines of JSON in and out.  First in: the texts.  First out: the tools that are there, by name with what they do, and
what is missing in words.  Then each name that comes in is answered by the seconds of processor time of one pass, or
by null if the tool failed.
"""

import importlib
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

Pass = Callable[[list[str]], object]
MODEL = "en_core_web_sm"


def main() -> None:
    """Answer until the input ends; what the tools themselves print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    warnings.simplefilter("ignore")
    texts = json.loads(sys.stdin.readline())
    missing: list[str] = []
    tools: dict[str, tuple[str, Pass]] = {}
    for package, load in (("spacy", _spacy), ("quantulum3", _quantulum3)):
        try:
            name, does, run = load(missing)
            run(texts[:1])  # what is loaded at first use is no part of a pass
            tools[name] = (does, run)
        except ImportError:
            missing.append(f"{package}, which is not installed in the environment of the other tools")
        except Exception as error:  # one tool that fails does not keep the others from being measured
            missing.append(f"{package}, which could not be started ({type(error).__name__})")
    print(json.dumps([{name: does for name, (does, _) in tools.items()}, missing]), file=answers)
    for line in sys.stdin:
        begin, seconds = time.process_time(), None  # of all threads, so that several cores gain nothing
        try:
            tools[json.loads(line)][1](texts)
            seconds = time.process_time() - begin
        except Exception:
            seconds = None
        print(json.dumps(seconds), file=answers)


def _spacy(missing: list[str]) -> tuple[str, str, Pass]:
    """spaCy's small English pipeline; without its model the layers that spaCy proposes for it, never trained."""
    spacy = importlib.import_module("spacy")
    name = f"spaCy {version('spacy')}"
    if spacy.util.is_package(MODEL):
        nlp = spacy.load(MODEL)
        name, does = f"{name}, {MODEL}", ", ".join(nlp.pipe_names)
    else:
        layers = {"tagger": 50, "parser": 45, "ner": 18}  # about the labels of its own model
        proposed = importlib.import_module("spacy.cli.init_config").init_config
        sizes = proposed(lang="en", pipeline=[*layers], optimize="efficiency", gpu=False)
        nlp = spacy.util.load_model_from_config(sizes, auto_fill=True)
        for layer, labels in layers.items():
            for number in range(labels):
                nlp.get_pipe(layer).add_label(f"label{number}")
        nlp.initialize()
        name, does = f"{name}, small pipeline untrained", f"{', '.join(nlp.pipe_names)}; for their speed only"
        missing.append(
            f"spaCy's model {MODEL}, which is not on PyPI (where GitHub can be reached, `python -m spacy download "
            f"{MODEL}` fetches it into the environment of the other tools), and CQE, which builds on it; in its place "
            "stands a small pipeline with weights never trained"
        )
    return name, does, lambda texts: [len(doc) for doc in nlp.pipe(texts)]


def _quantulum3(_: list[str]) -> tuple[str, str, Pass]:
    parser: Any = importlib.import_module("quantulum3.parser")
    name = f"quantulum3 {version('quantulum3')}"
    return name, "quantities and their units", lambda texts: [len(parser.parse(text)) for text in texts]


if __name__ == "__main__":
    main()
