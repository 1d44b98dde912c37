using IncidentService.Approvals;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Promises;

namespace IncidentService.Timeline.Lines;

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

    private static IReadOnlyList<TInput> ValidateAll<TRequest, TInput>(
        string field, IReadOnlyList<TRequest>? given, Func<string, TRequest, TInput> validate, ValidationErrors errors)
        where TRequest : class
    {
        if (given is null) return [];
        if (given.Count > Limits.NestedItems) errors.Add(field, $"must have at most {Limits.NestedItems} items");
        var all = new List<TInput>();
        foreach (var (index, item) in given.Take(Limits.NestedItems).Index())
        {
            if (item is null) errors.Add($"{field}[{index}]", "must not be null");
            else all.Add(validate($"{field}[{index}].", item));
        }
        return all;
    }
}

/// <summary>Creates the approvals, promises and hand-off that a request contains, within the change of its incident.</summary>
internal static class NestedItemChanges
{
    /// <summary>
    /// Returns the facts for the event of the message (null if nothing was created), or the problem that undoes the whole request.
    /// </summary>
    public static async Task<Outcome<Facts?>> AddAll(ChangeContext change, Incident incident, NestedItems items)
    {
        if (items.IsEmpty) return (Facts?)null;
        var (approvals, promises) = (new List<int>(), new List<int>());
        foreach (var wanted in items.Approvals)
        {
            if (!(await ApprovalChanges.Grant(change, incident, wanted)).Try(out var approval, out var refused)) return refused;
            approvals.Add(approval.Ordinal);
        }
        foreach (var wanted in items.Promises)
        {
            if (!(await PromiseChanges.Make(change, incident, wanted)).Try(out var promise, out var refused)) return refused;
            promises.Add(promise.Ordinal);
        }
        if (items.Handoff is null) return FactsOf(incident, approvals, promises, null);
        return HandoffChanges.Request(change, incident, items.Handoff).Try(out var handoff, out var problem)
            ? FactsOf(incident, approvals, promises, handoff)
            : problem;
    }

    private static Facts FactsOf(Incident incident, List<int> approvals, List<int> promises, Handoff? handoff) => new()
    {
        Number = incident.Number.ToString(),
        Approvals = approvals.Count == 0 ? null : approvals,
        Promises = promises.Count == 0 ? null : promises,
        Handoff = handoff?.Ordinal,
    };
}
