using System.Text;

namespace IncidentService.Tests.Erasure;

/// <summary>All bytes of a register: its file, the log of what is not in it yet, and the log's index.</summary>
internal static class FileBytes
{
    public static IReadOnlyList<string> Of(string file) => [.. new[] { file, file + "-wal", file + "-shm" }.Where(File.Exists).Select(Read)];

    /// <summary>Those that are in one of the files, in UTF-8 or UTF-16, whatever the case of their letters.</summary>
    public static IReadOnlyList<string> Found(string file, IEnumerable<string> secrets)
    {
        var files = Of(file);
        return [.. secrets.Where(secret => Spellings(secret).Any(spelling => files.Any(bytes => bytes.Contains(spelling, StringComparison.OrdinalIgnoreCase))))];
    }

    private static IEnumerable<string> Spellings(string secret) =>
        new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Select(encoding => Encoding.Latin1.GetString(encoding.GetBytes(secret)));

    private static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
