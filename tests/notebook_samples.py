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
# What the marks of a chart lead to: two rows shown in the articles, a third quoted in the page alone, a fourth nowhere.
TEXTS = """
display({"text/html": "<p>The port said <span id='harbour:c1'><b>12</b></span> sailors drowned "
         "<span id='harbour:e1'><u>in May</u></span>.</p>", "text/plain": ""}, raw=True)
"""
LINKED_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 40">'
    '<a xlink:href="#harbour:c1"><circle cx="10" cy="20" r="5"/></a>'
    '<g id="line"><a xlink:href="#harbour:c1"><path d="M 10 20 L 30 20"/></a></g>'
    '<a xlink:href="#harbour:e1"><circle cx="40" cy="20" r="5"/></a>'
    '<a xlink:href="#quay:c2"><circle cx="55" cy="20" r="5"/></a>'
    '<a xlink:href="#nowhere:c9"><circle cx="70" cy="20" r="5"/></a></svg>'
)
MARKS = f"""
display({{"image/svg+xml": {LINKED_SVG!r}, "text/plain": "Four marks."}}, raw=True)
rows = "".join(f"<tr><td><a href='#harbour:c1'>A c{{n}}</a></td><td class='number'>{{many}}</td></tr>".replace("'", '"')
               for n, many in enumerate(["7", "1,200", "–", "90", "-3", "12"], 1))
display({{"text/html": "<table><caption>Every figure.</caption><thead><tr><th scope='col'>row</th>"
         "<th scope='col' class='number'>many</th></tr></thead><tbody>" + rows + "</tbody></table>"
         "<p><span id='quay:c2'>about 40</span> and <a href=\\"#nowhere:c9\\">A c9</a></p>",
         "text/plain": ""}}, raw=True)
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
        *([new_code_cell(extra, metadata={"tags": ["chart"] if "svg+xml" in extra else []})] if extra else []),
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
