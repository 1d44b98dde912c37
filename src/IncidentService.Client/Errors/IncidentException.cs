namespace IncidentService.Client;

/// <summary>A call failed. Catch this type for both cases: the service refused the call, or its result is unknown.</summary>
public abstract class IncidentException : Exception
{
    private protected IncidentException(string message, Exception? inner) : base(message, inner)
    {
    }

    /// <summary>How long to wait before a repeat, if known.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Whether a later repeat of the same call may succeed.</summary>
    public abstract bool IsTransient { get; }
}

/// <summary>The service refused the call. <see cref="Problem"/> says why, and what to do next.</summary>
public sealed class IncidentApiException : IncidentException
{
    internal IncidentApiException(Problem problem) : base(Words(problem), null) => Problem = problem;

    /// <summary>What happened, where, and what to do about it.</summary>
    public Problem Problem { get; }

    /// <summary>The kind of problem, on which programs can branch.</summary>
    public ProblemKind Kind => Problem.Kind;

    /// <summary>The HTTP status, 300 to 599.</summary>
    public int Status => Problem.Status;

    /// <inheritdoc/>
    public override bool IsTransient => HttpAnswer.IsTransient(Status) || Kind == ProblemKind.Conflict;

    // Errors name fields and what is expected of them, never the values that were sent, so the message can be logged.
    private static string Words(Problem problem) =>
        string.Join(
            ' ',
            new[] { $"{problem.Status} {problem.Kind}: {problem.Title}.", problem.Detail, problem.Remedy }
                .Where(text => !string.IsNullOrEmpty(text)));
}

/// <summary>
/// The service could not be reached, did not respond in time, or failed so often that requests to it are suspended for a while. Whether a
/// change was made is unknown. It is safe to repeat it with the same key, transaction or reference.
/// </summary>
public sealed class IncidentUnreachableException : IncidentException
{
    internal IncidentUnreachableException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
