namespace IncidentService.Client;

/// <summary>A call did not come to a good end. Catch it to catch both ways: the service refused, or nobody knows.</summary>
public abstract class IncidentException : Exception
{
    private protected IncidentException(string message, Exception? inner) : base(message, inner)
    {
    }

    /// <summary>When a repeat makes sense, where that is known.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>A later repeat of the same call may succeed.</summary>
    public abstract bool IsTransient { get; }
}

/// <summary>The service answered, and refused. <see cref="Problem"/> says why, and what to do next.</summary>
public sealed class IncidentApiException : IncidentException
{
    internal IncidentApiException(Problem problem) : base(Words(problem), null) => Problem = problem;

    /// <summary>What happened, where, and what to do about it.</summary>
    public Problem Problem { get; }

    /// <summary>The cause, for programs to branch on.</summary>
    public ProblemKind Kind => Problem.Kind;

    /// <summary>The HTTP status, 300 to 599.</summary>
    public int Status => Problem.Status;

    /// <inheritdoc/>
    public override bool IsTransient => HttpAnswer.IsTransient(Status) || Kind == ProblemKind.Conflict;

    // Errors name fields and what is expected of them, never what was sent: so this can be logged.
    private static string Words(Problem problem) =>
        string.Join(' ', new[] { $"{problem.Status} {problem.Kind}: {problem.Title}.", problem.Detail, problem.Remedy }.Where(text => !string.IsNullOrEmpty(text)));
}

/// <summary>
/// The service could not be reached, did not answer in time, or has failed so often that it is left alone for a while. Whether a change was made is not
/// known: repeat it under the same key, transaction or reference, which is safe.
/// </summary>
public sealed class IncidentUnreachableException : IncidentException
{
    internal IncidentUnreachableException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
