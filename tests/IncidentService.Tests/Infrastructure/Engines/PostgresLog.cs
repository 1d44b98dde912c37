using Dapper;

namespace IncidentService.Tests.Infrastructure;

/// <summary>What a PostgreSQL has logged about the statements of a service, one entry after the other.</summary>
internal sealed class PostgresLog(PostgresCluster cluster)
{
    private const string Service = "IncidentService|LOG:  ";
    private int marks;

    /// <summary>Settings of the server that writes this log; tests decide what is logged.</summary>
    public static string[] Settings =>
        ["logging_collector=on", "log_filename=statements.log", "log_min_messages=log", "log_line_prefix=%a|"];

    /// <summary>The service's entries so far, once the engine has logged what it was asked after them.</summary>
    public async Task<IReadOnlyList<string>> Entries()
    {
        var mark = $"mark {++marks} of the test";
        await using (var connection = cluster.Open()) await connection.ExecuteAsync($"DO $$ BEGIN RAISE LOG '{mark}'; END $$");
        var lines = Array.Empty<string>();
        var path = Path.Combine(cluster.Data, "log", "statements.log");
        await Eventually.IsTrue(
            () => (lines = File.ReadAllLines(path)).Any(line => line.EndsWith(mark, StringComparison.Ordinal)), "the log has the mark");
        return Entries(lines);
    }

    /// <summary>The lines that continue an entry begin with a tab.</summary>
    private static List<string> Entries(string[] lines)
    {
        var entries = new List<string>();
        var isService = false;
        foreach (var line in lines)
        {
            if (!line.StartsWith('\t')) isService = line.StartsWith(Service, StringComparison.Ordinal);
            if (!isService) continue;
            if (line.StartsWith('\t')) entries[^1] += '\n' + line;
            else entries.Add(line[Service.Length..]);
        }
        return entries;
    }
}
