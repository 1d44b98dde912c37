using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>The incident that this one is the same problem as.</summary>
internal sealed record MergeRequest
{
    /// <summary>The number of the incident that the other lives on in.</summary>
    public required string Into { get; init; }

    /// <summary>Why, as an internal note.</summary>
    public string? Reason { get; init; }
}

/// <summary>Why the two are not the same problem after all.</summary>
internal sealed record UnmergeRequest
{
    /// <summary>Why, as an internal note.</summary>
    public string? Reason { get; init; }
}

internal static class MergeEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}").WithTags("Incidents");
        group.MapPost("/merge", Merge).Named("mergeIncident", Scopes.Write, Operations.MergeIncident);
        group.MapPost("/unmerge", Unmerge).Named("unmergeIncident", Scopes.Write, Operations.UnmergeIncident);
    }

    private static Task<Reply> Merge(PathNumber number, Body<MergeRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var reason = faults.Prose("reason", body.Value.Reason, Limits.Text);
        var into = faults.Incident("into", body.Value.Into, required: true);
        if (into == number.Value) faults.Add("into", "must be the number of another incident");
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.Change(async transaction =>
            {
                var (survivor, problem) = await new Merging(transaction, rules, call.Origin).Merge(number.Value, into!.Value, reason);
                return problem is null ? await IncidentEndpoints.Changed(call, transaction, survivor!) : problem;
            });
    }

    private static Task<Reply> Unmerge(PathNumber number, Body<UnmergeRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var reason = faults.Prose("reason", body.Value.Reason, Limits.Text);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.Change(async transaction =>
            {
                var (incident, problem) = await new Merging(transaction, rules, call.Origin).Unmerge(number.Value, reason);
                return problem is null ? await IncidentEndpoints.Changed(call, transaction, incident!) : problem;
            });
    }
}
