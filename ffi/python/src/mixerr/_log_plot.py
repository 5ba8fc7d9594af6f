"""A plot of logged errors over time, by action."""

from __future__ import annotations

from collections.abc import Iterator

from mixerr._log_counts import MINUTE, Counts, iso

# Eight colors that people with a color deficiency can distinguish (Okabe and Ito).
_COLORS = ("#0072B2", "#E69F00", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#F0E442", "#000000")
_MAX_BARS = 120
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _LEGEND = 960, 400, 70, 40, 60, 150


def svg(counts: Counts) -> str:
    """Draws the errors over time as stacked bars, a color for each action."""
    while counts.spans and max(counts.spans)[0] - min(counts.spans)[0] >= _MAX_BARS:
        counts.widen()
    actions = sorted({action for _, action in counts.spans})
    first, last = min(counts.spans, default=(0, 0))[0], max(counts.spans, default=(0, 0))[0]
    totals = {span: sum(counts.spans.get((span, action), 0) for action in actions) for span, _ in counts.spans}
    highest = max(totals.values(), default=1)
    bar = (_WIDTH - _LEFT - _LEGEND) / (last - first + 1)
    scale = (_HEIGHT - _TOP - _BOTTOM) / highest
    base = _HEIGHT - _BOTTOM
    minutes = counts.width // MINUTE
    span_name = f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15">Errors in each {span_name}, by action (UTC)</text>',
    ]
    for tick in range(5):
        value = highest * tick / 4
        y = base - value * scale
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _LEGEND}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    for span in sorted(totals):
        x, top, time = _LEFT + (span - first) * bar, float(base), iso(span * counts.width)
        for color, action in zip(_palette(), actions):
            count = counts.spans.get((span, action), 0)
            if count:
                height = count * scale
                top -= height
                parts.append(
                    f'<rect x="{x:.2f}" y="{top:.2f}" width="{bar * 0.9:.2f}" height="{height:.2f}" fill="{color}">'
                    f"<title>{time} {action.name}: {count:,}</title></rect>"
                )
    for tick in range(5):
        moment = first + (last - first) * tick / 4
        x = _LEFT + (moment - first + 0.5) * bar
        date, clock = (iso(int(moment) * counts.width) or "T").rstrip("Z").split("T")
        parts.append(f'<text x="{x:.1f}" y="{base + 18}" text-anchor="middle">{date}</text>')
        parts.append(f'<text x="{x:.1f}" y="{base + 33}" text-anchor="middle">{clock[:5]}</text>')
    for index, (color, action) in enumerate(zip(_palette(), actions)):
        left, middle = _WIDTH - _LEGEND + 14, _TOP + 22 * index
        parts.append(f'<rect x="{left}" y="{middle}" width="14" height="14" fill="{color}"/>')
        parts.append(f'<text x="{left + 20}" y="{middle + 12}">{action.name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _palette() -> Iterator[str]:
    while True:
        yield from _COLORS
