namespace IncidentService.Common;

/// <summary>Who did something and from where.</summary>
internal sealed record Origin(long KeyId, string Channel, string? Location, string? Team, string? Agent)
{
    /// <summary>The service itself, because a time has come: no key, and no channel.</summary>
    public static readonly Origin Clock = new(0, null!, null, null, null);

    /// <summary>Another system's export, whose customers came in there: no key.</summary>
    public static Origin Import(string channel, string? location) => new(0, channel, location, null, null);
}
