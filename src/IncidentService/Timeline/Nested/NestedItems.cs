using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Promises;

namespace IncidentService.Timeline.Nested;

/// <summary>The approvals, promises and hand-off in a request that opens an incident or records a message.</summary>
internal sealed record NestedItems(IReadOnlyList<ApprovalInput> Approvals, IReadOnlyList<PromiseInput> Promises, HandoffInput? Handoff)
{
    public static readonly NestedItems Empty = new([], [], null);

    public bool IsEmpty => Approvals.Count == 0 && Promises.Count == 0 && Handoff is null;

    public static NestedItems Validate(
        string at, IReadOnlyList<ApprovalRequest>? approvals, IReadOnlyList<PromiseRequest>? promises, HandoffRequest? handoff,
        ValidationErrors errors)
    {
        if (approvals is null && promises is null && handoff is null) return Empty;
        return new NestedItems(
            ValidateAll(at + "approvals", approvals, (field, given) => given.Validate(field, errors), errors),
            ValidateAll(at + "promises", promises, (field, given) => given.Validate(field, errors), errors),
            handoff?.Validate(at + "handoff.", errors));
    }

    private static IReadOnlyList<TGiven> ValidateAll<TRequest, TGiven>(
        string field, IReadOnlyList<TRequest>? given, Func<string, TRequest, TGiven> read, ValidationErrors errors)
        where TRequest : class
    {
        if (given is null) return [];
        if (given.Count > Limits.NestedItems) errors.Add(field, $"must have at most {Limits.NestedItems} items");
        var all = new List<TGiven>();
        foreach (var (index, item) in given.Take(Limits.NestedItems).Index())
        {
            if (item is null) errors.Add($"{field}[{index}]", "must not be null");
            else all.Add(read($"{field}[{index}].", item));
        }
        return all;
    }
}
