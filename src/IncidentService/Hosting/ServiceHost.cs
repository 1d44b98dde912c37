using IncidentService.Approvals;
using IncidentService.Approvals.Redemptions;
using IncidentService.Audit;
using IncidentService.Audit.Recording;
using IncidentService.Background;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Connectors;
using IncidentService.Contacts;
using IncidentService.Contacts.Permissions;
using IncidentService.Contacts.Phones;
using IncidentService.Desk;
using IncidentService.Erasure;
using IncidentService.Events;
using IncidentService.Events.Streaming;
using IncidentService.Handoffs;
using IncidentService.Handoffs.Acceptance;
using IncidentService.Hosting.Connections;
using IncidentService.Hosting.Telemetry;
using IncidentService.Hosting.Tls;
using IncidentService.Http;
using IncidentService.Http.Addresses;
using IncidentService.Http.Parameters;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Merging;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.Keys.Tokens;
using IncidentService.Keys.Usage;
using IncidentService.Lookup;
using IncidentService.Lookup.Cards;
using IncidentService.Messages;
using IncidentService.NumberBlocks;
using IncidentService.OpenApi;
using IncidentService.Promises;
using IncidentService.Promises.Overdue;
using IncidentService.Promises.Sla;
using IncidentService.References;
using IncidentService.Reports;
using IncidentService.Resolution;
using IncidentService.Sessions;
using IncidentService.Sessions.Cookies;
using IncidentService.Sessions.SignIn;
using IncidentService.Storage;
using IncidentService.Timeline;
using IncidentService.Tracking;
using IncidentService.Tracking.Access;
using IncidentService.Tracking.Links;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Settings;
using Microsoft.AspNetCore.Authentication;

namespace IncidentService.Hosting;

/// <summary>Builds the service: registers its services and maps its endpoints.</summary>
internal static class ServiceHost
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Tests configure the builder before services are registered, and replace services afterwards.</summary>
    public static WebApplication Build(
        string[] args, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null)
    {
        var app = Create(args, configure, replace);
        MapAddresses(app);
        return app;
    }

    /// <summary>The service without its addresses.</summary>
    public static WebApplication Create(
        string[] args, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = _ => HeaderEncoding.Utf8OrLatin1;
            kestrel.Limits.MaxRequestBodySize = Limits.BodyToDrain;
            kestrel.LimitConnections();
        });
        if (!SaysWhereToListen(builder.Configuration)) builder.WebHost.UseUrls(DefaultAddress);
        configure?.Invoke(builder);
        builder.AddTls();
        builder.Services.AddBoundedListeners();
        AddServices(builder.Services, builder.Configuration);
        builder.AddTelemetryExport();
        replace?.Invoke(builder.Services);
        return builder.Build();
    }

    private static bool SaysWhereToListen(IConfiguration configuration) =>
        configuration["urls"] is not null || configuration["http_ports"] is not null || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddRegister(configuration);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.AddSingleton(ServiceSettings.From(configuration));
        services.AddSingleton<InFlightRequests>()
            .AddSingleton<IdempotentChanges>()
            .AddSingleton<GuessRateLimit>()
            .AddSingleton<RequestRateLimit>()
            .AddSingleton<WrongKeyLimit>()
            .AddSingleton<CallerGate>()
            .AddSingleton<KeyUses>()
            .AddSingleton<CardCache>()
            .AddSingleton<CardKeeper>()
            .AddSingleton<CardFilling>()
            .AddSingleton<LookupServices>()
            .AddSingleton<TrackingAddress>()
            .AddSingleton<ViewTokens>()
            .AddSingleton<CustomerLimits>()
            .AddSingleton<CustomerAccess>()
            .AddSingleton<CallerCache>()
            .AddSingleton<Readiness>();
        services.AddAudit(configuration);
        services.AddSessions(configuration);
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyAuthentication.Name);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Name, null);
        var tokens = TokenSettings.From(configuration);
        services.AddTokens(tokens);
        services.AddOpenIdConnectSignIn(tokens);
        services.AddAuthorization(ScopePolicies.Add);
        // without br: its decoder does not tell a broken body from a bug
        services.AddRequestDecompression(decompression => decompression.DecompressionProviders.Remove("br"));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Wire));
        services.AddHostedService(provider => provider.GetRequiredService<KeyUses>());
        services.AddHostedService(provider => provider.GetRequiredService<CardKeeper>())
            .AddHostedService(provider => provider.GetRequiredService<CardFilling>());
        services.AddHostedService<Housekeeping>().AddHostedService<PhonePlansLoading>();
        services.AddSingleton<ISweep, PromiseSweep>().AddSingleton<ISweep, HandoffSweep>().AddSingleton<ISweep, QuietPeriodSweep>();
        services.AddSingleton<Sweeper>().AddHostedService(provider => provider.GetRequiredService<Sweeper>());
        services.AddSingleton<FeedWatcher>().AddHostedService(provider => provider.GetRequiredService<FeedWatcher>());
        services.AddSingleton<OpenStreams>().AddSingleton<EventStream>();
        services.AddWebhooks();
        services.AddBrowserOrigins(configuration);
        services.AddConnectors(configuration);
        services.AddOpenApiContract();
    }

    public static void MapAddresses(WebApplication app)
    {
        MalformedHttp.AnswerWithProblems(app);
        app.Use(ConnectionLimit.RefuseEncrypted);
        app.UseTrustedProxies();
        app.UseProblems();
        app.UseRouting();
        app.UseAudit();
        app.UseDeprecations();
        app.UseBrowserOrigins();
        app.UseAuthentication();
        app.UseSessionGuard();
        app.UseRequestLimit();
        app.UseAuthorization();
        app.UseRequestDecompression();
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApiContract();
        app.MapDeskPages();
        app.MapConnectors();
        TrackingEndpoints.Map(app);
        app.MapOpenIdConnectSignIn();
        var v1 = app.MapGroup("/v1");
        v1.AddEndpointFilterFactory(ParameterFilter.Validate);
        v1.AddEndpointFilterFactory(GuessFilter.Count);
        v1.AddEndpointFilterFactory(RequestAuditing.RecordReads);
        IncidentEndpoints.Map(v1);
        NumberBlockEndpoints.Map(v1);
        MergeEndpoints.Map(v1);
        TimelineEndpoints.Map(v1);
        InteractionEndpoints.Map(v1);
        ContactEndpoints.Map(v1);
        ReferenceEndpoints.Map(v1);
        ResolutionEndpoints.Map(v1);
        PermissionEndpoints.Map(v1);
        PromiseEndpoints.Map(v1);
        SlaPolicyEndpoints.Map(v1);
        RedemptionEndpoints.Map(v1);
        ApprovalEndpoints.Map(v1);
        MessageEndpoints.Map(v1);
        LookupEndpoints.Map(v1);
        HandoffEndpoints.Map(v1);
        TrackingLinkEndpoints.Map(v1);
        ReportEndpoints.Map(v1);
        KeyEndpoints.Map(v1);
        AuditEndpoints.Map(v1);
        SessionEndpoints.Map(v1);
        ErasureEndpoints.Map(v1);
        EventEndpoints.Map(v1);
        WebhookEndpoints.Map(v1);
    }
}
