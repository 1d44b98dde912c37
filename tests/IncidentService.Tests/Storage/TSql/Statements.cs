using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Dapper;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// Sees each statement that a service issues, before it is run: SQL Server's half is checked, SQLite's is run. A service that takes its
/// SQLite file for a server does all that it does on servers; then it is also remembered what was seen, and where it was issued.
/// </summary>
internal sealed class Statements(bool asServer = false)
{
    private static readonly ConcurrentDictionary<string, (
        string Run, string Checked, string? Fault)> Verdicts = new(StringComparer.Ordinal);

    /// <summary>What makes the schema is another text on each engine, and has a check of its own.</summary>
    private static readonly HashSet<string> Scripts = [.. Migrator.Statements(new Sqlite())];

    private readonly ConcurrentQueue<string> refused = [];
    private readonly ConcurrentDictionary<string, bool> texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Method, int Offset), bool> places = [];
    private int commitsToLose;

    /// <summary>Receives each statement as SQLite runs it, with its parameters.</summary>
    public Action<string, DbParameterCollection>? Running { get; set; }

    /// <summary>SQL Server's half of all that was seen.</summary>
    public ICollection<string> Texts => texts.Keys;

    /// <summary>From now on a service over a SQLite file has its statements seen here.</summary>
    public void Watch(IServiceCollection services, string connectionString)
    {
        if (asServer)
        {
            services.AddSingleton(this).AddServer<TwoEngineDialect>(connectionString);
            return;
        }
        services.AddSingleton(_ => new SqliteFile(connectionString, See));
        services.AddSingleton<SqlDialect>(new TwoEngineDialect(this, serves: false));
    }

    /// <summary>What only servers have in their schema, once the register has its own.</summary>
    public void Complete(Func<DbConnection> open)
    {
        if (!asServer) return;
        using var connection = open();
        foreach (var script in TwoEngineDialect.ScriptsOfServers()) connection.Execute(script);
    }

    /// <summary>The text to run.</summary>
    /// <exception cref="NoTSqlException">SQL Server would refuse the statement.</exception>
    public string See(string text, DbParameterCollection parameters)
    {
        if (asServer) RememberPlace();
        if (Scripts.Contains(text)) return text;
        var names = parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName.TrimStart('@')).ToList();
        var (run, @checked, fault) = Verdicts.GetOrAdd(
            text + '\0' + string.Join(',', names), static (_, asked) => Judge(asked.text, asked.names), (text, names));
        if (asServer) texts.TryAdd(@checked, true);
        if (fault is null)
        {
            Running?.Invoke(run, parameters);
            return run;
        }
        refused.Enqueue(fault);
        throw new NoTSqlException(fault);
    }

    /// <summary>Faults of background work, which no caller sees.</summary>
    public void ExpectNoneRefused() => Assert.Empty(refused);

    public void ForgetRefused() => refused.Clear();

    public bool WasSeen(CallSite site) => places.Keys.Any(place => place.Method == site.Method && site.Issues(place.Offset));

    /// <summary>Makes the commit of the next change fail with an unknown result.</summary>
    public void LoseNextCommit() => commitsToLose = 1;

    public bool LosesCommit() => Interlocked.Exchange(ref commitsToLose, 0) == 1;

    private static (string, string, string?) Judge(string text, IReadOnlyCollection<string> names)
    {
        var sqlServer = TwoEngineText.SqlServer(text);
        return (TwoEngineText.Sqlite(text), sqlServer, StatementCheck.Fault(sqlServer, names));
    }

    private void RememberPlace()
    {
        var issuers = new StackTrace().GetFrames()
            .Where(frame => frame.GetMethod() is { } method && method.Module.Assembly == typeof(Store).Assembly);
        foreach (var frame in issuers) places.TryAdd((frame.GetMethod()!.MetadataToken, frame.GetILOffset()), true);
    }
}
