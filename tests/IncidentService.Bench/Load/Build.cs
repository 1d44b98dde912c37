namespace IncidentService.Bench.Load;

/// <summary>A revision of the service, and the bench that was built along with it.</summary>
internal sealed record Build(string Name, string Revision, string Folder)
{
    public const string This = "this", Against = "against";

    /// <summary>The configuration and framework that this bench was built with, such as bin/Release/net10.0.</summary>
    private static readonly string Output =
        Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../../.."), AppContext.BaseDirectory);

    /// <summary>Whether what dotnet publish made is started, which is what users deploy.</summary>
    public bool IsPublished { get; init; }

    public string Service => IsPublished
        ? Existing(Path.Combine(Folder, "src/IncidentService/bin/Published/IncidentService.dll"))
        : Built("src/IncidentService", "IncidentService.dll");

    public string Bench => Built("tests/IncidentService.Bench", "IncidentService.Bench.dll");

    /// <summary>The service that was built along with this bench.</summary>
    public static Build Own(string revision = "") =>
        new(This, revision, Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../..")));

    private string Built(string project, string file) => Existing(Path.Combine(Folder, project, Output, file));

    private static string Existing(string dll) => File.Exists(dll) ? dll : throw new LoadException($"Not built: {dll} is missing");
}

/// <summary>The engine of a register and how it is reached.</summary>
internal sealed record RegisterPlace(string Engine, string ConnectionString)
{
    public const string Sqlite = "sqlite", Postgres = "postgres";

    public static RegisterPlace File(string path) => new(Sqlite, $"Data Source={path}");
}
