namespace IncidentService.Cluster;

internal enum Kind
{
    /// <summary>POST /incidents under an idempotency key, with an approval that may be redeemed a few times.</summary>
    Open,

    /// <summary>PUT /references: finds the incident that holds the reference, or opens one.</summary>
    Reference,

    /// <summary>PUT …/redemptions/{transaction}.</summary>
    Redeem,
}

/// <summary>The known result of an attempt, in Jepsen's terms.</summary>
internal enum Fate
{
    /// <summary>It was done.</summary>
    Ok,

    /// <summary>It was not done.</summary>
    Fail,

    /// <summary>Nobody knows: no answer in time, a lost connection, or an answer that says to try again.</summary>
    Info,
}

/// <summary>
/// What a caller wants: its id is the idempotency key, the reference's value or the till's transaction, so that a repeat changes nothing.
/// </summary>
internal sealed record Intent(Kind Kind, string Id, string? Approval = null);

/// <summary>One attempt of an intent, as it is written into the history. Times are milliseconds since the epoch.</summary>
/// <param name="Step">The step of the test.</param>
/// <param name="Intent">What was attempted.</param>
/// <param name="Fate">Its fate.</param>
/// <param name="Answer">The status of the answer, or why there was none.</param>
internal sealed record Attempt(string Step, Intent Intent, Fate Fate, string Answer)
{
    /// <summary>When the request was sent.</summary>
    public long Began { get; init; }

    /// <summary>When its fate was known.</summary>
    public long Ended { get; init; }

    /// <summary>The number of the incident that was opened or found, or the transaction that was redeemed.</summary>
    public string? Result { get; init; }

    /// <summary>A violation of the guarantees of the service, if any.</summary>
    public string? Wrong { get; init; }
}
