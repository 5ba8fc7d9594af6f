"""Draws what an answer costs against its size: `plot.py FILE.svg`, the costs from the standard input."""

import ast
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "mixerr"
import matplotlib.pyplot as plt  # noqa: E402


def main() -> None:
    costs = ast.literal_eval(sys.stdin.read())
    figure, axes = plt.subplots(figsize=(8, 5))
    for name, points in costs.items():
        sizes, counts = zip(*points)
        ours = name == "mixerr"
        axes.plot(sizes, counts, label=name, marker=".", color="black" if ours else None, linewidth=3 if ours else 1)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.set_xlabel("bytes of a success")
    axes.set_ylabel("x86_64 instructions")
    axes.legend(fontsize="small")
    axes.grid(alpha=0.3)
    figure.savefig(sys.argv[1], metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    main()
