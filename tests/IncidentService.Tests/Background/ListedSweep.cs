using Dapper;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Background;

/// <summary>A sweep of a given number of due items, from 1 on. An item is due until a row in the register marks it.</summary>
internal sealed class ListedSweep(int items) : ISweep
{
    private static int lastId;
    private readonly int id = Interlocked.Increment(ref lastId);
    private RegisterInspector? register;

    /// <summary>Runs at the beginning of the change that marks an item.</summary>
    public Action<Transaction, DueItem> Before { get; set; } = (_, _) => { };

    public bool CannotRead { get; set; }
    public bool StaysDue { get; init; }

    public List<int> Marked => register!.List<int>($"SELECT ordinal FROM marked WHERE sweep = {id} ORDER BY rowid");

    public static Task<RunningService> Start(params ListedSweep[] sweeps) => StartOn(null, sweeps);

    /// <summary>Starts a service with this sweep, optionally on the file of another service.</summary>
    public static async Task<RunningService> StartOn(RunningService? other, params ListedSweep[] sweeps)
    {
        var service = await RunningService.Start(
            services: services =>
            {
                foreach (var sweep in sweeps) services.AddSingleton<ISweep>(sweep);
            },
            beside: other);
        var file = (other ?? service).Register;
        using (var connection = file.Open()) connection.Execute("CREATE TABLE IF NOT EXISTS marked (sweep INTEGER, ordinal INTEGER)");
        foreach (var sweep in sweeps) sweep.register = file;
        return service;
    }

    public Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most)
    {
        if (CannotRead) throw new InvalidOperationException("It cannot be read");
        if (items == 0) return Task.FromResult<IReadOnlyList<DueItem>>([]);
        var done = StaysDue ? [] : Marked.ToHashSet();
        return Task.FromResult<IReadOnlyList<DueItem>>(
            [.. Enumerable.Range(1, items).Where(ordinal => !done.Contains(ordinal)).Take(most).Select(ordinal => new DueItem(id, ordinal))]);
    }

    /// <summary>The table belongs to this test, so the T-SQL check is bypassed.</summary>
    public Task Process(ChangeContext change, DueItem item)
    {
        Before(change.Transaction, item);
        return ((PreparedConnection)change.Transaction.Connection).Inner.ExecuteAsync(
            "INSERT INTO marked (sweep, ordinal) VALUES (@IncidentId, @Ordinal)", item);
    }
}
