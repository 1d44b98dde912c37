using IncidentService.Bench.Load;
using IncidentService.Bench.Measuring;

namespace IncidentService.Bench.Reporting;

/// <summary>What is wanted of each measure on an engine, beside what was reached.</summary>
internal static class Goals
{
    private const double SmallShare = 0.9, DeliveriesPerSecond = 3_000, FeedMilliseconds = 100, Megabytes = 200, StartSeconds = 0.5;
    private const double OpenDuringDeliveries = 2.0 / 3;

    public static IReadOnlyList<GoalRow> Of(string engine, Figures figures)
    {
        var rows = new List<GoalRow>();
        foreach (var measure in Measure.All.Where(measure => figures.Has($"{Build.This} {measure.Name}")))
            rows.Add(Rate(engine, measure, figures));
        foreach (var measure in EngineRun.ComparedWithSmall)
        {
            if (figures.Ratio($"{Build.This} {measure}", EngineRun.SmallName(measure)) is not { } ratio) continue;
            rows.Add(GoalRow.AtLeast(
                $"{measure}: of its rate in a register of {MeasureOptions.SmallIncidents:N0}", SmallShare, ratio) with
            {
                Rate = $"{figures.Rate(EngineRun.SmallName(measure))}",
            });
        }
        rows.AddRange(Latencies(engine, figures));
        rows.AddRange(Webhooks(figures));
        if (figures.Has(MeasureOptions.Memory))
            rows.Add(GoalRow.Below("resident memory after the rounds", Megabytes, figures.Rate(MeasureOptions.Memory).Median, " MB"));
        var start = $"{Build.This} {MeasureOptions.Start}";
        if (engine == RegisterPlace.Sqlite && figures.Has(start))
            rows.Add(GoalRow.Below("start to ready", StartSeconds, figures.Rate(start).Median, " s"));
        return rows;
    }

    /// <summary>How many times as fast as the other build; only some measures on PostgreSQL have a goal for that.</summary>
    public static IReadOnlyList<GoalRow> AgainstOther(string engine, Figures figures) =>
    [
        .. from measure in Measure.All
           let ratio = figures.Ratio($"{Build.This} {measure.Name}", $"{Build.Against} {measure.Name}")
           where ratio is not null
           let row = GoalRow.AtLeast(measure.Title, measure.Faster ?? 1, ratio.Value, " ×")
           select row with
           {
               Wanted = engine == RegisterPlace.Postgres && measure.Faster is not null ? row.Wanted : "",
               Rate = $"{figures.Rate($"{Build.Against} {measure.Name}")}",
           },
    ];

    private static GoalRow Rate(string engine, Measure measure, Figures figures)
    {
        var name = $"{Build.This} {measure.Name}";
        var goal = measure.GoalOn(engine)!;
        var against = figures.Has(goal.Against) ? goal.Against : $"{Build.This} {goal.Against}";
        return GoalRow.AtLeast(measure.Title, goal.Least, figures.Ratio(name, against)!.Value, $" of {goal.Against}") with
        {
            Rate = $"{figures.Rate(name)}",
            P99 = $"{figures.P99(name):N1}",
            OfFloor = measure.Floor is { } floor && figures.Ratio(name, floor) is { } part ? $"{part:0.00}" : "",
        };
    }

    private static IEnumerable<GoalRow> Latencies(string engine, Figures figures)
    {
        var (get, open) = engine == RegisterPlace.Sqlite ? (10, 25) : (15, 40);
        foreach (var (name, most) in ((string, int)[])[(RateDrives.Get, get), (RateDrives.Open, open)])
        {
            if (figures.Has(name))
                yield return GoalRow.Below($"p99 of {name}", most, figures.P99(name), " ms") with { Rate = $"{figures.Rate(name)}" };
        }
        if (!figures.Has(RateDrives.FeedAfterAnswer)) yield break;
        yield return Feed("longest", figures.Longest(RateDrives.FeedAfterAnswer), figures.Longest(RateDrives.FeedAfterDue));
        yield return Feed("p99", figures.P99(RateDrives.FeedAfterAnswer), figures.P99(RateDrives.FeedAfterDue));

        GoalRow Feed(string which, double afterAnswer, double afterRequest)
        {
            var row = GoalRow.Below(
                $"an event is visible after the answer of its change, {which}", FeedMilliseconds, afterAnswer, " ms");
            return row with
            {
                Reached = $"{row.Reached} ({afterRequest:N0} ms after the request)", Rate = $"{figures.Rate(RateDrives.FeedAfterAnswer)}",
            };
        }
    }

    private static IEnumerable<GoalRow> Webhooks(Figures figures)
    {
        if (!figures.Has(WebhookDrives.Alone)) yield break;
        yield return GoalRow.AtLeast(
            "webhook deliveries to one fast receiver", DeliveriesPerSecond, figures.Rate(WebhookDrives.Alone).Median, "/s") with
        {
            Rate = $"{figures.Rate(WebhookDrives.Alone)}",
        };
        yield return GoalRow.AtLeast(
            $"open during deliveries (meanwhile {figures.Rate(WebhookDrives.Meanwhile).Median:N0} deliveries/s)",
            OpenDuringDeliveries, figures.Ratio(WebhookDrives.OpenMeanwhile, WebhookDrives.OpenAlone)!.Value, " of its rate without") with
        {
            Rate = $"{figures.Rate(WebhookDrives.OpenMeanwhile)}",
            P99 = $"{figures.P99(WebhookDrives.OpenMeanwhile):N1}",
        };
    }
}
