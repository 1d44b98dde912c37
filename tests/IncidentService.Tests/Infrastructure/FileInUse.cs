using System.Text;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Reads files that a service has open.</summary>
internal static class FileInUse
{
    /// <summary>Each byte is a character, so that whatever bytes there are can be searched.</summary>
    public static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
