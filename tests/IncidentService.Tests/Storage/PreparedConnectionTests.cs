using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using IncidentService.Storage.Dialects;

namespace IncidentService.Tests.Storage;

/// <summary>
/// SQLite runs without mutexes here. A command that nobody disposed would be closed by a finalizer, on a second thread, and the memory of
/// its connection be damaged.
/// </summary>
public sealed class PreparedConnectionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly SqliteFile file;

    public PreparedConnectionTests()
    {
        var path = Path.Combine(folder, "prepared.db");
        SqliteFile.Create(path);
        file = SqliteFile.At(path);
    }

    public void Dispose()
    {
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_command_that_nobody_disposed_is_not_closed_by_a_finalizer()
    {
        using var connection = file.RentReader();
        var before = BytesOfStatements(connection);
        await LeaveOpen(connection);
        var leftOpen = BytesOfStatements(connection);
        Assert.True(leftOpen > before);

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(leftOpen, BytesOfStatements(connection));
    }

    [Fact]
    public async Task A_connection_with_such_a_command_is_closed_instead_of_used_again()
    {
        PreparedConnection? used = null;

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => file.Read(async reader =>
        {
            await LeaveOpen(used = (PreparedConnection)reader);
            return used;
        }));

        Assert.Equal("A command of this connection was not disposed.", thrown.Message);
        Assert.Equal(ConnectionState.Closed, used!.State);
        Assert.NotSame(used, file.RentReader());
    }

    [Fact]
    public async Task A_connection_whose_commands_are_disposed_is_used_again()
    {
        var connection = await file.Read(async reader =>
        {
            await reader.QuerySingleAsync<long>("SELECT 1");
            return reader;
        });

        Assert.Same(connection, file.RentReader());
    }

    /// <summary>
    /// An object with a finalizer survives the next collection with all that it refers to: one for each statement was a fifth of the time
    /// of a read.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_keeps_the_values_of_a_statement_that_has_run(bool byDapper)
    {
        using var connection = file.RentReader();
        var value = await Run(connection, byDapper);

        GC.Collect();

        Assert.False(value.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> Run(PreparedConnection connection, bool byDapper)
    {
        var value = new byte[100];
        var length = byDapper
            ? await connection.QuerySingleAsync<long>("SELECT length(@value)", new { value })
            : (await Batches.QueryBy<long>("value", "SELECT length(@value)").Run(connection, [value])).Single();
        Assert.Equal(value.Length, length);
        return new WeakReference(value, trackResurrection: true);
    }

    /// <summary>DisposeAsync of Dapper's reader disposes the reader of the driver, but not its command.</summary>
    private static async Task LeaveOpen(PreparedConnection connection)
    {
        await using var reader = await connection.ExecuteReaderAsync("SELECT 'left open'");
    }

    private static int BytesOfStatements(PreparedConnection connection)
    {
        var error = SQLitePCL.raw.sqlite3_db_status(
            connection.Inner.Handle, SQLitePCL.raw.SQLITE_DBSTATUS_STMT_USED, out var bytes, out _, resetFlg: 0);
        Assert.Equal(SQLitePCL.raw.SQLITE_OK, error);
        return bytes;
    }
}
