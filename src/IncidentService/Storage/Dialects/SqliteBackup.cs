using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Copies a register's file while it is served: the copy is the register as it was at one moment. Nobody has to wait for it. `report` is
/// told the current step, how many pages are done, and their total.
/// </summary>
internal static class SqliteBackup
{
    private const int PagesOfStep = 1024;

    /// <summary>Writes the copy into a new file that only the user who runs this may read, without a write-ahead log beside it.</summary>
    public static void Copy(SqliteFile from, string to, Action<string, long, long> report, CancellationToken cancellation)
    {
        SqliteFile.Create(to);
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString);
        target.Open();
        using (var source = from.RentReader())
        {
            source.Run("BEGIN");
            using var snapshot = source.CreateCommand();
            snapshot.CommandText = "SELECT count(*) FROM sqlite_master"; // what is read first fixes the moment
            snapshot.ExecuteScalar();
            CopyPages(source.Inner, target, report, cancellation);
            source.Run("COMMIT");
        }
        using var single = target.CreateCommand();
        single.CommandText = "PRAGMA journal_mode = DELETE";
        single.ExecuteNonQuery();
    }

    /// <summary>
    /// False if another program has the file open. A file that is damaged is open nowhere, as far as anybody can tell.
    /// </summary>
    public static bool IsUnused(SqliteFile file)
    {
        try
        {
            using var connection = file.OpenWriter();
            connection.Run("PRAGMA busy_timeout = 0");
            using var single = connection.CreateCommand();
            single.CommandText = "PRAGMA journal_mode = DELETE"; // refused while anybody else is connected
            return single.ExecuteScalar() is "delete";
        }
        catch (SqliteException exception)
        {
            return !Sqlite.IsBusy(exception);
        }
    }

    private static void CopyPages(
        SqliteConnection source, SqliteConnection target, Action<string, long, long> report, CancellationToken cancellation)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid) throw Failure(target);
        int result;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesOfStep);
            var total = raw.sqlite3_backup_pagecount(backup);
            report("Copying", total - raw.sqlite3_backup_remaining(backup), total);
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE) throw new SqliteException(raw.sqlite3_errstr(result).utf8_to_string(), result);
    }

    private static SqliteException Failure(SqliteConnection target) =>
        new(raw.sqlite3_errmsg(target.Handle).utf8_to_string(), raw.sqlite3_errcode(target.Handle));
}
