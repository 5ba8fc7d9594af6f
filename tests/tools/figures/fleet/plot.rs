//! The plot of the load over time.

use std::fmt::Write as _;

/// A line of the plot: its class in `STYLE`, its label and the load of each second.
pub(crate) type Line<'a> = (&'static str, &'static str, &'a [f64]);

const MINUTES: usize = 30;
/// A point is the busiest of so many seconds.
const STEP_S: usize = 5;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 740.0;
const TOP: f64 = 58.0;
const BOTTOM: f64 = 338.0;
const HEIGHT: u32 = 392;
/// The axis is logarithmic, from here to 100.
const LEAST_LOAD: f64 = 0.01;
const MOST_LOAD: f64 = 100.0;

const STYLE: &str = "<style>
text { font: 13px sans-serif; fill: #222 } path { fill: none; stroke-width: 1.3; stroke-linejoin: round }
.paper { fill: #fff } .down { fill: #eee } .grid { stroke: #ccc } .capacity { stroke: #222; stroke-dasharray: 2 3 }
.fixed path { stroke: #b8460e } .exponential path { stroke: #0a6ab5 } .ours path { stroke: #00724c; stroke-width: 2.6 }
.fixed text { fill: #b8460e } .exponential text { fill: #0a6ab5 } .ours text { fill: #00724c }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .paper { fill: #14171c } .down { fill: #262b33 } .grid { stroke: #414853 } .capacity { stroke: #ddd }
.fixed path { stroke: #ff8f57 } .exponential path { stroke: #64b5f6 } .ours path { stroke: #4fd39b }
.fixed text { fill: #ff8f57 } .exponential text { fill: #64b5f6 } .ours text { fill: #4fd39b }
}
</style>
";

fn x(second: usize) -> f64 {
    LEFT + (RIGHT - LEFT) * second as f64 / (MINUTES * 60) as f64
}

fn y(load: f64) -> f64 {
    let share = (load.max(LEAST_LOAD) / LEAST_LOAD).log10() / (MOST_LOAD / LEAST_LOAD).log10();
    BOTTOM - (BOTTOM - TOP) * share
}

/// Draws loads on a logarithmic scale over the first half hour; the server is down for `outage_s` seconds.
pub(crate) fn draw(lines: &[Line<'_>], title: &str, outage_s: u32) -> String {
    let (up, middle) = (x(outage_s as usize), (LEFT + RIGHT) / 2.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 {HEIGHT}\" role=\"img\">\n\
         <title>{title}</title>\n{STYLE}<rect class=\"paper\" width=\"760\" height=\"{HEIGHT}\"/>\n\
         <rect class=\"down\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
        up - LEFT,
        BOTTOM - TOP,
    );
    svg += &text("middle", (LEFT + up) / 2.0, TOP - 7.0, "the server is down");
    for (load, label) in [(0.01, "≤ 0.01"), (0.1, "0.1"), (1.0, "1"), (10.0, "10"), (100.0, "100")] {
        let class = if load == 1.0 { "capacity" } else { "grid" };
        let y = y(load);
        let _ = writeln!(svg, "<path class=\"{class}\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>");
        svg += &text("end", LEFT - 8.0, y + 4.5, label);
    }
    // At a minute at which no line is near.
    for (load, label) in [(1.0, "some refused"), (10.0, "all refused")] {
        svg += &text("middle", x(21 * 60), y(load) - 6.0, label);
    }
    for minute in (0..=MINUTES).step_by(5) {
        svg += &text("middle", x(minute * 60), BOTTOM + 20.0, &minute.to_string());
    }
    svg += &text("middle", middle, BOTTOM + 42.0, "minutes since all devices failed");
    let _ = writeln!(
        svg,
        "<text transform=\"translate(18 {:.1}) rotate(-90)\" text-anchor=\"middle\">requests in a second / capacity</text>",
        (TOP + BOTTOM) / 2.0,
    );
    for (index, (class, label, loads)) in lines.iter().enumerate() {
        let end = loads.iter().rposition(|load| *load > 0.0).map_or(0, |last| last + 1);
        let left = LEFT + (RIGHT - LEFT) * index as f64 / lines.len() as f64;
        let _ = writeln!(
            svg,
            "<g class=\"{class}\">\n<path d=\"{}\"/>\n<path d=\"M{left:.1} 16h22\"/>",
            path(&loads[..end])
        );
        svg += &text("start", left + 28.0, 20.5, label);
        if end < MINUTES * 60 {
            svg += &text("start", x(end) + 6.0, BOTTOM - 10.0, "all served");
        }
        svg += "</g>\n";
    }
    svg + "</svg>\n"
}

fn text(anchor: &str, x: f64, y: f64, label: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{label}</text>\n")
}

/// Returns a path through the busiest of every `STEP_S` seconds; points on a horizontal line are left out.
fn path(loads: &[f64]) -> String {
    let heights = loads
        .chunks(STEP_S)
        .take(MINUTES * 60 / STEP_S)
        .map(|loads| y(loads.iter().copied().fold(0.0, f64::max)));
    let heights: Vec<_> = heights.map(|height| format!("{height:.1}")).collect();
    let mut path = String::new();
    for (step, height) in heights.iter().enumerate() {
        let is_inside = |other: Option<usize>| other.and_then(|other| heights.get(other)) == Some(height);
        if is_inside(step.checked_sub(1)) && is_inside(Some(step + 1)) {
            continue;
        }
        let letter = if step == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {height}", x(step * STEP_S));
    }
    path
}
