using System.Collections.Concurrent;
using IncidentNumbers;
using IncidentService.Client;

namespace IncidentService.Cluster;

/// <summary>
/// Holds the history of all attempts against the register: what was acknowledged is there, nothing is there twice, and no approval was
/// redeemed more often than granted. It reads through the SDK.
/// </summary>
internal sealed class Checker(History history, IncidentClient desk)
{
    private const int PageSize = 200;
    private const int AtOnce = 8;
    private readonly ConcurrentBag<string> violations = [];
    private readonly IReadOnlyList<Attempt> attempts = history.All;

    public async Task<IReadOnlyList<string>> Check()
    {
        foreach (var attempt in attempts.Where(attempt => attempt.Wrong is not null))
            violations.Add($"{attempt.Step}: the service answered {attempt.Wrong}");
        var register = new List<IncidentSummary>();
        await foreach (var incident in desk.Incidents.List(new IncidentFilter { PageSize = PageSize })) register.Add(incident);
        CheckIncidents(register);
        await CheckReferences();
        await CheckRedemptions();
        return [.. violations];
    }

    /// <summary>Openings and references: the subject says which intent opened the incident.</summary>
    private void CheckIncidents(List<IncidentSummary> register)
    {
        var found = register.ToLookup(incident => incident.Subject, incident => incident.Number.ToString());
        Report(register.GroupBy(incident => incident.Number).Where(same => same.Count() > 1), same => $"number {same.Key} is listed twice");
        Report(found.Where(same => same.Count() > 1), same => $"{same.Key} has opened {same.Count()} incidents: {string.Join(' ', same)}");
        var openings = attempts.Where(attempt => attempt.Intent.Kind != Kind.Redeem).ToList();
        var known = openings.Select(attempt => attempt.Intent.Id).ToHashSet();
        Report(found.Where(incident => !known.Contains(incident.Key!)), incident => $"nobody has opened {incident.Key}");
        foreach (var acknowledged in openings.Where(attempt => attempt.Fate == Fate.Ok).GroupBy(attempt => attempt.Intent.Id))
        {
            var numbers = acknowledged.Select(attempt => attempt.Result!).Distinct().ToList();
            if (numbers.Count > 1) violations.Add($"{acknowledged.Key} was answered with several numbers: {string.Join(' ', numbers)}");
            Report(
                numbers.Where(number => !found[acknowledged.Key].Contains(number)),
                number => $"{number} was acknowledged for {acknowledged.Key} at {acknowledged.First().Ended} and is lost");
        }
        var shared = openings.Where(attempt => attempt.Fate == Fate.Ok).GroupBy(attempt => attempt.Result!)
            .Where(same => same.Select(attempt => attempt.Intent.Id).Distinct().Count() > 1);
        Report(shared, same => $"number {same.Key} was given to several callers");
    }

    private Task CheckReferences() => ForEach(
        attempts.Where(attempt => attempt is { Intent.Kind: Kind.Reference, Fate: Fate.Ok }).GroupBy(attempt => attempt.Intent.Id),
        async acknowledged =>
        {
            var expected = acknowledged.First().Result!;
            var holders = (await desk.References.FindAsync(Caller.System, acknowledged.Key)).Incidents.Select(i => i.Number.ToString());
            if (!holders.SequenceEqual([expected]))
                violations.Add($"reference {acknowledged.Key} leads to [{string.Join(' ', holders)}], not to {expected}");
        });

    private Task CheckRedemptions() => ForEach(
        attempts.Where(attempt => attempt.Intent.Kind == Kind.Redeem).GroupBy(attempt => attempt.Intent.Approval!),
        async tried =>
        {
            var number = IncidentNumber.Parse(tried.Key);
            var approval = (await desk.Approvals.GetAsync(number, 1)).Value;
            var redeemed = new HashSet<string>();
            foreach (var transaction in tried.Select(attempt => attempt.Intent.Id).Distinct())
                if (await IsRedeemed(number, transaction)) redeemed.Add(transaction);
            if (approval.Used > Caller.Uses)
                violations.Add($"{tried.Key} was redeemed {approval.Used} times, and {Caller.Uses} were granted");
            if (approval.Used != redeemed.Count)
                violations.Add($"{tried.Key} counts {approval.Used} redemptions, and {redeemed.Count} are there");
            Report(
                tried.Where(attempt => attempt.Fate == Fate.Ok && !redeemed.Contains(attempt.Intent.Id)),
                attempt => $"redemption {attempt.Intent.Id} of {tried.Key} was acknowledged at {attempt.Ended} and is lost");
            if (tried.Any(attempt => attempt.Fate == Fate.Fail) && approval.Used < Caller.Uses)
                violations.Add($"{tried.Key} was refused as used up, and {approval.Used} of {Caller.Uses} are redeemed");
        });

    private async Task<bool> IsRedeemed(IncidentNumber number, string transaction)
    {
        try
        {
            return (await desk.Redemptions.GetAsync(number, 1, transaction)).Value.RedeemedBy is not null;
        }
        catch (IncidentApiException unknown) when (unknown.Status == 404)
        {
            return false;
        }
    }

    private void Report<T>(IEnumerable<T> wrong, Func<T, string> describe)
    {
        foreach (var item in wrong) violations.Add(describe(item));
    }

    private static Task ForEach<T>(IEnumerable<T> items, Func<T, Task> check) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await check(item));
}
