using System.Text;
using Dapper;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Erasure;

/// <summary>Searches a register for words that must not be in it, ignoring case.</summary>
internal static class RegisterSearch
{
    /// <summary>Searches every column of every row.</summary>
    public static IReadOnlyList<string> InRows(RunningService service, IEnumerable<string> secrets)
    {
        using var connection = service.Register.Open();
        var tables = connection.Query<string>(service.Tables).ToList();
        var values = tables
            .SelectMany(table => connection.Query($"SELECT * FROM {table}"))
            .Cast<IDictionary<string, object?>>()
            .SelectMany(row => row.Values);
        var texts = values.Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value?.ToString() ?? "");
        return Found([string.Join('\n', texts)], secrets);
    }

    /// <summary>Searches the bytes of the write-ahead log and of its index, which may hold older versions of pages.</summary>
    public static IReadOnlyList<string> InLog(RunningService service, IEnumerable<string> secrets) =>
        Found([FileInUse.Read(service.File + "-wal"), FileInUse.Read(service.File + "-shm")], Spelt(secrets));

    /// <summary>Searches the bytes of the file, the log and its index, in UTF-8 and UTF-16.</summary>
    public static IReadOnlyList<string> InFiles(RunningService service, IEnumerable<string> secrets) =>
        Found([FileInUse.Read(service.File), FileInUse.Read(service.File + "-wal"), FileInUse.Read(service.File + "-shm")], Spelt(secrets));

    /// <summary>
    /// When SQLite moves rows between pages, it leaves copies of them in the unused middle of pages, which secure_delete never reaches.
    /// </summary>
    public static void Vacuum(RunningService service)
    {
        using var connection = service.Register.Open();
        connection.Execute("VACUUM");
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static IReadOnlyList<string> Found(string[] texts, IEnumerable<string> secrets) =>
        [.. secrets.Where(secret => texts.Any(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))];

    private static IEnumerable<string> Spelt(IEnumerable<string> secrets) => secrets.SelectMany(secret =>
        new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Select(
            encoding => Encoding.Latin1.GetString(encoding.GetBytes(secret))));
}
