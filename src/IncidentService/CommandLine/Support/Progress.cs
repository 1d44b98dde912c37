using Spectre.Console;

namespace IncidentService.CommandLine.Support;

/// <summary>Shows the progress of a long command: bars on a terminal, or a line per tenth if the output is redirected.</summary>
internal static class Progress
{
    private const int Lines = 10;

    /// <summary>
    /// Runs the work. It reports the name of its current step, how much is done, and the total; an interruption takes effect then. If
    /// programs read standard output, the lines go to standard error.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static Task Show(Func<Action<string, long, long>, Task> work, CancellationToken cancellation, bool forProgram = false)
    {
        if (forProgram) return work(Interruptible(InLines(Console.Error)));
        return Console.IsOutputRedirected
            ? work(Interruptible(InLines(Console.Out)))
            : AnsiConsole.Progress().StartAsync(context => work(Interruptible(InBars(context))));

        Action<string, long, long> Interruptible(Action<string, long, long> report) => (what, done, total) =>
        {
            cancellation.ThrowIfCancellationRequested();
            report(what, done, total);
        };
    }

    private static Action<string, long, long> InBars(ProgressContext context)
    {
        var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
        return (what, done, total) =>
        {
            if (!bars.TryGetValue(what, out var bar)) bars[what] = bar = context.AddTask(what, maxValue: total);
            bar.Value = done;
        };
    }

    private static Action<string, long, long> InLines(TextWriter output)
    {
        var reported = new Dictionary<string, long>(StringComparer.Ordinal);
        return (what, done, total) =>
        {
            var tenth = total == 0 ? Lines : done * Lines / total;
            if (tenth <= reported.GetValueOrDefault(what)) return;
            reported[what] = tenth;
            output.WriteLine($"{what}: {done:N0} of {total:N0}");
        };
    }
}
