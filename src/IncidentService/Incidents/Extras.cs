using IncidentService.Approvals;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Promises;

namespace IncidentService.Incidents;

/// <summary>What is granted, promised and handed over in the call that opens an incident or tells the customer of it.</summary>
internal sealed record Extras(IReadOnlyList<GivenApproval> Approvals, IReadOnlyList<GivenPromise> Promises, GivenHandoff? Handoff)
{
    public static readonly Extras None = new([], [], null);

    public bool IsNone => Approvals.Count == 0 && Promises.Count == 0 && Handoff is null;

    public static Extras Read(
        string at, IReadOnlyList<ApprovalRequest>? approvals, IReadOnlyList<PromiseRequest>? promises, HandoffRequest? handoff, Faults faults)
    {
        if (approvals is null && promises is null && handoff is null) return None;
        return new Extras(
            ReadAll(at + "approvals", approvals, (field, given) => given.Read(field, faults), faults),
            ReadAll(at + "promises", promises, (field, given) => given.Read(field, faults), faults),
            handoff?.Read(at + "handoff.", faults));
    }

    private static IReadOnlyList<TGiven> ReadAll<TRequest, TGiven>(
        string field, IReadOnlyList<TRequest>? given, Func<string, TRequest, TGiven> read, Faults faults)
        where TRequest : class
    {
        if (given is null) return [];
        if (given.Count > Limits.Extras) faults.Add(field, $"must have at most {Limits.Extras} items");
        var all = new List<TGiven>();
        foreach (var (index, item) in given.Take(Limits.Extras).Index())
        {
            if (item is null) faults.Add($"{field}[{index}]", "must not be null");
            else all.Add(read($"{field}[{index}].", item));
        }
        return all;
    }
}
