namespace IncidentService.Client;

/// <summary>The result of a call: the value, and what the response headers say about it. It converts to the value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed record Answer<T> where T : class
{
    private readonly T? value;

    internal Answer(T? value) => this.value = value;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: <see cref="IsUnchanged"/>.</exception>
    public T Value =>
        value ?? throw new InvalidOperationException("There is no value because nothing has changed. Check IsUnchanged first.");

    /// <summary>Whether nothing has changed since <see cref="ReadOptions.IfNoneMatch"/>. Then there is no value.</summary>
    public bool IsUnchanged => value is null;

    /// <summary>
    /// The version of the incident, for <see cref="ReadOptions.IfNoneMatch"/> and <see cref="ChangeOptions.IfMatch"/>; null if it has none.
    /// </summary>
    public string? ETag { get; init; }

    /// <summary>Whether the call created something (201).</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the service had carried out this call before, and sent its first response again.</summary>
    public bool WasReplayed { get; init; }

    /// <summary>The address of what was created; null if nothing was.</summary>
    public Uri? Location { get; init; }

    /// <summary>The value.</summary>
    public static implicit operator T(Answer<T> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Value;
    }
}
