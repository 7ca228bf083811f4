"""Draws the cost of programs over the size of the file, both logarithmic, as an SVG that follows the reader's
light or dark theme."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 46, 56
# Labels stand so far from the ends of their lines, and from one another.
LEADER, GAP = 24, 18
# On white, and on the dark page.
COLOURS = {
    "ldapfix patch": ("#0b5cad", "#58a6ff"),
    "ldapfix check": ("#2f7fc8", "#79c0ff"),
    "ldapfix diff": ("#0f8494", "#a5d6ff"),
    "ldapfix batch": ("#0a3d73", "#388bfd"),
    "cp": ("#6e6e6e", "#8b949e"),
    "xmllint --sax": ("#1f1f1f", "#f0f6fc"),
    "xmllint --stream": ("#8a6b00", "#e3b341"),
    "xmlstarlet ed": ("#c0392b", "#ff8e88"),
    "xsltproc": ("#8e44ad", "#d2a8ff"),
    "lxml": ("#1f7a46", "#56d364"),
}
OTHER = ("#555555", "#b0b0b0")


def size_text(size):
    for unit, factor in (("MB", 1e6), ("KB", 1e3)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} B"


def time_text(milliseconds):
    return f"{milliseconds / 1e3:g} s" if milliseconds >= 1e3 else f"{milliseconds:g} ms"


class Plane:
    """Where a size and a time are drawn."""

    def __init__(self, points):
        self.sizes = sorted({size for size, _ in points})
        self.low_x, self.high_x = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        self.low_y = math.floor(math.log10(min(time for _, time in points)))
        self.high_y = math.ceil(math.log10(max(time for _, time in points)))

    def x(self, size):
        share = (math.log10(size) - self.low_x) / max(self.high_x - self.low_x, 1e-9)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, milliseconds):
        share = (math.log10(milliseconds) - self.low_y) / (self.high_y - self.low_y)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def grid(self):
        for power in range(self.low_y, self.high_y + 1):
            row = self.y(10**power)
            yield (f'<path class="grid" d="M{LEFT} {row:.1f}H{WIDTH - RIGHT}"/>'
                   f'<text x="{LEFT - 8}" y="{row + 4:.1f}" text-anchor="end">{time_text(10**power)}</text>')
        for size in self.sizes:
            yield (f'<path class="grid" d="M{self.x(size):.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
                   f'<text x="{self.x(size):.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{size_text(size)}</text>')


def spread(wanted, gap):
    """Places as near to those `wanted`, which are sorted, as they can be with a `gap` between one and the next."""
    groups = []
    for index, place in enumerate(wanted):
        groups.append((place - index * gap, 1))
        while len(groups) > 1 and groups[-2][0] >= groups[-1][0]:
            (second, more), (first, some) = groups.pop(), groups.pop()
            groups.append(((first * some + second * more) / (some + more), some + more))
    places = [place for place, count in groups for _ in range(count)]
    return [place + index * gap for index, place in enumerate(places)]


def style(names):
    """The colours of the lines, whose classes are c0, c1 and so on."""
    def colours(which):
        return " ".join(f".c{index} {{ --c: {COLOURS.get(name, OTHER)[which]}; }}" for index, name in enumerate(names))

    return ("<style>svg { color-scheme: light dark; } rect { fill: #ffffff; } text { fill: #1f2328; } "
            ".grid { stroke: #e2e2e2; } g path { fill: none; stroke: var(--c); stroke-width: 2; } "
            "g path.leader { stroke-width: 1; } g circle, g text { fill: var(--c); } "
            f"{colours(0)}\n@media (prefers-color-scheme: dark) {{ rect {{ fill: #0d1117; }} text {{ fill: #e6edf3; }} "
            f".grid {{ stroke: #30363d; }} {colours(1)} }}</style>")


def line(plane, name, points, index, label):
    """One program: its line, and its name at the height `label`, tied to the line's end."""
    path = "L".join(f"{plane.x(size):.1f} {plane.y(time):.1f}" for size, time in points)
    circles = "".join(f'<circle cx="{plane.x(size):.1f}" cy="{plane.y(time):.1f}" r="3"/>' for size, time in points)
    right, end = WIDTH - RIGHT, plane.y(points[-1][1])
    return (f'<g class="c{index}"><path d="M{path}"/>{circles}'
            f'<path class="leader" d="M{right} {end:.1f}L{right + LEADER} {label:.1f}"/>'
            f'<text x="{right + LEADER + 4}" y="{label + 4:.1f}">{escape(name)}</text></g>')


def svg(series):
    """`series`: a program's name, and for it pairs of a size in bytes and a time in milliseconds."""
    lines = {name: sorted(points) for name, points in series.items() if points}
    plane = Plane([point for points in lines.values() for point in points])
    names = sorted(lines, key=lambda name: plane.y(lines[name][-1][1]))
    labels = spread([plane.y(lines[name][-1][1]) for name in names], GAP)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" aria-label="Processor time over size of the export" font-family="sans-serif" font-size="13">',
        style(names),
        f'<rect width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text x="{LEFT}" y="26" font-size="16">Processor time over size of the export, medians</text>',
        *plane.grid(),
        *(line(plane, name, lines[name], index, labels[index]) for index, name in enumerate(names)),
        "</svg>", ""])
