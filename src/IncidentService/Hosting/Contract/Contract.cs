using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>The contract: generated from the endpoints, served as YAML, and browsable. It says the same wherever the service runs.</summary>
internal static class Contract
{
    private const string Document = "v1";
    private const string Address = "/openapi.yaml";

    public static void AddContract(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer(OperationWords.Apply);
            options.AddDocumentTransformer(SchemaWords.Apply);
            options.AddDocumentTransformer(DocumentWords.Apply);
        });
    }

    public static void MapContract(this WebApplication app)
    {
        string? text = null;
        app.MapGet(Address, async (IServiceProvider services, CancellationToken cancellation) =>
            Results.Text(text ??= await Render(services, cancellation), "application/yaml")).ExcludeFromDescription();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "IncidentService";
            ui.SwaggerEndpoint(Address, "IncidentService");
        });
        app.MapGet("/problems", () => Results.Text(ProblemPage.All(), "text/plain; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/problems/{slug}", (string slug) => ProblemPage.Of(slug) is { } page
            ? Results.Text(page, "text/plain; charset=utf-8")
            : (Reply)Problem.Of(Problems.NotFound)).ExcludeFromDescription();
        app.MapGet("/", () => Results.Redirect("/docs")).ExcludeFromDescription();
    }

    public static async Task<string> Render(IServiceProvider services, CancellationToken cancellation)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document);
        var document = await provider.GetOpenApiDocumentAsync(cancellation);
        return await document.SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_1, cancellation);
    }
}

/// <summary>What a problem's type leads to, in words.</summary>
internal static class ProblemPage
{
    public static string All() => string.Join('\n', Problems.All.Select(Describe));

    public static string? Of(string slug) => Problems.All.FirstOrDefault(kind => kind.Slug == slug) is { } kind ? Describe(kind) : null;

    private static string Describe(ProblemKind kind) => $"{kind.Type} ({kind.Status})\n  {kind.Title}.\n  {kind.Remedy}\n";
}
