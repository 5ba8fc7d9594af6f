"""Draws the costs of a response against its size: `plot.py FILE.svg`, a panel for each unit of the standard input."""

import ast
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "mixerr"
import matplotlib.pyplot as plt  # noqa: E402


def main() -> None:
    costs = ast.literal_eval(sys.stdin.read())
    figure, panels = plt.subplots(1, len(costs), figsize=(8 * len(costs), 5))
    for axes, (unit, parsers) in zip(panels, costs.items()):
        for name, points in parsers.items():
            sizes, values = zip(*points)
            ours = name.startswith("mixerr")
            color, width = ("black", 3) if ours else (None, 1)
            axes.plot(sizes, values, label=name, marker=".", color=color, linewidth=width)
        axes.set_xscale("log", base=2)
        every = [value for points in parsers.values() for _, value in points]
        if max(every) > 100 * min(every):
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        axes.set_xlabel("bytes of a success")
        axes.set_ylabel(unit)
        axes.legend(fontsize="small")
        axes.grid(alpha=0.3)
    figure.savefig(sys.argv[1], metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    main()
