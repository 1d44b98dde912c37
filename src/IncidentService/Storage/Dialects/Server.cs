using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using IncidentService.Common.Outcomes;
using Polly;
using Polly.Telemetry;

namespace IncidentService.Storage.Dialects;

/// <summary>A register on a database server: pooled connections, and retries while the server is busy or unavailable.</summary>
internal sealed class Server : Database, IAsyncDisposable
{
    private readonly ServerDialect dialect;
    private readonly DbDataSource source;
    private readonly ResiliencePipeline retries;

    public Server(ServerDialect dialect, string connectionString, TelemetryOptions telemetry)
    {
        this.dialect = dialect;
        retries = ServerRetryPolicy.Create(dialect, telemetry);
        try
        {
            source = dialect.Connect(connectionString);
        }
        catch (ArgumentException) // its message is not passed on: the rest of a password that is not quoted is reported as a keyword
        {
            throw new InvalidOperationException($"ConnectionStrings:Incidents is no connection string for {dialect.Name}.");
        }
    }

    public override string Place
    {
        get
        {
            using var connection = source.CreateConnection();
            return $"{dialect.Name} database {connection.Database} on {connection.DataSource}";
        }
    }

    public override bool Exists => true;

    public override Task<T> Read<T>(Func<DbConnection, Task<T>> read) => RunWithRetry(
        async cancellation =>
        {
            await using var connection = await Open(cancellation);
            return await read(connection);
        },
        CancellationToken.None);

    public override Task<T> ReadSnapshot<T>(Func<DbConnection, Task<T>> read) => RunWithRetry(
        async cancellation =>
        {
            await using var connection = await Open(cancellation);
            await connection.Begin(IsolationLevel.Snapshot);
            var result = await read(connection);
            await connection.Commit();
            return result;
        },
        CancellationToken.None);

    /// <summary>
    /// Runs something repeatable until it succeeds or the retry policy gives up. The first attempt, which nearly always succeeds, is spared
    /// the cost of the policy, which is then told how it failed. If the caller has cancelled meanwhile, that failure goes to the caller.
    /// </summary>
    /// <exception cref="StoreFailedException">The engine failed at every attempt.</exception>
    public async Task<T> RunWithRetry<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await RunFirst(run, cancellation);
        }
        catch (DbException exception) when (exception is not StoreFailedException)
        {
            throw new StoreFailedException(dialect.Reason(exception)) { IsOutage = dialect.IsTransient(exception) };
        }
        catch (Exception exception) when (dialect.HasLostStep(exception))
        {
            throw new StoreFailedException($"The driver was answered what it did not expect: {exception.Message}");
        }
    }

    private async Task<T> RunFirst<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? first;
        try
        {
            return await run(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested) // the policy would not begin
        {
            first = ExceptionDispatchInfo.Capture(exception);
        }
        return await retries.ExecuteAsync(
            async token =>
            {
                (var failure, first) = (first, null);
                failure?.Throw();
                return await run(token);
            },
            cancellation);
    }

    public async Task<ServerConnection> Open(CancellationToken cancellation)
    {
        var connection = OpenWhenNeeded(cancellation);
        try
        {
            await connection.Connect();
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        return connection;
    }

    /// <summary>A connection that is opened when it is first needed, unless the caller has cancelled by then.</summary>
    public ServerConnection OpenWhenNeeded(CancellationToken cancellation)
    {
        var inner = source.CreateConnection();
        var connection = new ServerConnection(inner, () => Connect(inner, cancellation));
        dialect.ObserveUnconfirmedCommits(inner, () => connection.IsUnconfirmed = true);
        return connection;
    }

    private static async Task Connect(DbConnection inner, CancellationToken cancellation)
    {
        try
        {
            await inner.OpenAsync(cancellation);
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException) // SqlClient: the pool is exhausted
        {
            throw new StoreUnavailableException("All connections to the register are in use.");
        }
        catch (TimeoutException) // thrown by Npgsql while it sets up a new connection
        {
            throw new StoreUnavailableException("The register took too long to take a connection.");
        }
    }

    public override DbConnection OpenForMigration()
    {
        var connection = new ServerConnection(source.OpenConnection());
        TryPrepare(connection);
        return connection;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>
    /// A user without the permission to prepare the database finds it prepared by somebody else, or gets an error from the queries that
    /// need it.
    /// </summary>
    private void TryPrepare(ServerConnection connection)
    {
        if (dialect.Prepare is not { } statement) return;
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
        catch (DbException)
        {
            // ReadSnapshot fails if the database is not prepared.
        }
    }
}
