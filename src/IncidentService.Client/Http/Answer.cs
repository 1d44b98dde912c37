namespace IncidentService.Client;

/// <summary>What a call answered: the value, and what the answer's head says about it. Converts to the value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed record Answer<T> where T : class
{
    private readonly T? value;

    internal Answer(T? value) => this.value = value;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: <see cref="IsUnchanged"/>.</exception>
    public T Value => value ?? throw new InvalidOperationException("Nothing has changed, so nothing was sent. Look at IsUnchanged first.");

    /// <summary>Nothing has changed since <see cref="ReadOptions.IfNoneMatch"/>; there is no value.</summary>
    public bool IsUnchanged => value is null;

    /// <summary>The version of the incident, for <see cref="ReadOptions.IfNoneMatch"/> and <see cref="ChangeOptions.IfMatch"/>; null where it has none.</summary>
    public string? ETag { get; init; }

    /// <summary>The call made something new (201).</summary>
    public bool IsNew { get; init; }

    /// <summary>The service had carried out this call before, and sent its first answer again.</summary>
    public bool WasReplayed { get; init; }

    /// <summary>Where what is new can be read; null where nothing is.</summary>
    public Uri? Location { get; init; }

    /// <summary>The value.</summary>
    public static implicit operator T(Answer<T> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Value;
    }
}
