"""Exploring in JupyterLab: controls, and a chart and tables that follow them.

`Explorer(given, corpus, claims)` shows controls, chart, marks and passages; `Explorer.follow(told)` anything else that
is told of the rows chosen.  What a choice shows is `views.View`, which knows nothing of widgets.
"""

from pressreport.explorer.explorer import Explorer

__all__ = ["Explorer"]
