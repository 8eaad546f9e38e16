"""Other tools over the same texts, timed: run by the interpreter of their own environment, without this library.

JSON in and out.  In: the texts.  Out: what each tool does and the seconds of processor time of one pass, by the name of
the tool, and what is missing in words.
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
    """Measure one pass of each tool; what the tools themselves print is no part of the answer."""
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    texts, missing = json.load(sys.stdin), list[str]()
    passes: dict[str, tuple[str, float]] = {}
    for package, load in (("spacy", _spacy), ("quantulum3", _quantulum3)):
        try:
            name, does, run = load(missing)
            run(texts[:1])  # what is loaded at first use is no part of a pass
            begin = time.process_time()  # of all threads, so that several cores gain nothing
            run(texts)
            passes[name] = does, time.process_time() - begin
        except ImportError:
            missing.append(f"{package}, which is not installed in the environment of the other tools")
        except Exception as error:  # one tool that fails does not keep the others from being measured
            missing.append(f"{package}, which ended with an error ({type(error).__name__})")
    json.dump([passes, missing], answer)
    answer.close()


def _spacy(missing: list[str]) -> tuple[str, str, Pass]:
    """spaCy's small English pipeline; without its model the layers that spaCy proposes for it, never trained."""
    spacy = importlib.import_module("spacy")
    if spacy.util.is_package(MODEL):
        nlp = spacy.load(MODEL)
        kind, use = MODEL, ""
    else:
        layers = {"tagger": 50, "parser": 45, "ner": 18}  # about the labels of its own model
        proposed = importlib.import_module("spacy.cli.init_config").init_config
        sizes = proposed(lang="en", pipeline=[*layers], optimize="efficiency", gpu=False)
        nlp = spacy.util.load_model_from_config(sizes, auto_fill=True)
        for layer, labels in layers.items():
            for number in range(labels):
                nlp.get_pipe(layer).add_label(f"label{number}")
        nlp.initialize()
        kind, use = "small pipeline untrained", "; for their speed only"
        missing.append(
            f"spaCy's model {MODEL}, which is not on PyPI (where GitHub can be reached, `python -m spacy download "
            f"{MODEL}` fetches it into the environment of the other tools), and CQE, which builds on it; in its place "
            "stands a small pipeline with weights never trained"
        )
    passed = f"{', '.join(nlp.pipe_names)}{use}"
    return f"spaCy {version('spacy')}, {kind}", passed, lambda texts: [len(doc) for doc in nlp.pipe(texts)]


def _quantulum3(_: list[str]) -> tuple[str, str, Pass]:
    parser: Any = importlib.import_module("quantulum3.parser")
    name = f"quantulum3 {version('quantulum3')}"
    return name, "quantities and their units", lambda texts: [len(parser.parse(text)) for text in texts]


if __name__ == "__main__":
    main()
