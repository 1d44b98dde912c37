namespace IncidentService.Common.Origins;

/// <summary>Who did something and from where.</summary>
internal sealed record Origin(long KeyId, string Channel, string? Location, string? Team, string? Agent)
{
    /// <summary>True if a signed token names the agent; otherwise the caller asserts the name.</summary>
    public bool IsAgentVerified { get; init; }

    /// <summary>The trace of the request, as a W3C traceparent; null if nobody records it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The service itself, acting at a due time: no key and no channel.</summary>
    public static readonly Origin Clock = new(0, null!, null, null, null);

    /// <summary>A customer on the page: no key.</summary>
    public static readonly Origin Customer = new(0, "web", null, null, null);

    /// <summary>Whether somebody with a key did it: not a customer, an import or the service itself.</summary>
    public static bool IsOfKey(long keyId) => keyId != 0;

    /// <summary>An import from another system, with the channel in which its customers wrote: no key.</summary>
    public static Origin Import(string channel, string? location) => new(0, channel, location, null, null);
}

/// <summary>Who did something, where and when.</summary>
internal sealed record Occasion(string Channel, Instant At, string? Location = null, string? Agent = null, string? Transaction = null)
{
    /// <summary>Text for people: in store (store-12) by Lee at 2026-11-21T09:30:00.000000Z, transaction 4711.</summary>
    public override string ToString() => string.Concat(
        $"in {Channel}", Location is null ? "" : $" ({Location})", Agent is null ? "" : $" by {Agent}", $" at {At}",
        Transaction is null ? "" : $", transaction {Transaction}");
}
