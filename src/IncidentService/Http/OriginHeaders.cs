using IncidentService.Common;
using IncidentService.Keys;

namespace IncidentService.Http;

/// <summary>
/// The origin of a request: the key lists channels, teams and locations, and headers choose among them. A single entry needs no header.
/// </summary>
internal static class OriginHeaders
{
    public const string Channel = "X-Channel";
    public const string Location = "X-Location";
    public const string Team = "X-Team";
    public const string Agent = "X-Agent";

    public static (Origin? Value, Problem? Refusal) Parse(HttpRequest request, Caller caller)
    {
        var channel = ParseListed(request, Channel, caller.Channels);
        var location = ParseListed(request, Location, caller.Locations);
        var team = ParseListed(request, Team, caller.Teams);
        if ((channel.Refusal ?? location.Refusal ?? team.Refusal) is { } refusal) return (null, refusal);
        if (channel.Value is null)
            return (null, Problem.From(Problems.ChannelRequired, "This key serves " + string.Join(", ", caller.Channels) + "."));
        var errors = new ValidationErrors();
        var agent = errors.ParseMaskedLine(Agent, ParseSingle(request, Agent, errors), Limits.Line);
        return errors.IsEmpty
            ? (new Origin(caller.Key.Id, channel.Value, location.Value, team.Value, agent), null)
            : (null, errors.ToProblem());
    }

    private static (string? Value, Problem? Refusal) ParseListed(HttpRequest request, string header, IReadOnlyList<string> listed)
    {
        var errors = new ValidationErrors();
        var wanted = ParseSingle(request, header, errors);
        if (wanted is null && errors.IsEmpty) return (listed is [var only] && only != ApiKey.Any ? only : null, null);
        var picked = errors.ParseToken(header, wanted, required: true);
        if (!errors.IsEmpty) return (null, errors.ToProblem());
        return listed.Contains(picked!) || listed.Contains(ApiKey.Any)
            ? (picked, null)
            : (null, Problem.From(Problems.PlaceNotAllowed, $"{header}: the key does not list {picked}."));
    }

    private static string? ParseSingle(HttpRequest request, string header, ValidationErrors errors)
    {
        var given = request.Headers[header];
        if (given.Count > 1) errors.Add(header, "is given more than once");
        return given.Count == 1 ? given[0] : null;
    }
}
