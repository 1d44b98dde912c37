using SQLitePCL;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Copies the write-ahead log into the register, on a thread and a connection of its own, while the writer goes on. The writer then copies
/// the few pages that it has added meanwhile, and so can begin its log anew. SQLite's own checkpoint, which the writer waits for, is left
/// as the limit of the log: see <see cref="SqliteFile.OpenWriter"/>.
/// </summary>
internal sealed class SqliteCheckpoints(SqliteFile file) : IDisposable
{
    /// <summary>16 MB: pages that change often are copied less often.</summary>
    private const int PagesToCopy = 4_000;

    /// <summary>What the writer copies itself; with more, the thread copies once more.</summary>
    private const int PagesOfRest = 400;

    private readonly AutoResetEvent wanted = new(false);
    private readonly Lock copying = new();
    private Thread? thread;
    private PreparedConnection? connection;
    private volatile bool isCopying, isStopping;
    private bool hasCopied;
    private long sinceRestart, sinceCopy;

    /// <summary>The writer calls it after a commit, outside of a transaction.</summary>
    public void Advance(PreparedConnection writer)
    {
        _ = raw.sqlite3_db_status(writer.Inner.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        sinceRestart += pages;
        sinceCopy += pages;
        if (isCopying || sinceRestart < PagesToCopy) return;
        if (hasCopied && sinceCopy <= PagesOfRest)
        {
            Copy(writer);
            (hasCopied, sinceRestart) = (false, 0);
            return;
        }
        (hasCopied, sinceCopy, isCopying) = (true, 0, true);
        if (thread is null)
        {
            thread = new Thread(Loop) { IsBackground = true, Name = "SQLite checkpoints" };
            thread.Start();
        }
        wanted.Set();
    }

    /// <summary>
    /// Empties the log: it still has the pages as they were before a change that took personal data away. Readers that need it are waited
    /// for, a few seconds at most; otherwise the next one empties it.
    /// </summary>
    public void Truncate(PreparedConnection writer)
    {
        lock (copying) _ = raw.sqlite3_wal_checkpoint_v2(writer.Inner.Handle, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        (hasCopied, sinceRestart) = (false, 0);
    }

    public void Dispose()
    {
        isStopping = true;
        wanted.Set();
        thread?.Join();
        connection?.Dispose();
        wanted.Dispose();
    }

    private void Loop()
    {
        while (wanted.WaitOne() && !isStopping)
        {
            try
            {
                connection ??= file.OpenWriter();
                lock (copying) Copy(connection);
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                // Tried again after one of the next commits.
            }
            isCopying = false;
        }
    }

    /// <summary>Waits for nobody. What readers still need from the log, or another program copies, is left there.</summary>
    private static void Copy(PreparedConnection connection) =>
        _ = raw.sqlite3_wal_checkpoint_v2(connection.Inner.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
}
