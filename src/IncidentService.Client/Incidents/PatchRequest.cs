namespace IncidentService.Client;

/// <summary>A merge patch: what is not named stays as it is.</summary>
public sealed record PatchRequest
{
    /// <summary>A new value, or Patched.Nothing to take it away. At most 200 characters. At most 200 characters.</summary>
    public Patched? Subject { get; init; }

    /// <summary>A new value, or Patched.Nothing to take it away. At most 60 characters. At most 60 characters.</summary>
    public Patched? Category { get; init; }

    /// <summary>A new value, or Patched.Nothing to take it away. At most 60 characters. At most 60 characters.</summary>
    public Patched? Team { get; init; }
}
