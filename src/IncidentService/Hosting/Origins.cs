using IncidentService.Incidents;
using IncidentService.Keys;

namespace IncidentService.Hosting;

/// <summary>Where a request comes from: its key lists channels, teams and locations, and the request picks among them; a single one needs no picking.</summary>
internal static class Origins
{
    public const string Channel = "X-Channel";
    public const string Location = "X-Location";
    public const string Team = "X-Team";
    public const string Agent = "X-Agent";

    public static (Origin? Value, Problem? Refusal) Of(HttpRequest request, Caller caller)
    {
        var channel = Pick(request, Channel, caller.Channels);
        var location = Pick(request, Location, caller.Locations);
        var team = Pick(request, Team, caller.Teams);
        if ((channel.Refusal ?? location.Refusal ?? team.Refusal) is { } refusal) return (null, refusal);
        if (channel.Value is null) return (null, Problem.Of(Problems.ChannelRequired, "This key serves " + string.Join(", ", caller.Channels) + "."));
        var faults = new Faults();
        var agent = faults.Wording(Agent, Single(request, Agent, faults), Limits.Line);
        return faults.None
            ? (new Origin(caller.Key.Id, channel.Value, location.Value, team.Value, agent), null)
            : (null, faults.ToProblem());
    }

    private static (string? Value, Problem? Refusal) Pick(HttpRequest request, string header, IReadOnlyList<string> listed)
    {
        var faults = new Faults();
        var wanted = Single(request, header, faults);
        if (wanted is null && faults.None) return (listed is [var only] && only != ApiKey.Any ? only : null, null);
        var picked = faults.Token(header, wanted, required: true);
        if (!faults.None) return (null, faults.ToProblem());
        return listed.Contains(picked!) || listed.Contains(ApiKey.Any)
            ? (picked, null)
            : (null, Problem.Of(Problems.PlaceNotAllowed, $"{header}: the key does not list {picked}."));
    }

    private static string? Single(HttpRequest request, string header, Faults faults)
    {
        var given = request.Headers[header];
        if (given.Count > 1) faults.Add(header, "is given more than once");
        return given.Count == 1 ? given[0] : null;
    }
}
