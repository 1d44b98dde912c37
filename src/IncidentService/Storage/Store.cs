using System.Data.Common;
using IncidentService.Hosting;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage;

/// <summary>
/// The one repository: portable SQL, standing in the method that runs it, a part per noun. Methods that take a Transaction belong inside a
/// change; the others read.
/// </summary>
internal sealed partial class Store(Database database, SqlDialect dialect, IChangeRunner runner, InFlight inFlight, Ids ids, TimeProvider clock)
{
    static Store() => TypeHandlers.Register();

    public SqlDialect Dialect => dialect;

    public int ChangesAtOnce => runner.AtOnce;

    /// <summary>Runs a change; with a command, once for it however often it is sent.</summary>
    public async Task<Reply> Change(CommandKey? command, Change change, CancellationToken cancellation)
    {
        var reply = command is null
            ? await runner.Run(change, cancellation)
            : await inFlight.Run(command, () => runner.Run(transaction => OnceFor(command, change, transaction), cancellation), cancellation);
        if (reply.Accepted) Committed.Ring();
        return reply;
    }

    private Task<T> Read<T>(Func<DbConnection, Task<T>> read) => database.Read(read);

    private Task<T> ReadAtOnce<T>(Func<DbConnection, Task<T>> read) => database.ReadAtOnce(read);
}
