"""What notebooks show and what a batch makes of them: tables, charts, an explorer, runs and the site.

    import pressreport as pr

`pr.parameters` checks what a notebook was given and chooses rows; `pr.html` and `pr.tables` show sentences and
tables, `pr.charts` the charts, and `pr.explorer` controls that a chart and tables follow.  `pr.runs` and
`pr.site` make the report.  Each is loaded when it is first used.
"""

from importlib import import_module
from types import ModuleType

__all__ = ["charts", "explorer", "html", "parameters", "runs", "site", "tables"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"pressreport.{name}")
    raise AttributeError(f"module 'pressreport' has no attribute {name!r}; it has {', '.join(__all__)}")
