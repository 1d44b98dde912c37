using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Sessions;

/// <summary>Sessions of people at the desk.</summary>
internal sealed class SessionContract : SliceContract
{
    public static readonly OperationDescription Begin = new(
        "beginSession",
        "Sign in",
        "Exchanges an access key for a session: the cookie `__Host-incident-desk` authenticates every later request of this browser as the "
        + "key and the named person, whom X-Agent cannot replace. Another Authorization header still wins over the cookie. Every request "
        + "of a session but GET and HEAD sends `antiforgery` as X-Antiforgery. The session ends when its key expires or is revoked, some "
        + "time after its last request (one with X-Unattended, which a page sends by itself, does not count), and in any case at expiresAt."
        + " Wrong keys of one address are slowed.")
    {
        Ok = "The session. Its secret is in the cookie only.",
        ResponseHeaders = ["Set-Cookie"],
        Errors = [Problems.CrossOrigin],
    };

    public static readonly OperationDescription Get = new(
        "getSession",
        "Read the session of this browser",
        "What the person may do, and the antiforgery token, for a page that was loaded again.")
    {
        Ok = "The session.",
        Errors = [Problems.CrossOrigin],
    };

    public static readonly OperationDescription End = new("endSession", "Sign out", "Ends the session at once and removes its cookie.")
    {
        NoContent = "The session has ended.",
        ResponseHeaders = ["Set-Cookie"],
    };

    public static readonly OperationDescription GetMethods = new(
        "getSignInMethods", "Read the ways to sign in", "For the sign-in page, which shows what is configured.")
    {
        Ok = "The ways to sign in.",
    };

    public override RuleSet Fields => new()
    {
        ["antiforgery"] = new() { MaxLength = Limits.Token, Pattern = "^[A-Za-z0-9_-]+$" }, ["idleSeconds"] = new() { Minimum = 1 },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["SessionRequest.key"] = new() { MaxLength = Limits.Line, Pattern = "^\\s*[A-Za-z0-9_]+\\s*$" },
        ["SignInProvider.url"] = new() { MaxLength = Limits.Url, Format = "uri-reference" },
    };

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(SessionRequest)] = """{ "key": "inc_exampleexampleexampleexampleexampleexample0", "agent": "Ana Ruiz" }""",
        [typeof(SessionView)] = """
            { "name": "Phone desk", "agent": "Ana Ruiz", "channels": ["phone"], "teams": ["*"], "locations": ["*"],
              "scopes": ["read", "write"], "antiforgery": "7uWvq1C2mXWcV0y3nJx0b8o6Y1i2z3K4l5M6n7O8p9Q",
              "expiresAt": "2026-11-21T21:30:00.000000Z", "idleSeconds": 1800 }
            """,
        [typeof(SignInMethods)] = """
            { "accessKey": true, "openIdConnect": { "name": "Example Corp", "url": "/v1/session/openid-connect" } }
            """,
    };
}
