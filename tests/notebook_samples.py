"""Small notebooks and runs of them, for the tests of the batch and of the site."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><circle cx="20" cy="20" r="9"/></svg>'
PARAMETERS = 'who: str = "all"  # whose\ntimes: int = 1  # how often\nshare: float = 0.5\nfail: bool = False\n'
ANSWER = """
from IPython.display import display
display({"text/plain": f"{who} <b>at</b> {times}", "text/markdown": f"{who} &lt;b&gt;at&lt;/b&gt; {times}"}, raw=True)
"""
CHART = f"""
alt = "One estimate of <17> & no more."
display({{"image/svg+xml": {SVG!r}, "text/plain": alt}}, metadata={{"image/svg+xml": {{"alt": alt}}}}, raw=True)
"""
TABLE = """
rows = "".join(f"<tr><th>{n}</th>" + "<td>a rather long cell of a table</td>" * 9 + "</tr>" for n in range(3))
display({"text/html": f"<table>{rows}</table>", "text/plain": "a table"}, raw=True)
"""


def sample(path: Path, *, title: str = "How many?", parameters: str = PARAMETERS, extra: str = "") -> Path:
    """A notebook with a title, a question, parameters, an answer, a chart and a table; it fails if `fail` is set."""
    cells = [
        new_markdown_cell(f"# {title}\n\nWhat do **they** say?\n\nMore words, in *any* number."),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        new_code_cell(ANSWER, metadata={"tags": ["answer"]}),
        new_code_cell('if fail:\n    raise RuntimeError("the\\x1b[31m figures\\n do not add up")'),
        new_code_cell(CHART, metadata={"tags": ["chart"]}),
        new_code_cell(TABLE),
        *([new_code_cell(extra)] if extra else []),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
    return path


def run_file(folder: Path, name: str, text: str = "") -> Path:
    """`runs/NAME.yaml` beside the notebooks of a folder."""
    path = folder / "runs" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
