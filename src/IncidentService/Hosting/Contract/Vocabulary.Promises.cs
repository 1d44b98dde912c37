using IncidentService.Promises;

namespace IncidentService.Hosting;

internal static partial class Vocabulary
{
    private static Dictionary<string, Word> PromiseExceptions => new()
    {
        ["PromiseRequest.dueAt"] = Moment,
        ["PromiseOutcomeRequest.outcome"] = new() { Values = PromiseStates.Outcomes },
    };

    private static Dictionary<string, Word> PromiseParameters => new()
    {
        ["listPromises.state"] = new("Those that are open, overdue, or broken without a word of explanation.") { Values = PromiseStates.Unanswered },
        ["listPromises.team"] = Token with { Description = "Promises that this team keeps." },
        ["listPromises.channel"] = Channel with { Description = "Promises that were made in this channel." },
        ["dueBefore"] = Moment with { Description = "Due before this time (RFC 3339); the next midnight lists what is overdue and what is due today." },
    };
}
