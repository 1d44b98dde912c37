namespace IncidentService.Tests.Infrastructure;

/// <summary>The register of a process of the real program: the path of a file, or the settings of a server.</summary>
internal sealed record RegisterLocation(string Folder, IReadOnlyDictionary<string, string?> Settings)
{
    public static implicit operator RegisterLocation(string file) =>
        new(Path.GetDirectoryName(file)!, new Dictionary<string, string?> { ["ConnectionStrings:Incidents"] = "Data Source=" + file });

    /// <summary>A file elsewhere than in the folder that the program runs in.</summary>
    public static RegisterLocation InFolder(string folder, string file) =>
        new(folder, new Dictionary<string, string?> { ["ConnectionStrings:Incidents"] = "Data Source=" + file });

    public static RegisterLocation On(TestDatabase database) => new(Path.GetTempPath(), database.Settings);

    public static RegisterLocation OnPostgres(string connectionString) => new(
        Path.GetTempPath(),
        new Dictionary<string, string?> { ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = connectionString });
}
