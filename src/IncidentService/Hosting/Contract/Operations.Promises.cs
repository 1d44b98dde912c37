using IncidentService.Promises;

namespace IncidentService.Hosting;

internal static partial class Operations
{
    public static readonly Operation MakePromise = new(
        "Promise something",
        "What the customer was told will happen, and until when. A promise that falls due unsettled turns overdue by itself within five seconds, and stays on the card until somebody answers for it.")
    {
        Body = typeof(PromiseRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(PromiseView), "Promised.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyItems, .. Once],
    };

    public static readonly Operation ListIncidentPromises = new(
        "List an incident's promises", "In every state, oldest first; with those of the incidents that were merged into it, each under its own number.")
    {
        Answers = [new(200, typeof(PromisePage), "A page.")],
        Refusals = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly Operation GetPromise = new(
        "Get one promise", "By its ordinal within the incident.")
    {
        Tagged = true,
        Answers = [new(200, typeof(PromiseView), "The promise."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation SettlePromise = new(
        "Say what became of a promise",
        "Kept, broken or withdrawn, with a note that says more. One broken without a note is settled, but stays on the card until the same outcome is sent again with a note that answers for it. "
        + "The same outcome again changes nothing else; another one is refused. A key without the scope read is not shown what was promised.")
    {
        Body = typeof(PromiseOutcomeRequest), Writes = true, Guarded = true, Tagged = true,
        Answers = [new(200, typeof(PromiseView), "The promise as it is now.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown, Problems.PromiseSettled],
    };

    public static readonly Operation ListPromises = new(
        "List what is to be kept or answered for",
        "The promises of all incidents that nobody has answered for yet, by due time, each with its incident. Follow `next` with unchanged filters; an unchanged promise appears exactly once.")
    {
        Answers = [new(200, typeof(PromisePage), "A page.")],
        Refusals = [Problems.InvalidCursor],
    };
}
