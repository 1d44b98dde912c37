using System.Net;
using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Security;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Webhooks.Settings;

/// <summary>Registers the services that send events. A connector adds another <see cref="IEventSender"/>.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(provider => WebhookSettings.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<AddressGuard>().AddSingleton<WebhookPipelines>().AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookSender>().AddSingleton<IEventSender>(provider => provider.GetRequiredService<WebhookSender>());
        services.AddSingleton<WebhookTester>().AddSingleton<DeliveryServices>();
        services.AddSingleton<DeliveryDispatcher>().AddHostedService(provider => provider.GetRequiredService<DeliveryDispatcher>());
    }
}
