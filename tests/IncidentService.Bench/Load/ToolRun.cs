namespace IncidentService.Bench.Load;

/// <summary>A program run to its end, within a time; killed by its id when the time is over or the bench is interrupted.</summary>
internal static class ToolRun
{
    public static async Task<string> OutputAsync(Launch launch, TimeSpan atMost, CancellationToken cancellation)
    {
        using var process = launch.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(atMost);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(limit.Token));
            if (process.ExitCode != 0) throw new LoadException($"{launch} ended with {process.ExitCode}:\n{await output}{await errors}");
            return await output;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LoadException($"{launch} did not end within {atMost.TotalSeconds} s");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
