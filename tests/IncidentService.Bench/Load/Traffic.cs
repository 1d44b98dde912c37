namespace IncidentService.Bench.Load;

/// <summary>The requests of a measure: the arguments after wrk's <c>--</c>, which requests.lua reads.</summary>
internal sealed record Traffic(Uri Server, string? Key, string Pick, string Method, string File, string? Word)
{
    /// <summary>GETs of any line of <paramref name="file"/>, which may have an entity tag after a tab.</summary>
    public static Traffic AnyPath(Uri server, string file, string? key = null) => new(server, key, "random", "GET", file, null);

    /// <summary>POSTs of any line of <paramref name="file"/> as body.</summary>
    public static Traffic AnyBody(Uri server, string path, string file, string? key = null) =>
        new(server, key, "random", "POST", file, path);

    /// <summary>POSTs of the one body in <paramref name="file"/>, made unique each time.</summary>
    public static Traffic UniqueBody(Uri server, string path, string file, string? key = null) =>
        new(server, key, "unique", "POST", file, path);

    /// <summary>PUTs to any line of <paramref name="file"/>, made unique each time, always with the same body.</summary>
    public static Traffic UniquePath(Uri server, string body, string file, string? key = null) =>
        new(server, key, "unique", "PUT", file, body);

    /// <summary>The same requests to another replica.</summary>
    public Traffic At(Uri server) => this with { Server = server };

    public IEnumerable<string> Words()
    {
        string[] words = [Pick, Method, File];
        if (Word is not null) words = [.. words, Word];
        return Pick == "unique" ? [.. words, Stamp.Next()] : words;
    }
}

/// <summary>What unique requests begin with: digits that no other run has had, also not against a register that was kept.</summary>
internal static class Stamp
{
    private static long _last;

    public static string Next()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 100 % 10_000_000_000;
        return $"{_last = Math.Max(_last + 1, now)}";
    }
}
