namespace IncidentService.Bench.Load;

/// <summary>The requests of a measure: the arguments after wrk's <c>--</c>, which requests.lua reads.</summary>
internal sealed record Traffic(Uri Server, string? Key, string Pick, string Method, string File, string? Path)
{
    /// <summary>GETs of any line of <paramref name="file"/>.</summary>
    public static Traffic AnyPath(Uri server, string file, string? key = null) => new(server, key, "random", "GET", file, null);

    /// <summary>POSTs of any line of <paramref name="file"/> as body.</summary>
    public static Traffic AnyBody(Uri server, string path, string file, string? key = null) =>
        new(server, key, "random", "POST", file, path);

    /// <summary>POSTs of the one body in <paramref name="file"/>, made unique each time.</summary>
    public static Traffic UniqueBody(Uri server, string path, string file, string? key = null) =>
        new(server, key, "unique", "POST", file, path);

    public IEnumerable<string> Words(int stamp)
    {
        string[] words = [Pick, Method, File];
        if (Path is not null) words = [.. words, Path];
        return Pick == "unique" ? [.. words, $"{stamp}"] : words;
    }
}
