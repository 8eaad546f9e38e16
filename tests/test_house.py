"""The house: the lock, environment.yml and the imports say what pyproject.toml says."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import readme

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NEEDED = {canonicalize_name(r.name): r for r in map(Requirement, PROJECT["dependencies"])}
EXTRAS = [Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines]

LOCK = (ROOT / "requirements.lock").read_text()
LOCKED = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==([^ \\\n]+) (?:;.* )?\\$", LOCK, re.MULTILINE)
}

# conda has no extras, pandera[pandas] is a package of its own there, and spells one name otherwise.
CONDA_NAMES = {"pandera-pandas": "pandera", "jupyter_client": "jupyter-client"}
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())
CONDA_PACKAGES = {
    CONDA_NAMES.get(name, name): spec
    for name, spec in (
        re.fullmatch(r"([\w.-]+)(.*)", line).groups() for line in CONDA["dependencies"] if isinstance(line, str)
    )
}


def specifier(conda: str) -> SpecifierSet:
    """conda's `=3.1` as pip would write it; the rest is the same in both."""
    return SpecifierSet(re.sub(r"^=([\d.]+)$", r"==\1.*", conda))


def test_environment_yml_has_the_packages_of_pyproject():
    assert CONDA_PACKAGES.keys() - {"python", "pip"} == NEEDED.keys()


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_environment_yml_agrees_with_the_lock_and_pyproject(name):
    assert LOCKED[name] in specifier(CONDA_PACKAGES[name]), "environment.yml does not allow the locked version"
    assert LOCKED[name] in NEEDED[name].specifier, "pyproject.toml does not allow the locked version"
    lowest = re.search(r"[\d.]+", CONDA_PACKAGES[name]).group()
    assert Version(lowest) in NEEDED[name].specifier, "environment.yml allows what pyproject.toml does not"


def test_environment_yml_installs_the_library_from_conda_forge_alone():
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert {"pip": ["-e ."]} in CONDA["dependencies"]
    # With a range Binder falls back to an older Python, so one version is named.
    assert re.fullmatch(r"=3\.\d+", CONDA_PACKAGES["python"])
    assert CONDA_PACKAGES["python"].strip("=") in SpecifierSet(PROJECT["requires-python"])


def test_the_lock_holds_all_and_no_address():
    assert [r.name for r in EXTRAS if LOCKED[canonicalize_name(r.name)] not in r.specifier] == []
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_every_locked_package_has_a_hash():
    entries = re.findall(r"^\S+==.*\n(?:    .*\n?)*", LOCK, re.MULTILINE)
    assert len(entries) > 100
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def imported(module: Path, own: bool = False) -> set[str]:
    nodes = list(ast.walk(ast.parse(module.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level and node.module}
    packages = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    return packages if own else packages - {"pressframes", "pressreport"}


def test_what_the_library_imports_is_declared():
    modules = sorted((ROOT / "lib").rglob("*.py"))
    assert modules
    distributions = packages_distributions()
    undeclared = {
        (module.name, name)
        for module in modules
        for name in imported(module)
        if not {canonicalize_name(d) for d in distributions.get(name, [name])} & NEEDED.keys()
    }
    assert undeclared == set()


def test_the_report_imports_the_library_and_never_the_reverse():
    inside = {module.name: imported(module, own=True) for module in (ROOT / "lib" / "pressframes").rglob("*.py")}
    assert "__init__.py" in inside
    assert {
        name for name, names in inside.items() if names & {"pressreport", "matplotlib", "IPython", "tools"}
    } == set()


def test_help_lists_every_target_for_users():
    makefile = (ROOT / "Makefile").read_text()
    assert all(re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE) for target in ("report", "test", "lab", "help"))


def test_the_readme_and_its_pictures_are_what_make_readme_would_write():
    stale = [
        str(path)
        for path, content in readme.files(ROOT).items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != content
    ]
    assert stale == [], "make readme writes them anew"


def test_the_readme_holds_every_computed_section_and_every_dependency():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"<!-- (\w+) -->\n(?s:.*?)<!-- /\1 -->", text) == ["answers", "reruns", "counts", "bench"]
    table = text[text.index("## Dependencies") : text.index("## Licences")]
    listed = {canonicalize_name(name) for row in re.findall(r"^\| ([^|]+) \|", table, re.M) for name in row.split(", ")}
    assert listed - {"package"} - {"---"} == NEEDED.keys()


@pytest.mark.parametrize(
    ("words", "escaped"),
    [("4 * 5", r"4 \* 5"), ("<b>x</b>", r"\<b\>x\</b\>"), ("[a](b) ![c]", r"\[a\](b) \!\[c\]"), ("a\n# b", r"a \# b")],
)
def test_words_of_articles_are_no_markup_in_the_readme(words, escaped):
    assert readme._escape(words) == escaped


def test_the_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert links
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
