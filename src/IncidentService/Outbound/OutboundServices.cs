using System.Net;

namespace IncidentService.Outbound;

/// <summary>What events are sent out with. A connector is one more ISender.</summary>
internal static class OutboundServices
{
    public static void AddOutbound(this IServiceCollection services)
    {
        services.AddSingleton(provider => OutboundSettings.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton<Resolve>(Dns.GetHostAddressesAsync);
        services.AddSingleton<AddressGuard>().AddSingleton<Pipelines>().AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookSender>().AddSingleton<ISender>(provider => provider.GetRequiredService<WebhookSender>());
        services.AddSingleton<Dispatcher>().AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
    }
}
