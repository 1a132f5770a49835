"""Plots of what was measured."""

import io

import matplotlib

matplotlib.use("svg")
# Text stays text, and the same numbers give the same file.
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "swift-lessons", "font.family": "sans-serif"})

from matplotlib import pyplot
from matplotlib.ticker import FuncFormatter, NullLocator


def lines(curves, *, x, y, is_linear=False):
    """An SVG picture of curves by their names, each a list of (x, y).

    Both axes are logarithmic; with `is_linear` the vertical one begins at zero instead.
    """
    figure, axes = pyplot.subplots(figsize=(7, 4))
    for name, points in curves.items():
        axes.plot(*zip(*points), marker="o", markersize=4, label=name, linewidth=2 if name == "ours" else 1)
    axes.set_xscale("log")
    axes.set_xticks(sorted({place for points in curves.values() for place, _ in points}))
    axes.xaxis.set_minor_locator(NullLocator())
    if is_linear:
        axes.set_ylim(bottom=0)
    else:
        axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(alpha=0.3)
    axes.legend()
    picture = io.StringIO()
    figure.savefig(picture, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    pyplot.close(figure)
    return picture.getvalue()
