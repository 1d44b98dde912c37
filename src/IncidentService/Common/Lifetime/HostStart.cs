namespace IncidentService.Common.Lifetime;

internal static class HostStart
{
    /// <summary>
    /// Returns once the service answers. Work that begins then does not delay that, and a program that cannot serve, for example because
    /// its address is in use, does none of it.
    /// </summary>
    public static async Task WaitForStart(this IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }
}
