namespace IncidentService.Client;

/// <summary>How a client reaches the service, and how it handles failures.</summary>
public sealed class IncidentClientOptions
{
    /// <summary>
    /// The service's address, without <c>/v1</c>: <c>https://incidents.example</c>, with a path where a proxy adds one. Required.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>The API key. Required. It is sent only in the Authorization header of each call.</summary>
    public string? Key { get; set; }

    /// <summary>The channel in which changes are made, if the key serves several.</summary>
    public Channel? Channel { get; set; }

    /// <summary>The team that makes changes, if the key serves several.</summary>
    public string? Team { get; set; }

    /// <summary>The store or site where changes are made, if the key serves several.</summary>
    public string? Location { get; set; }

    /// <summary>The person who makes changes. Better to name the person in each call.</summary>
    public string? Agent { get; set; }

    /// <summary>How long one attempt may take, 10 milliseconds to a day; 10 seconds by default.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take with all attempts and waits, 10 milliseconds to a day; 60 seconds by default.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The maximum number of retries per call; 4 by default. 0: none.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>
    /// The approximate wait before the first retry, unless the service states one. It doubles with each retry, up to 20 seconds, with
    /// jitter. 200 milliseconds by default.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long calls fail immediately after at least half of at least ten attempts within 30 seconds have failed, half a second to a day;
    /// 10 seconds by default.
    /// </summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);

    internal Uri Root { get; private set; } = null!;

    /// <summary>Validates the options and returns a private copy.</summary>
    /// <exception cref="ArgumentException">The address or the key is missing, or the address is not an absolute http or https
    /// one.</exception>
    internal IncidentClientOptions Checked()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException("Address must be an absolute http or https address.");
        ArgumentException.ThrowIfNullOrWhiteSpace(Key);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        var copy = (IncidentClientOptions)MemberwiseClone();
        copy.Root = new Uri(Address.AbsoluteUri.TrimEnd('/') + "/");
        return copy;
    }
}
