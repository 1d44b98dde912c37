namespace IncidentService.Client;

/// <summary>A merge patch. Values that are omitted stay unchanged.</summary>
public sealed record PatchRequest
{
    /// <summary>A new value, or Patched.Nothing to remove it. At most 200 characters.</summary>
    public Patched? Subject { get; init; }

    /// <summary>A new value, or Patched.Nothing to remove it. At most 60 characters.</summary>
    public Patched? Category { get; init; }

    /// <summary>A new value, or Patched.Nothing to remove it. At most 60 characters.</summary>
    public Patched? Team { get; init; }
}
