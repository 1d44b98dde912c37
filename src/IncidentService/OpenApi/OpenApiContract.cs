using System.Text.Json.Serialization;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.OpenApi.Transformers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace IncidentService.OpenApi;

/// <summary>Generates openapi.yaml from the endpoints and serves it, with pages to browse it. No deployment changes its text.</summary>
internal static class OpenApiContract
{
    private const string DocumentName = "v1";
    private const string Address = "/openapi.yaml";
    private const string Pages = "/docs";

    /// <summary>Swagger UI writes styles into its page.</summary>
    private const string PagesPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddOpenApiContract(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer(OperationTransformer.Apply);
            options.AddDocumentTransformer(SchemaTransformer.Apply);
            options.AddDocumentTransformer(DocumentTransformer.Apply);
        });
    }

    public static void MapOpenApiContract(this WebApplication app)
    {
        string? text = null;
        app.MapGet(Address, async (IServiceProvider services, CancellationToken cancellation) =>
            Results.Text(text ??= await Render(services, cancellation), "application/yaml")).ExcludeFromDescription();
        UseSwaggerPages(app);
        app.MapGet("/problems", () => Results.Text(ProblemPage.All(), "text/plain; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/problems/{slug}", (string slug) => ProblemPage.Find(slug) is { } page
            ? Results.Text(page, "text/plain; charset=utf-8")
            : (HttpReply)Problem.From(Problems.NotFound)).ExcludeFromDescription();
    }

    /// <summary>Swagger UI is loaded when somebody opens its pages, so that the start need not wait for it.</summary>
    private static void UseSwaggerPages(WebApplication app)
    {
        var pages = new Lazy<RequestDelegate>(() => BuildSwaggerPages(((IApplicationBuilder)app).New()));
        app.Use((http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments(Pages)) return next(http);
            http.Response.Headers.ContentSecurityPolicy = PagesPolicy;
            return pages.Value(http);
        });
    }

    /// <summary>A stylesheet and a script of ours mend its contrast, labels and headings.</summary>
    private static RequestDelegate BuildSwaggerPages(IApplicationBuilder builder)
    {
        builder.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = Pages[1..];
            ui.DocumentTitle = "IncidentService";
            ui.DocExpansion(DocExpansion.None); // drawing every operation takes seconds
            ui.SwaggerEndpoint(Address, "IncidentService");
            ui.InjectStylesheet("/assets/docs/docs.css");
            ui.InjectJavascript("/assets/docs/docs.js", "module");
        });
        return builder.Build();
    }

    public static async Task<string> Render(IServiceProvider services, CancellationToken cancellation)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName);
        var document = await provider.GetOpenApiDocumentAsync(cancellation);
        return await document.SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_1, cancellation);
    }
}
