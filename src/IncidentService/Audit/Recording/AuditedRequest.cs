using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Http.Addresses;
using IncidentService.Http.Replies;
using IncidentService.Keys;
using IncidentService.Keys.Origins;
using IncidentService.OpenApi.Operations;

namespace IncidentService.Audit.Recording;

/// <summary>The caller, the operation and the origin of a request, as its audit entry records them.</summary>
internal sealed class AuditedRequest
{
    private const string Incidents = "/v1/incidents/";
    private const int LongestId = 20;

    /// <summary>Route values that name an item by its ordinal or id. Other route values may contain customer text.</summary>
    private static readonly string[] Items =
    [
        "handoff", "link", "approval", "block", "contact", "lookup", "sequence", "interaction", "webhook", "promise", "key",
    ];

    private readonly HttpContext http;
    private readonly OperationDescription? description;
    private (Caller Caller, string Agent)? signedIn;

    private AuditedRequest(HttpContext http)
    {
        this.http = http;
        description = http.GetEndpoint()?.Metadata.GetMetadata<OperationDescription>();
    }

    /// <summary>True once an entry records the request.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>The incident, where the address does not name it.</summary>
    public IncidentNumber? Number { get; set; }

    /// <summary>True for an operation of the contract.</summary>
    public bool IsOperation => description is not null;

    /// <summary>True for a request that shows customers' data and changes nothing.</summary>
    public bool IsRead => description is not null
        && (description.ShowsCustomers || (HttpMethods.IsGet(http.Request.Method) && http.Request.RouteValues.ContainsKey("number")));

    public static AuditedRequest From(HttpContext http)
    {
        if (http.Features.Get<AuditedRequest>() is { } known) return known;
        var request = new AuditedRequest(http);
        http.Features.Set(request);
        return request;
    }

    /// <summary>Sets the key and the person of a sign-in, which begins without them.</summary>
    public void SignIn(Caller caller, string agent) => signedIn = (caller, agent);

    public AuditEntry Changed(HttpReply reply) => Describe(AuditKinds.Change, reply.Status) with
    {
        Number = (Number ?? NumberInPath() ?? NumberIn(reply))?.Value, Item = ItemInPath() ?? ItemIn(reply.Location),
    };

    public AuditEntry Describe(string kind, int status)
    {
        var (channel, location, agent) = RequestOrigin.Describe(http);
        var (caller, isCustomer) = (signedIn?.Caller ?? http.User as Caller, description?.IsForCustomers == true);
        return new AuditEntry
        {
            Kind = kind,
            Operation = Operation(),
            Status = status,
            KeyId = caller?.Key.Id ?? 0,
            Agent = signedIn?.Agent ?? agent,
            AgentVerified = caller?.IsAgentVerified == true,
            Channel = isCustomer ? Origin.Customer.Channel : channel,
            Location = location,
            Address = isCustomer ? null : CallerAddress.Exact(http).ToString(),
            Number = (Number ?? NumberInPath())?.Value,
            Item = ItemInPath(),
        };
    }

    private string Operation()
    {
        var name = description?.Id ?? (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown";
        return name.Length <= Limits.Token ? name : name[..Limits.Token];
    }

    private IncidentNumber? NumberInPath() =>
        http.Request.RouteValues["number"] is string text
        && NumberReader.Read(text) is { Kind: ReadingKind.Exact } reading
            ? reading.Number
            : null;

    /// <summary>The ETag of an incident begins with its number; so does the end of its URL.</summary>
    private static IncidentNumber? NumberIn(HttpReply reply)
    {
        if (reply.ETag is { Length: > 13 } tag && IncidentNumber.TryParseCanonical(tag.AsSpan(1, 12), out var number)) return number;
        var url = reply.Location;
        return url?.StartsWith(Incidents, StringComparison.Ordinal) == true && url.Length >= Incidents.Length + 12
            && IncidentNumber.TryParseCanonical(url.AsSpan(Incidents.Length, 12), out number)
            ? number
            : null;
    }

    private string? ItemInPath()
    {
        string? item = null;
        foreach (var name in Items)
        {
            if (http.Request.RouteValues[name] is string text && IsId(text)) item = item is null ? text : $"{item}/{text}";
        }
        return item;
    }

    /// <summary>The last segment of the URL of the created item. For a reference it is the value of another system.</summary>
    private static string? ItemIn(string? location)
    {
        if (location is null || location.Contains("/references", StringComparison.Ordinal)) return null;
        var end = location[(location.LastIndexOf('/') + 1)..];
        return IsId(end) && !(end.Length == 12 && location.StartsWith(Incidents, StringComparison.Ordinal)) ? end : null;
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= LongestId && text.All(char.IsAsciiHexDigitLower);
}
