namespace IncidentService.Client;

/// <summary>How a client reaches the service, and what it does when that is hard.</summary>
public sealed class IncidentClientOptions
{
    /// <summary>The service's address, without <c>/v1</c>: <c>https://incidents.example</c>, with a path where a proxy adds one. Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>The API key. Required; it goes into the Authorization header of each call and nowhere else.</summary>
    public string? Key { get; set; }

    /// <summary>The channel that changes are made in, where the key serves several.</summary>
    public Channel? Channel { get; set; }

    /// <summary>The team that makes changes, where the key serves several.</summary>
    public string? Team { get; set; }

    /// <summary>The store or site where changes are made, where the key serves several.</summary>
    public string? Location { get; set; }

    /// <summary>The person that makes changes; better given with each call.</summary>
    public string? Agent { get; set; }

    /// <summary>How long one attempt may take; 10 seconds unless set, 10 milliseconds to a day.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take, all attempts and waits together; 60 seconds unless set, 10 milliseconds to a day.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a call is repeated at most; 4 unless set. 0: never.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>
    /// How long to wait about before the first repeat, where the service does not say: doubled for each further one, 20 seconds at most, and jittered. 200
    /// milliseconds unless set.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long the service is left alone, calls failing at once, after half of at least ten attempts within 30 seconds have failed; 10 seconds unless set,
    /// half a second to a day.
    /// </summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);

    internal Uri Root { get; private set; } = null!;

    /// <summary>A copy that nobody changes any more.</summary>
    /// <exception cref="ArgumentException">The address or the key is missing, or the address is not an absolute http or https one.</exception>
    internal IncidentClientOptions Checked()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) throw new ArgumentException("Address has to be an absolute http or https address.");
        ArgumentException.ThrowIfNullOrWhiteSpace(Key);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        var copy = (IncidentClientOptions)MemberwiseClone();
        copy.Root = new Uri(Address.AbsoluteUri.TrimEnd('/') + "/");
        return copy;
    }
}
