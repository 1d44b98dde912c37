using IncidentService.Common.Outcomes;

namespace IncidentService.OpenApi.Operations;

/// <summary>Sets of problems that several operations share.</summary>
internal static class ProblemSets
{
    public static readonly IReadOnlyList<ProblemKind> EveryOperation =
    [
        Problems.InvalidRequest, Problems.Unauthorized, Problems.ScopeMissing, Problems.AddressNotAllowed, Problems.TooManyRequests,
        Problems.TooManyWrongKeys, Problems.Unexpected, Problems.Unavailable, Problems.IssuerUnreachable,
    ];

    public static readonly IReadOnlyList<ProblemKind> EveryCustomerOperation =
        [Problems.InvalidRequest, Problems.MisplacedHeader, Problems.Unexpected, Problems.Unavailable];

    public static readonly IReadOnlyList<ProblemKind> RequestBody =
        [Problems.MalformedBody, Problems.BodyTooLarge, Problems.UnsupportedMediaType];

    public static readonly IReadOnlyList<ProblemKind> Write =
        [Problems.MisplacedHeader, Problems.ChannelRequired, Problems.PlaceNotAllowed, Problems.AgentNotAllowed];

    /// <summary>The problems of operations that take an Idempotency-Key.</summary>
    public static readonly IReadOnlyList<ProblemKind> Idempotency =
        [Problems.Conflict, Problems.ReplayErased, Problems.IdempotencyKeyReused];

    /// <summary>The problems of requests that may contain approvals, promises or a hand-off.</summary>
    public static readonly IReadOnlyList<ProblemKind> NestedItems =
    [
        Problems.GrantTooLarge, Problems.DayMaximumReached, Problems.GrantMoneyRequired, Problems.HandoffToOneself, Problems.TooManyItems,
    ];
}
