"""The mark of one account: a figure as a dot, a range as a line, an open end as an arrow, "about" as a halo."""

from typing import Any

from matplotlib.axes import Axes

from pressframes.compare.account import Account
from pressreport.charts import layout

# Okabe and Ito's colours, and a shape each, so that no measure rests on its colour.
LOOKS = {
    "killed": ("#D55E00", "o"),
    "wounded": ("#E69F00", "D"),
    "casualties": ("#CC79A7", "s"),
    "missing": ("#56B4E9", "p"),
    "captured": ("#009E73", "v"),
    "deployed": ("#0072B2", "^"),
    "displaced": ("#000000", "h"),
}
ARROW, DOT, HALO = 34.0, 8.0, 17.0  # points


def hollow(account: Account) -> bool:
    """Whether only a least number is stated (thousands)."""
    return account.best is None and not ranged(account)


def ranged(account: Account) -> bool:
    """Whether two different bounds are stated."""
    return account.low is not None and account.high is not None and account.low < account.high


def open_ended(account: Account) -> bool:
    """Whether the wording sets one bound only."""
    return (account.low is None) != (account.high is None)


def extent(ax: Axes, account: Account) -> tuple[float, float]:
    """The points that the mark of an account covers."""
    at = layout.points_of(ax, account.figure)
    half = (HALO if account.hedge == "about" else DOT) / 2
    ends = [at - half, at + half]
    if ranged(account):
        ends += [layout.points_of(ax, account.low or 0) - 2, layout.points_of(ax, account.high or 0) + 2]
    elif open_ended(account):
        ends += [_tip(ax, account) - 3, _tip(ax, account) + 3]
    return min(ends), max(ends)


def _tip(ax: Axes, account: Account) -> float:
    """Where the arrow of an open end points to: no further down than zero, unless it could not be seen then."""
    at = layout.points_of(ax, account.figure)
    return at + ARROW if account.high is None else max(min(at - 14, 0), at - ARROW)


def draw(ax: Axes, account: Account, y: float) -> None:
    """Draw the mark of an account on the line `y`."""
    colour, shape = LOOKS[account.measure]
    at = account.figure
    url = layout.link(account.claims[0])
    mark: dict[str, Any] = {"color": colour, "linestyle": "", "url": url}
    if account.hedge == "about":
        layout.plot(ax, [at], [y], **mark, marker="o", markersize=HALO, alpha=0.25, markeredgewidth=0)
    if ranged(account):
        ends = [account.low or 0, account.high or 0]
        layout.plot(
            ax, ends, [y, y], color=colour, linewidth=4, marker="|", markersize=11, markeredgewidth=2.5, url=url
        )
    elif open_ended(account):
        tip = layout.value_at(ax, _tip(ax, account))
        layout.plot(ax, [at, tip], [y, y], color=colour, linewidth=2, url=url)
        layout.plot(ax, [tip], [y], **mark, marker=">" if tip > at else "<", markersize=6)
    if account.best is not None or not ranged(account):
        face = "white" if hollow(account) else colour
        layout.plot(ax, [at], [y], **mark, marker=shape, markersize=DOT, markerfacecolor=face, markeredgewidth=1.8)
