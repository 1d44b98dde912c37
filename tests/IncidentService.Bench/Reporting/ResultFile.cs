using System.Text;
using IncidentService.Bench.Load;
using IncidentService.Bench.Measuring;
using IncidentService.Bench.References;
using IncidentService.Bench.Registers;

namespace IncidentService.Bench.Reporting;

/// <summary>The figures of a run as a Markdown file, with a plot beside it.</summary>
internal sealed class ResultFile(MeasureOptions options, IReadOnlyList<(string Engine, Figures Figures)> measured)
{
    private readonly StringBuilder _text = new();

    public async Task WriteAsync(CancellationToken cancellation)
    {
        var plot = Path.ChangeExtension(options.Out, ".svg");
        Line($"# How fast: {string.Join(" and ", options.Builds.Select(build => build.Revision))}");
        Line();
        Line($"Made by `tests/bench` on {Machine.Description}; service, database and load share it. "
            + $"{options.Connections} connections, {options.Rounds} rounds of {options.Seconds} s in turns, "
            + $"after one of {options.WarmUpSeconds} s to warm up. Ratios are medians of the rounds' ratios; "
            + "p99 is the median of the rounds' 99th percentiles in milliseconds. Latencies and the feed are measured in an open loop at "
            + "half the rate of get by number (any) and of opening: each request is timed from when it was due, and sent over one of "
            + $"{FixedRate.Connections} connections of raw sockets.");
        Line();
        Line($"![What was reached of each goal]({Path.GetFileName(plot)})");
        var groups = new List<(string Title, IReadOnlyList<GoalRow> Rows)>();
        foreach (var (engine, figures) in measured)
        {
            var rows = Goals.Of(engine, figures);
            groups.Add((TitleOf(engine), rows));
            WriteEngine(engine, figures, rows);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(options.Out)!);
        await File.WriteAllTextAsync(options.Out, _text.ToString(), cancellation);
        await File.WriteAllTextAsync(plot, GoalPlot.Draw(groups), cancellation);
    }

    private static string TitleOf(string engine) => engine == RegisterPlace.Sqlite ? "SQLite" : "PostgreSQL";

    private void WriteEngine(string engine, Figures figures, IReadOnlyList<GoalRow> rows)
    {
        Line();
        Line(engine == RegisterPlace.Postgres ? $"## {PostgresServer.Version()}, one replica" : $"## {TitleOf(engine)}");
        Line();
        Line($"{figures.Rate($"{Build.This} incidents").Median:N0} incidents when the run began. {rows.Count(row => row.IsMet)} of "
            + $"{rows.Count} goals are met.");
        Line();
        WritePlain(engine, figures);
        Line();
        Line("| Measure | wanted | reached | | per second, median (min–max) | p99, ms | of the floor |");
        Line("| --- | ---: | ---: | --- | ---: | ---: | ---: |");
        foreach (var row in rows)
            Line($"| {row.Title} | {row.Wanted} | {row.Reached} | {Mark(row)} | {row.Rate} | {row.P99} | {row.OfFloor} |");
        WriteOther(engine, figures);
        WriteReplicas(figures);
    }

    private void WritePlain(string engine, Figures figures)
    {
        IReadOnlyList<(string Name, string Title)> plain = engine == RegisterPlace.Postgres
            ? PostgresStatements.All
            :
            [
                (ReferenceCommand.Kestrel, "bare Kestrel, 1 KB of JSON"),
                (ReferenceCommand.Select, "Kestrel, Dapper and one point select"),
                (ReferenceCommand.Insert, "Kestrel, Dapper and one durable insert"),
            ];
        Line("| What the machine gives | | per second, median (min–max) |");
        Line("| --- | --- | ---: |");
        foreach (var (name, title) in plain) Line($"| {name} | {title} | {figures.Rate(name)} |");
    }

    private void WriteOther(string engine, Figures figures)
    {
        var rows = Goals.AgainstOther(engine, figures);
        if (rows.Count == 0) return;
        Line();
        Line($"| Against {options.Builds[1].Revision} | wanted | times as fast | | its own per second |");
        Line("| --- | ---: | ---: | --- | ---: |");
        foreach (var row in rows)
            Line($"| {row.Title} | {row.Wanted} | {row.Reached} | {(row.Wanted.Length == 0 ? "" : Mark(row))} | {row.Rate} |");
    }

    /// <summary>The sums of the replicas' rates, and how often the rate of one that is.</summary>
    private void WriteReplicas(Figures figures)
    {
        var measures = ReplicaDrives.Measures.Where(measure => figures.Has(ReplicaDrives.NameOf(1, measure))).ToArray();
        if (measures is []) return;
        Line();
        Line($"| Replicas over one server, together per second | {string.Join(" | ", ReplicaDrives.Counts)} | most / 1 |");
        Line($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", ReplicaDrives.Counts.Count + 1))}");
        foreach (var measure in measures)
        {
            var rates = ReplicaDrives.Counts.Select(count => $"{figures.Rate(ReplicaDrives.NameOf(count, measure))}");
            var most = figures.Ratio(ReplicaDrives.NameOf(ReplicaDrives.Counts[^1], measure), ReplicaDrives.NameOf(1, measure));
            Line($"| {measure} | {string.Join(" | ", rates)} | {most:0.00} |");
        }
    }

    private static string Mark(GoalRow row) => row.IsMet ? "✓" : "✗";

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
