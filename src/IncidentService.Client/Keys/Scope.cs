using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What a key may do. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Scope>))]
public readonly record struct Scope(string Value) : IOpenValue<Scope>
{
    /// <summary>Read state and promise times only.</summary>
    public static Scope Status { get; } = new("status");

    /// <summary>Read.</summary>
    public static Scope Read { get; } = new("read");

    /// <summary>Write.</summary>
    public static Scope Write { get; } = new("write");

    /// <summary>Grant and revoke approvals.</summary>
    public static Scope Approve { get; } = new("approve");

    /// <summary>Redeem and reverse approvals.</summary>
    public static Scope Redeem { get; } = new("redeem");

    /// <summary>Read reports.</summary>
    public static Scope Report { get; } = new("report");

    /// <summary>Manage keys and webhooks, and remove personal data.</summary>
    public static Scope Admin { get; } = new("admin");

    Scope IOpenValue<Scope>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
