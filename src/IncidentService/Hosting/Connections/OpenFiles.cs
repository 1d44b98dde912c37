using System.Globalization;

namespace IncidentService.Hosting.Connections;

/// <summary>
/// How many files and connections the operating system lets the process have open at once (ulimit -n), and what follows for the service.
/// </summary>
internal static class OpenFiles
{
    /// <summary>Files besides the connections of callers: about 280 when idle, then readers of the register and outgoing calls.</summary>
    private const int Reserved = 400;

    private const int Least = 512;
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>How many callers may be connected at once; null where the limit is not known.</summary>
    public static int? MostConnections => FindLimit() is { } limit ? Math.Max(limit, Least) - Reserved : null;

    /// <summary>Null if the service can work under the limit.</summary>
    public static string? FindFault() => FindLimit() is { } limit && limit < Least
        ? $"The limit of open files is {limit} (ulimit -n). The service needs {Least} at least, of which {Reserved} are for itself and the rest for "
            + "connections: raise it, to 65536 for instance (ulimit -n, LimitNOFILE= in systemd, --ulimit nofile= in Docker)."
        : null;

    /// <summary>Null on systems other than Linux, and where nothing is limited.</summary>
    private static int? FindLimit()
    {
        if (!File.Exists(Limits)) return null;
        var line = File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
