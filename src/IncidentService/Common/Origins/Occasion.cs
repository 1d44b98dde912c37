namespace IncidentService.Common.Origins;

/// <summary>Who did something, where and when.</summary>
internal sealed record Occasion(string Channel, Instant At, string? Location = null, string? Agent = null, string? Transaction = null)
{
    /// <summary>Text for people: in store (store-12) by Lee at 2026-11-21T09:30:00.000000Z, transaction 4711.</summary>
    public override string ToString() => string.Concat(
        $"in {Channel}", Location is null ? "" : $" ({Location})", Agent is null ? "" : $" by {Agent}", $" at {At}",
        Transaction is null ? "" : $", transaction {Transaction}");
}
