using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Looks for damage before a file is served: a header that is none, an end that is missing, and in a file of up to 64 MB every page. The
/// command verify reads a file of any size.
/// </summary>
internal static class SqliteDamage
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const long LargestRead = 64 * 1024 * 1024;
    private const int HeaderLength = 100;
    private const int LengthOfPage = 16;
    private const int CountOfPages = 28;

    /// <summary>Null if none is seen, also while another program has the file locked.</summary>
    public static string? Find(SqliteFile file, string path)
    {
        try
        {
            return IsCutShort(path) ? "its end is missing." : Check(file, path);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return exception.Message;
        }
    }

    /// <summary>The connection stays open for later readers: closing the last one would write the whole log into the file.</summary>
    private static string? Check(SqliteFile file, string path)
    {
        var reader = file.RentReader();
        try
        {
            var found = FindFault(reader, isSmall: new FileInfo(path).Length <= LargestRead);
            file.ReturnReader(reader);
            return found is null or "ok" ? null : found.ReplaceLineEndings(" ") + ".";
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static string? FindFault(PreparedConnection reader, bool isSmall)
    {
        using var command = reader.CreateCommand();
        command.CommandText = isSmall ? "PRAGMA quick_check(1)" : "PRAGMA schema_version";
        return command.ExecuteScalar() as string;
    }

    /// <summary>
    /// Compares the file with the count of pages in its header. While there is a write-ahead log, the log may hold what the file lacks.
    /// </summary>
    private static bool IsCutShort(string path)
    {
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }) return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) return false;
        if (!header.StartsWith("SQLite format 3\0"u8)) return false;
        var page = BinaryPrimitives.ReadUInt16BigEndian(header[LengthOfPage..]);
        var length = page == 1 ? 65_536L : page;
        return file.Length < length * BinaryPrimitives.ReadUInt32BigEndian(header[CountOfPages..]);
    }
}
