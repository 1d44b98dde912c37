using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Keeps every line of the log: its text, its values and its scopes.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private static readonly string[] Categories =
    [
        "Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.Hosting.Lifetime", "IncidentService.Keys.ApiKeyAuthentication", "Polly",
    ];

    /// <summary>Settings with which a service logs everything.</summary>
    public static Dictionary<string, string?> EveryLevel =>
        Categories.ToDictionary(category => "Logging:LogLevel:" + category, _ => (string?)nameof(LogLevel.Trace));

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue(Describe(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception} {Describe(state)}");

    public void Dispose() { }

    private static string Describe(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : state?.ToString() ?? "";
}
