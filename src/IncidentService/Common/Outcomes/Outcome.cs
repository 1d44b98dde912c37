using System.Diagnostics.CodeAnalysis;

namespace IncidentService.Common.Outcomes;

/// <summary>The result of a rule or a change: a value or a problem.</summary>
internal readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Problem? problem) => (this.value, Problem) = (value, problem);

    /// <summary>Null on success.</summary>
    public Problem? Problem { get; }

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    /// <exception cref="InvalidOperationException">The outcome is a problem.</exception>
    public T Value => Succeeded ? value! : throw new InvalidOperationException($"There is no value: {Problem.Title}");

    /// <summary>True with the value, or false with the problem.</summary>
    public bool Try([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Problem? problem)
    {
        (result, problem) = (value, Problem);
        return Succeeded;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}

/// <summary>The value of an outcome that has no other value than its success.</summary>
internal readonly record struct Done;
