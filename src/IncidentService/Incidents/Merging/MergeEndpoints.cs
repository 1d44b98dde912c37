using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents.Cards;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;

namespace IncidentService.Incidents.Merging;

/// <summary>The incident that describes the same problem.</summary>
internal sealed record MergeRequest : IRequest<MergeInput>
{
    /// <summary>The number of the incident to merge into.</summary>
    public required string Into { get; init; }

    /// <summary>The reason, as an internal note.</summary>
    public string? Reason { get; init; }

    public MergeInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var reason = errors.ParseText("reason", Reason, Limits.Text);
        var into = errors.ParseIncidentNumber("into", Into, required: true);
        if (into is not null && PathNumber.In(context.Http) == into) errors.Add("into", "must be the number of another incident");
        return new MergeInput(into ?? default, reason);
    }
}

/// <summary>A validated merge request.</summary>
internal sealed record MergeInput(IncidentNumber Into, string? Reason);

/// <summary>Why the two incidents are not the same problem after all.</summary>
internal sealed record UnmergeRequest : IRequest<UnmergeInput>
{
    /// <summary>The reason, as an internal note.</summary>
    public string? Reason { get; init; }

    public UnmergeInput ToInput(RequestContext context, ValidationErrors errors) => new(errors.ParseText("reason", Reason, Limits.Text));
}

/// <summary>A validated unmerge request.</summary>
internal sealed record UnmergeInput(string? Reason);

internal static class MergeEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}").WithTags("Incidents");
        group.MapPost("/merge", Merge).RequireScope(Scopes.Write).Describe(IncidentContract.Merge);
        group.MapPost("/unmerge", Unmerge).RequireScope(Scopes.Write).Describe(IncidentContract.Unmerge);
    }

    private static Task<VersionedReply<Ok<Card>>> Merge(
        PathNumber number, Body<MergeRequest, MergeInput> body, WriteRequest request) => request.Change(
        change => MergeChanges.Merge(change, number.Value, body.Value.Into, body.Value.Reason), CardReply.Changed);

    private static Task<VersionedReply<Ok<Card>>> Unmerge(
        PathNumber number, Body<UnmergeRequest, UnmergeInput> body, WriteRequest request) =>
        request.Change(change => MergeChanges.Unmerge(change, number.Value, body.Value.Reason), CardReply.Changed);
}
