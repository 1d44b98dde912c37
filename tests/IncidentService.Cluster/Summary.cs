namespace IncidentService.Cluster;

/// <summary>What callers saw of a step.</summary>
internal static class Summary
{
    public static void Print(string step, IReadOnlyList<Attempt> attempts)
    {
        var fates = attempts.CountBy(attempt => attempt.Fate).ToDictionary();
        Console.WriteLine(
            $"{step}: {attempts.Count} attempts: {fates.GetValueOrDefault(Fate.Ok)} ok, {fates.GetValueOrDefault(Fate.Fail)} fail, "
            + $"{fates.GetValueOrDefault(Fate.Info)} info (nobody knows)");
        foreach (var (answer, count) in attempts.CountBy(attempt => attempt.Answer).OrderBy(counted => counted.Key))
            Console.WriteLine($"  {count,6} × {answer}");
        foreach (var kind in Enum.GetValues<Kind>())
            Console.WriteLine($"  {kind}: {attempts.Count(attempt => attempt.Intent.Kind == kind && attempt.Fate == Fate.Ok)} ok");
        var (gap, from) = LongestGap(attempts);
        Console.WriteLine(
            $"  pause: {gap / 1000.0:0.0} s without a success, beginning {from / 1000.0:0.0} s after the first call");
        var slowest = attempts.Where(attempt => attempt.Fate == Fate.Ok).Select(attempt => attempt.Ended - attempt.Began).Order().ToList();
        if (slowest.Count > 0)
            Console.WriteLine($"  success took {slowest[slowest.Count / 2]} ms (median), {slowest[^1] / 1000.0:0.0} s at most");
        var unanswered = attempts.Where(attempt => attempt.Fate == Fate.Info).Select(attempt => attempt.Ended - attempt.Began).ToList();
        if (unanswered.Count > 0) Console.WriteLine($"  the slowest failure took {unanswered.Max() / 1000.0:0.0} s");
    }

    private static (long Gap, long From) LongestGap(IReadOnlyList<Attempt> attempts)
    {
        var first = attempts.Min(attempt => attempt.Began);
        var (gap, from, before) = (0L, 0L, first);
        foreach (var ended in attempts.Where(attempt => attempt.Fate == Fate.Ok).Select(attempt => attempt.Ended).Order())
        {
            if (ended - before > gap) (gap, from) = (ended - before, before - first);
            before = ended;
        }
        return (gap, from);
    }
}
