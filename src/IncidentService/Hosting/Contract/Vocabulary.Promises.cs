using IncidentService.Promises;

namespace IncidentService.Hosting;

internal static partial class Vocabulary
{
    private static Dictionary<string, Word> PromiseMembers => new()
    {
        ["promises"] = new() { MaxItems = Grown }, ["promisedBy"] = Line, ["promisedIn"] = Channel, ["policy"] = Line,
    };

    private static Dictionary<string, Word> PromiseExceptions => new()
    {
        ["PromiseView.state"] = new() { Values = PromiseStates.All },
        ["PromiseView.kind"] = new() { Values = PromiseKinds.All },
        ["PromiseTimes.state"] = new() { Values = PromiseStates.Unanswered },
        ["PromiseTimes.kind"] = new() { Values = PromiseKinds.All },
        ["PromiseRequest.dueAt"] = Moment,
        ["PromiseOutcomeRequest.outcome"] = new() { Values = PromiseStates.Outcomes },
    };

    private static Dictionary<string, Word> PromiseParameters => new()
    {
        ["promise"] = new("The promise's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["listPromises.state"] = new("Those that are open, overdue, or broken without a word of explanation.") { Values = PromiseStates.Unanswered },
        ["listPromises.team"] = Token with { Description = "Promises that this team keeps." },
        ["listPromises.channel"] = Channel with { Description = "Promises that were made in this channel." },
        ["dueBefore"] = Moment with { Description = "Due before this time (RFC 3339); the next midnight lists what is overdue and what is due today." },
    };
}
