"""Writes the Markdown file and the plot of tests/bench from the figures that it kept."""
import pathlib
import platform
import statistics
import sys
from collections import defaultdict

work, out, title, incidents, rounds, seconds, connections = sys.argv[1:]
work, out = pathlib.Path(work), pathlib.Path(out)

# What a measure of the service is compared with: the plain statement, the floor, and the ratio that issue 13 asks for.
MEASURES = {
    "open": ("opening an incident, durable", "insert", "floor-open", 0.5),
    "get-recent": ("get by number, 200 recent ones", "select", "floor-get", 0.6),
    "get-any": ("get by number, any in the register", "select", "floor-get", 0.5),
    "lookup": ("exact lookup, recorded", "select", "floor-lookup", 0.35),
}
PLAIN = {
    "insert": "one-row insert by pgbench",
    "select": "select by key by pgbench",
    "floor-open": "floor of an opening: one statement by pgbench",
    "floor-get": "floor of a get: four statements in one pipeline by pgbench",
    "floor-lookup": "floor of a lookup: that and an insert by pgbench",
}


def read():
    """Rates and 99th percentiles by name and round; round 0 warmed up."""
    rates, slowest = defaultdict(dict), defaultdict(dict)
    path = work / "figures.tsv"
    for line in path.read_text().splitlines() if path.exists() else []:
        name, round_, rate, p99 = line.split("\t")
        if int(round_) == 0 and not name.endswith(" memory"):
            continue
        rates[name][int(round_)] = float(rate)
        if p99:
            slowest[name][int(round_)] = float(p99)
    return rates, slowest


def spread(values):
    values = sorted(values)
    return f"{statistics.median(values):,.0f} ({values[0]:,.0f}–{values[-1]:,.0f})"


def ratio(one, other):
    """The median of the rounds' ratios."""
    return statistics.median(one[round_] / other[round_] for round_ in one if round_ in other)


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    cores = sum(1 for line in open("/proc/cpuinfo") if line.startswith("processor"))
    memory = int(next(line.split()[1] for line in open("/proc/meminfo") if line.startswith("MemTotal"))) / 1024 / 1024
    return f"{cores} cores ({model}), {memory:.0f} GB of memory, {platform.system()} {platform.release()}"


def table(rates, slowest, builds):
    yield "| Measure | per second, median (min–max) | p99, ms | of the plain statement | wanted | of the floor |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, words in PLAIN.items():
        yield f"| {words} | {spread(rates[name].values())} | | | | |"
    for build in builds:
        for name, (words, plain, floor, wanted) in MEASURES.items():
            own = rates[f"{build} {name}"]
            p99 = statistics.median(slowest[f"{build} {name}"].values()) / 1000
            yield (
                f"| {build}: {words} | {spread(own.values())} | {p99:.1f} | {ratio(own, rates[plain]):.2f} | {wanted} "
                f"| {ratio(own, rates[floor]):.2f} |"
            )
        yield f"| {build}: memory afterwards, MB | {rates[f'{build} memory'][0]:.0f} | | | | |"
    if len(builds) > 1:
        yield ""
        yield "| this against the other build | times as fast |"
        yield "| --- | ---: |"
        for name, (words, *_) in MEASURES.items():
            yield f"| {words} | {ratio(rates[f'this {name}'], rates[f'against {name}']):.1f} |"


def replicas(rates):
    """The sums of the replicas' rates, and how often the rate of one replica that is."""
    counts = [count for count in (1, 2, 4) if f"{count} replicas open" in rates]
    yield "| this, as replicas over one PostgreSQL | " + " | ".join(f"{count}: per second" for count in counts) + " | most / 1 |"
    yield "| --- |" + " ---: |" * (len(counts) + 1)
    for name, (words, *_) in MEASURES.items():
        own = [rates[f"{count} replicas {name}"] for count in counts]
        yield f"| {words} | " + " | ".join(spread(one.values()) for one in own) + f" | {ratio(own[-1], own[0]):.2f} |"


def plot(rates, builds):
    """Bars of the medians, one row for each measure and build."""
    rows = [(words, statistics.median(rates[name].values()), "#9aa5b1") for name, words in PLAIN.items()]
    colours = {"this": "#17346c", "against": "#c0652a"}
    for name, (words, *_) in MEASURES.items():
        rows += [(f"{build}: {words}", statistics.median(rates[f"{build} {name}"].values()), colours[build]) for build in builds]
    most, height = max(value for _, value, _ in rows), 22
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="{height * len(rows) + 10}" font-family="sans-serif" font-size="12">'
    yield '<rect width="100%" height="100%" fill="white"/>'
    for place, (words, value, colour) in enumerate(rows):
        y, width = place * height + 5, 440 * value / most
        yield f'<text x="350" y="{y + 14}" text-anchor="end">{words}</text>'
        yield f'<rect x="360" y="{y + 2}" width="{width:.1f}" height="{height - 6}" fill="{colour}"/>'
        yield f'<text x="{364 + width:.1f}" y="{y + 14}">{value:,.0f}/s</text>'
    yield "</svg>"


def main():
    rates, slowest = read()
    builds = [build for build in ("this", "against") if f"{build} open" in rates]
    lines = [f"# How fast: {title}", "", f"Made by `tests/bench` on {machine()}; service, engine and load share it.", ""]
    if builds:
        image = out.with_suffix(".svg")
        image.write_text("\n".join(plot(rates, builds)) + "\n")
        lines += [
            "## PostgreSQL", "",
            f"{int(incidents):,} incidents, {connections} connections, {rounds} rounds of {seconds} s, interleaved, after one to warm up.",
            "Ratios are medians of the rounds' ratios.", "", *table(rates, slowest, builds), "", *replicas(rates), "",
            f"![The medians]({image.name})", "",
        ]
    if (work / "sqlite.md").exists():
        lines += ["## SQLite", "", (work / "sqlite.md").read_text().strip(), ""]
    out.write_text("\n".join(lines))


main()
