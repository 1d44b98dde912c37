using IncidentService.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client.</summary>
public static class IncidentClientServices
{
    private const string Name = "IncidentService.Client";

    /// <summary>
    /// Adds one <see cref="IncidentClient"/> for the whole program. It uses the handlers of the client factory, and the registered clock if
    /// there is one.
    /// </summary>
    /// <returns>The builder for its <see cref="HttpClient"/>, to configure handlers, certificates and proxies.</returns>
    /// <exception cref="ArgumentException">The address or the key is missing.</exception>
    public static IHttpClientBuilder AddIncidentClient(this IServiceCollection services, IncidentClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var given = options.Checked();
        services.AddSingleton(provider =>
        {
            var factory = provider.GetRequiredService<IHttpClientFactory>();
            return new IncidentClient(given, () => factory.CreateClient(Name), provider.GetService<TimeProvider>());
        });
        return services.AddHttpClient(Name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(IncidentClient.Handler);
    }

    /// <inheritdoc cref="AddIncidentClient(IServiceCollection, IncidentClientOptions)"/>
    public static IHttpClientBuilder AddIncidentClient(this IServiceCollection services, Action<IncidentClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new IncidentClientOptions();
        configure(options);
        return services.AddIncidentClient(options);
    }
}
