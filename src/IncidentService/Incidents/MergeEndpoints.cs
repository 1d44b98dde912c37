using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.OpenApi;

namespace IncidentService.Incidents;

/// <summary>The incident that describes the same problem.</summary>
internal sealed record MergeRequest : IRequest<GivenMerge>
{
    /// <summary>The number of the incident to merge into.</summary>
    public required string Into { get; init; }

    /// <summary>The reason, as an internal note.</summary>
    public string? Reason { get; init; }

    public GivenMerge ToInput(RequestContext request, Faults faults)
    {
        var reason = faults.Prose("reason", Reason, Limits.Text);
        var into = faults.Incident("into", Into, required: true);
        if (into is not null && PathNumber.In(request.Http) == into) faults.Add("into", "must be the number of another incident");
        return new GivenMerge(into ?? default, reason);
    }
}

/// <summary>A merge, read.</summary>
internal sealed record GivenMerge(IncidentNumber Into, string? Reason);

/// <summary>Why the two incidents are not the same problem after all.</summary>
internal sealed record UnmergeRequest : IRequest<GivenUnmerge>
{
    /// <summary>The reason, as an internal note.</summary>
    public string? Reason { get; init; }

    public GivenUnmerge ToInput(RequestContext request, Faults faults) => new(faults.Prose("reason", Reason, Limits.Text));
}

/// <summary>An unmerge, read.</summary>
internal sealed record GivenUnmerge(string? Reason);

internal static class MergeEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}").WithTags("Incidents");
        group.MapPost("/merge", Merge).RequireScope(Scopes.Write).Describe(IncidentContract.Merge);
        group.MapPost("/unmerge", Unmerge).RequireScope(Scopes.Write).Describe(IncidentContract.Unmerge);
    }

    private static Task<Reply> Merge(PathNumber number, Body<MergeRequest, GivenMerge> body, Call call) => call.Change(
        change => new Merging(change).Merge(number.Value, body.Value.Into, body.Value.Reason), CardReply.Changed);

    private static Task<Reply> Unmerge(PathNumber number, Body<UnmergeRequest, GivenUnmerge> body, Call call) =>
        call.Change(change => new Merging(change).Unmerge(number.Value, body.Value.Reason), CardReply.Changed);
}
