using IncidentService.Common;
using IncidentService.Http.Replies;
using IncidentService.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi;

/// <summary>The headers of the contract. Each is a component that operations refer to.</summary>
internal static class Headers
{
    private static readonly RuleSet Responses = new()
    {
        ["ETag"] = new("The incident's number and version.")
        {
            MaxLength = 40, Pattern = "^\"[0-9]{12}\\.[0-9]+\"$", Example = "\"867530912374.3\"",
        },
        ["Location"] = new("The address where it can be read from now on, with a key that may read it.")
        {
            MaxLength = Limits.Url, Format = "uri-reference", Example = "/v1/incidents/867530912374",
        },
        [HttpReply.ReplayedHeader] = new("true if this response is a replay.") { Values = ["true"] },
        ["Retry-After"] = new("The number of seconds to wait.") { IsInteger = true, Maximum = 3600, Example = 1 },
        ["RateLimit"] = new(
            "What remains of the limit that this request counts against, if there is one: draft-ietf-httpapi-ratelimit-headers.")
        {
            MaxLength = Limits.Line, Pattern = "^\"[a-z]+\";r=[0-9]+;t=[0-9]+$", Example = "\"guesses\";r=599;t=60",
        },
        ["RateLimit-Policy"] = new("The limit itself: how many per window of seconds.")
        {
            MaxLength = Limits.Line, Pattern = "^\"[a-z]+\";q=[0-9]+;w=[0-9]+$", Example = "\"guesses\";q=600;w=60",
        },
        ["Access-Control-Allow-Origin"] = new("The origin of the calling page, if the configuration allows it.")
        {
            MaxLength = Limits.Line, Format = "uri", Example = "https://desk.example.com",
        },
        ["Set-Cookie"] = new("The cookie of the session, or its removal.") { MaxLength = Limits.Url, Pattern = "^__Host-[ -~]+$" },
        ["Vary"] = new("The request headers that the body depends on.")
        {
            MaxLength = Limits.Line, Pattern = "^[A-Za-z, -]+$", Example = "Accept",
        },
        ["X-Accel-Buffering"] = new("Tells proxies to pass events on at once.") { MaxLength = 2, Pattern = "^no$" },
        ["WWW-Authenticate"] = new("How to authenticate.") { MaxLength = Limits.Line, Pattern = "^[ -~]+$" },
    };

    /// <summary>The named headers, and those that every response has.</summary>
    public static IDictionary<string, IOpenApiHeader> OfResponse(OpenApiDocument document, params IReadOnlyList<string?> names) =>
        names.Concat(["RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin"]).OfType<string>()
            .ToDictionary(name => name, name => OfResponse(document, name));

    public static IOpenApiParameter OfRequest(OpenApiDocument document, string name)
    {
        var rule = SchemaRules.Parameter(null, name)!;
        document.AddComponent(name, new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Description = rule.Description, Schema = rule.Schema(), Example = rule.Example,
        });
        return new OpenApiParameterReference(name, document);
    }

    private static IOpenApiHeader OfResponse(OpenApiDocument document, string name)
    {
        var rule = Responses[name];
        document.AddComponent(name, new OpenApiHeader { Description = rule.Description, Schema = rule.Schema(), Example = rule.Example });
        return new OpenApiHeaderReference(name, document);
    }
}
