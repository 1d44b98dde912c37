using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The kind of a contact. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<ContactKind>))]
public readonly record struct ContactKind(string Value) : IOpenValue<ContactKind>
{
    /// <summary>An e-mail address.</summary>
    public static ContactKind Email { get; } = new("email");

    /// <summary>A phone number.</summary>
    public static ContactKind Phone { get; } = new("phone");

    /// <summary>A handle with its network: x:@anna.</summary>
    public static ContactKind Handle { get; } = new("handle");

    /// <summary>A loyalty number.</summary>
    public static ContactKind Loyalty { get; } = new("loyalty");

    /// <summary>A name, which proves nothing.</summary>
    public static ContactKind Name { get; } = new("name");

    ContactKind IOpenValue<ContactKind>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
