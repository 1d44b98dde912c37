using IncidentService.Connectors.Nats;
using IncidentService.Connectors.Systems;
using IncidentService.Connectors.Twilio;
using IncidentService.Connectors.Twilio.Menu;
using IncidentService.Connectors.Zendesk;
using IncidentService.Connectors.Zendesk.Incoming;
using IncidentService.Connectors.Zendesk.Outgoing;
using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Connectors;

/// <summary>
/// Registers the connectors to other products and systems that configuration names. Their requests carry signatures of their own, and are
/// not part of the contract.
/// </summary>
internal static class ConnectorEndpoints
{
    private static readonly TimeSpan ConnectionsLive = TimeSpan.FromMinutes(2);

    public static void AddConnectors(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ConnectorKeys>();
        if (TwilioSettings.From(configuration) is { } twilio)
            services.AddSingleton(twilio).AddSingleton<TwilioVoice>().AddSingleton<TwilioCallBack>();
        if (ZendeskSettings.From(configuration) is { } zendesk) services.AddZendesk(zendesk);
        if (NatsSettings.From(configuration) is { } nats)
            services.AddSingleton(nats).AddSingleton<NatsStream>().AddSingleton<IEventSender, NatsSender>();
        foreach (var system in ConnectedSystem.ListFrom(configuration))
            services.AddSingleton<IEventSender>(provider => new SystemSender(system, provider.GetRequiredService<WebhookSender>()));
    }

    private static void AddZendesk(this IServiceCollection services, ZendeskSettings settings)
    {
        services.AddSingleton(settings).AddSingleton<ZendeskPipelines>().AddTransient<ZendeskInbox>().AddTransient<ZendeskOutbox>();
        if (settings.Api is not null) services.AddSingleton<IEventSender, ZendeskSender>();
        services.AddHttpClient<ZendeskClient>()
            .UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.PooledConnectionLifetime) = (false, ConnectionsLive))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the connections are renewed instead
            .RemoveAllLoggers();
    }

    public static void MapConnectors(this WebApplication app)
    {
        var group = app.MapGroup("/connectors").ExcludeFromDescription();
        if (app.Services.GetService<TwilioSettings>() is not null) TwilioEndpoints.Map(group);
        if (app.Services.GetService<ZendeskSettings>() is not null) ZendeskEndpoints.Map(group);
    }
}
