using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Common.Telemetry;
using IncidentService.Http.Requests;

namespace IncidentService.Keys.Origins;

/// <summary>
/// The origin of a request: the key lists channels, teams and locations, and headers choose among them. A single entry needs no header. A
/// session or a token names the person.
/// </summary>
internal static class RequestOrigin
{
    extension(RequestContext context)
    {
        public Caller Caller => (Caller)context.Http.User;

        /// <summary>Only for operations that write: requests without an origin are refused before they are validated.</summary>
        public Origin Origin => Parse(context.Http.Request, context.Caller).Value;
    }

    public static Outcome<Origin> Parse(HttpRequest request, Caller caller)
    {
        if (!ParseListed(request, RequestHeaders.Channel, caller.Channels).Try(out var channel, out var refusal)) return refusal;
        if (!ParseListed(request, RequestHeaders.Location, caller.Locations).Try(out var location, out refusal)) return refusal;
        if (!ParseListed(request, RequestHeaders.Team, caller.Teams).Try(out var team, out refusal)) return refusal;
        if (channel is null)
        {
            return caller.Channels.Count == 0
                ? Problem.From(Problems.PlaceNotAllowed, "The token names no channel.")
                : Problem.From(Problems.ChannelRequired, "This key serves " + string.Join(", ", caller.Channels) + ".");
        }
        if (!ParseAgent(request, caller).Try(out var agent, out refusal)) return refusal;
        return new Origin(caller.Key.Id, channel, location, team, agent)
        {
            IsAgentVerified = caller.IsAgentVerified, TraceParent = Tracing.Current
        };
    }

    /// <summary>
    /// The origin of a request that does not require one, such as a read, as far as it is known. Without a valid key it is empty.
    /// </summary>
    public static (string? Channel, string? Location, string? Agent) Describe(HttpContext http)
    {
        if (http.User is not Caller caller) return default;
        ParseListed(http.Request, RequestHeaders.Channel, caller.Channels).Try(out var channel, out _);
        ParseListed(http.Request, RequestHeaders.Location, caller.Locations).Try(out var location, out _);
        ParseAgent(http.Request, caller).Try(out var agent, out _);
        return (channel, location, agent ?? caller.Agent);
    }

    /// <summary>The person of the session or token, whom a header cannot replace; otherwise whom the header names.</summary>
    private static Outcome<string?> ParseAgent(HttpRequest request, Caller caller)
    {
        var errors = new ValidationErrors();
        var agent = errors.ParseMaskedLine(RequestHeaders.Agent, ParseSingle(request, RequestHeaders.Agent, errors), Limits.Line);
        if (!errors.IsEmpty) return errors.ToProblem();
        if (caller.Agent is not { } own) return agent;
        if (agent is not null && !FoldedText.AreEqual(agent, own)) return Problem.From(Problems.AgentNotAllowed);
        return own;
    }

    private static Outcome<string?> ParseListed(HttpRequest request, string header, IReadOnlyList<string> listed)
    {
        var errors = new ValidationErrors();
        var wanted = ParseSingle(request, header, errors);
        if (wanted is null && errors.IsEmpty) return listed is [var only] && only != ApiKey.Any ? only : default(string?);
        var picked = errors.ParseToken(header, wanted, required: true);
        if (!errors.IsEmpty) return errors.ToProblem();
        return listed.Contains(picked!) || listed.Contains(ApiKey.Any)
            ? picked
            : Problem.From(Problems.PlaceNotAllowed, $"{header}: the key does not list {picked}.");
    }

    private static string? ParseSingle(HttpRequest request, string header, ValidationErrors errors)
    {
        var given = request.Headers[header];
        if (given.Count > 1) errors.Add(header, "is given more than once");
        return given.Count == 1 ? given[0] : null;
    }
}
