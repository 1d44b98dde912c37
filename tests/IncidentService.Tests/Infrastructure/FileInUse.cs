using System.Text;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Reads files that a service has open.</summary>
internal static class FileInUse
{
    /// <summary>Decodes each byte as a character, so that any bytes can be searched.</summary>
    public static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
