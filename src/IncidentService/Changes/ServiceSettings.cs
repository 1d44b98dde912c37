using IncidentService.Common;
using IncidentService.Common.Settings;
using IncidentService.Contacts.Permissions;
using IncidentService.Contacts.Phones;
using IncidentService.Handoffs.Acceptance;
using IncidentService.Http.Requests;
using IncidentService.Promises.Sla;
using IncidentService.References;

namespace IncidentService.Changes;

/// <summary>The settings that validation and business rules use, read from configuration once at startup.</summary>
internal sealed record ServiceSettings
{
    private const string LoopLimit = "Messages:LoopLimit";
    private const int MostDays = 3650;
    private const int MostMessages = 10_000;

    public required ReferenceSystems Systems { get; init; }
    public required PhoneReader Phones { get; init; }
    public required SlaPolicies Sla { get; init; }

    /// <summary>How many messages of one sender with one subject may come within an hour before they are held in one incident.</summary>
    public required int MessageLoopLimit { get; init; }

    /// <summary>How long the customer must stay silent before a resolved incident closes.</summary>
    public required TimeSpan QuietPeriod { get; init; }
    public required PermissionPolicy Permissions { get; init; }
    public required AcceptanceTimes Handoffs { get; init; }

    /// <summary>The source of events (CloudEvents `source`): a URI reference.</summary>
    public required string EventSource { get; init; }

    /// <summary>The time zone whose days the daily grant limits of a key refer to.</summary>
    public required TimeZoneInfo GrantZone { get; init; }

    /// <summary>Where customers reach the service; null: at the address that it listens on.</summary>
    public string? TrackingBaseUrl { get; init; }

    public static ServiceSettings From(IConfiguration configuration)
    {
        var systems = configuration.GetSection("References:Systems").Get<Dictionary<string, SystemSettings>>() ?? [];
        return new ServiceSettings
        {
            Systems = new ReferenceSystems(new Dictionary<string, SystemSettings>(systems, StringComparer.OrdinalIgnoreCase)),
            Phones = new PhoneReader(PhoneRegions.From(configuration)),
            Sla = SlaSettings.From(configuration.GetSection("Sla")),
            Handoffs = AcceptanceTimes.From(
                configuration.GetSection(AcceptanceTimes.Setting).GetChildren().Select(limit => (limit.Key, limit.Value))),
            EventSource = Source(configuration, "Events:Source"),
            TrackingBaseUrl = Address(configuration, "Tracking:BaseUrl"),
            GrantZone = Zone(configuration, "Approvals:Zone"),
            MessageLoopLimit = WholeNumber.Parse(LoopLimit, configuration[LoopLimit], 20, (1, MostMessages)),
            QuietPeriod = Days(configuration, "Resolution:QuietDays", 7),
            Permissions = new PermissionPolicy(
                Days(configuration, "ContactPermissions:Days", 30), ContactHashes.ParseKey(configuration["Privacy:HashKey"])),
        };
    }

    private static string Source(IConfiguration configuration, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } source) return "/v1/incidents";
        return source.Length <= Limits.Line && Uri.IsWellFormedUriString(source, UriKind.RelativeOrAbsolute)
            ? source
            : throw new InvalidOperationException(
                $"{setting} is {source}; it must be a URI of at most {Limits.Line} characters, such as https://incidents.example.com.");
    }

    private static string? Address(IConfiguration configuration, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address is { Query: "", Fragment: "", UserInfo: "" }
            ? text.TrimEnd('/')
            : throw new InvalidOperationException($"{setting} is {text}; it must be an address such as https://incidents.example.com.");
    }

    private static TimeZoneInfo Zone(IConfiguration configuration, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } name) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
            ? zone
            : throw new InvalidOperationException($"{setting} is {name}; it must be an IANA time zone such as Europe/Berlin.");
    }

    private static TimeSpan Days(IConfiguration configuration, string setting, int byDefault) =>
        TimeSpan.FromDays(WholeNumber.Parse(setting, configuration[setting], byDefault, (1, MostDays), "days"));
}

internal static class RequestSettings
{
    extension(RequestContext context)
    {
        public ServiceSettings Settings => context.Service<ServiceSettings>();
    }
}
