using System.Collections.Concurrent;
using IncidentService.Tests.Infrastructure;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(EndOfTests))]

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// Ends what all tests share, such as a database server. The runner waits for it, however long it takes on a busy machine; a handler of
/// ProcessExit is given eleven seconds, then the run counts as failed. That handler is left for runs that are interrupted.
/// </summary>
public sealed class EndOfTests : ITestPipelineStartup
{
    private static readonly ConcurrentStack<Action> Steps = new();

    static EndOfTests() => AppDomain.CurrentDomain.ProcessExit += (_, _) => TakeAll();

    /// <summary>Runs the step when the last test has ended, the newest step first.</summary>
    public static void Add(Action step) => Steps.Push(step);

    public ValueTask StartAsync(IMessageSink diagnosticMessageSink) => ValueTask.CompletedTask;

    public ValueTask StopAsync()
    {
        TakeAll();
        return ValueTask.CompletedTask;
    }

    private static void TakeAll()
    {
        while (Steps.TryPop(out var step)) step();
    }
}
