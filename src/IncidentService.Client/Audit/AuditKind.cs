using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What an entry tells of. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<AuditKind>))]
public readonly record struct AuditKind(string Value) : IOpenValue<AuditKind>
{
    /// <summary>Something was changed.</summary>
    public static AuditKind Change { get; } = new("change");

    /// <summary>Data of a customer was shown.</summary>
    public static AuditKind Read { get; } = new("read");

    /// <summary>A request was refused.</summary>
    public static AuditKind Refusal { get; } = new("refusal");

    /// <summary>Entries could not be written; <see cref="AuditEntry.Times"/> counts them.</summary>
    public static AuditKind Gap { get; } = new("gap");

    AuditKind IOpenValue<AuditKind>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
