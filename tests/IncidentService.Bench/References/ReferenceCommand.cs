namespace IncidentService.Bench.References;

/// <summary>What a measure is compared with: what this machine gives to the least code that does the same kind of work.</summary>
internal static class ReferenceCommand
{
    public const string Kestrel = "kestrel", Select = "select", Insert = "insert", InsertGrouped = "insert-grouped", Receiver = "receiver";
    public static readonly IReadOnlyList<string> Programs = [Kestrel, Select, Insert, InsertGrouped, Receiver];

    public static int Run(Arguments arguments)
    {
        var program = arguments.Word("which reference program");
        var urls = arguments.Option("--urls") ?? throw new UsageException("--urls is missing, e.g. --urls http://127.0.0.1:5080");
        var file = arguments.Option("--db");
        var rows = arguments.Number("--rows", otherwise: 20_000, from: 1, to: 10_000_000);
        arguments.RefuseRest();

        var app = Minimal(urls);
        using var database = program is Kestrel or Receiver ? null : new ReferenceDatabase(file);
        switch (program)
        {
            case Kestrel: BareKestrel.Map(app); break;
            case Receiver: FastReceiver.Map(app); break;
            case Select: PointSelect.Map(app, database!, rows); break;
            case Insert: DurableInsert.Map(app, database!); break;
            case InsertGrouped: GroupedInsert.Map(app, database!); break;
            default: throw new UsageException($"There is no reference program '{program}'; --help lists them.");
        }
        app.Run();
        return 0;
    }

    private static WebApplication Minimal(string urls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReferenceJson.Default));
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        return app;
    }
}
