"""Draws the cost of programs over the size of the file, both logarithmic, as an SVG."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 46, 56
COLOURS = {
    "ldapfix patch": "#0b5cad",
    "ldapfix check": "#3f8fd8",
    "ldapfix diff": "#7fb8ea",
    "ldapfix batch": "#0a3d73",
    "cp": "#8a8a8a",
    "xmllint --sax": "#1f1f1f",
    "xmllint --stream": "#b08900",
    "xmlstarlet ed": "#c0392b",
    "xsltproc": "#8e44ad",
    "lxml": "#2e8b57",
}


def size_text(size):
    for unit, factor in (("MB", 1e6), ("KB", 1e3)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} B"


def time_text(milliseconds):
    return f"{milliseconds / 1e3:g} s" if milliseconds >= 1e3 else f"{milliseconds:g} ms"


def svg(series):
    """`series`: a program's name, and for it pairs of a size in bytes and a time in milliseconds."""
    points = [point for line in series.values() for point in line]
    low_x, high_x = (math.log10(f(x for x, _ in points)) for f in (min, max))
    low_y = math.floor(math.log10(min(y for _, y in points)))
    high_y = math.ceil(math.log10(max(y for _, y in points)))
    span_x = max(high_x - low_x, 1e-9)

    def x(size):
        return LEFT + (math.log10(size) - low_x) / span_x * (WIDTH - LEFT - RIGHT)

    def y(milliseconds):
        share = (math.log10(milliseconds) - low_y) / (high_y - low_y)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Processor time over size of the export" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="16">Processor time over size of the export, medians</text>',
    ]
    for power in range(low_y, high_y + 1):
        row = y(10**power)
        out.append(
            f'<path d="M{LEFT} {row:.1f}H{WIDTH - RIGHT}" stroke="#e2e2e2"/>'
            f'<text x="{LEFT - 8}" y="{row + 4:.1f}" text-anchor="end">{time_text(10**power)}</text>'
        )
    for size in sorted({size for size, _ in points}):
        out.append(
            f'<path d="M{x(size):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e2e2e2"/>'
            f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">'
            f"{size_text(size)}</text>"
        )
    ends = sorted((y(line[-1][1]), name) for name, line in series.items() if line)
    label = TOP
    for end, name in ends:
        colour = COLOURS.get(name, "#555555")
        line = sorted(series[name])
        path = "L".join(f"{x(size):.1f} {y(time):.1f}" for size, time in line)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for size, time in line:
            out.append(f'<circle cx="{x(size):.1f}" cy="{y(time):.1f}" r="3" fill="{colour}"/>')
        label = max(label + 18, end + 4)
        out.append(
            f'<text x="{WIDTH - RIGHT + 12}" y="{label:.1f}" fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join(out + ["</svg>", ""])
