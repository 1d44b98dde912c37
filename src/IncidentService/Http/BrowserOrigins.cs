using IncidentService.Http.Replies;

namespace IncidentService.Http;

/// <summary>CORS: browsers may call the service only from the origins that configuration lists; by default there are none.</summary>
internal static class BrowserOrigins
{
    private const string Section = "Cors:Origins";

    public static void AddBrowserOrigins(this IServiceCollection services, IConfiguration configuration)
    {
        if (ConfiguredOrigins(configuration) is not { Length: > 0 } origins) return;
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders("ETag", "Location", HttpReply.ReplayedHeader, "Retry-After", "RateLimit", "RateLimit-Policy")));
    }

    public static void UseBrowserOrigins(this WebApplication app)
    {
        if (ConfiguredOrigins(app.Configuration) is { Length: > 0 }) app.UseCors();
    }

    private static string[]? ConfiguredOrigins(IConfiguration configuration) => configuration.GetSection(Section).Get<string[]>();
}
