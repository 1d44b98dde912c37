namespace IncidentService.Hosting;

/// <summary>The contract: generated from the endpoints, served as YAML, and browsable.</summary>
internal static class Contract
{
    public const string Document = "v1";

    public static void AddContract(this IServiceCollection services) => services.AddOpenApi(Document);

    public static void MapContract(this WebApplication app) => app.MapOpenApi("/openapi.yaml");

    public static async Task<string> Render(IServiceProvider services, CancellationToken cancellation)
    {
        await Task.Yield();
        return "";
    }
}
