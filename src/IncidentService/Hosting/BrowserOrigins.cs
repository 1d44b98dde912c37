namespace IncidentService.Hosting;

/// <summary>Which web pages may call the service from a browser: none, but for the origins that configuration lists.</summary>
internal static class BrowserOrigins
{
    private const string Section = "Cors:Origins";

    public static void AddBrowserOrigins(this IServiceCollection services, IConfiguration configuration)
    {
        if (Listed(configuration) is not { Length: > 0 } origins) return;
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders("ETag", "Location", "Idempotent-Replayed", "Retry-After", "RateLimit")));
    }

    public static void UseBrowserOrigins(this WebApplication app)
    {
        if (Listed(app.Configuration) is { Length: > 0 }) app.UseCors();
    }

    private static string[]? Listed(IConfiguration configuration) => configuration.GetSection(Section).Get<string[]>();
}
