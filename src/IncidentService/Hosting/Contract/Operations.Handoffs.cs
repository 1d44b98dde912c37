using IncidentService.Handoffs;

namespace IncidentService.Hosting;

/// <summary>From one channel or team to another.</summary>
internal static partial class Operations
{
    public static readonly Operation ListWaitingHandoffs = new(
        "List what waits to be accepted",
        "Open hand-offs to the channels that the key serves, or to one of them or of others, the oldest first: the list that people work from. Each comes with its incident in short.")
    {
        Answers = [new(200, typeof(HandoffPage), "A page.")],
        Refusals = [Problems.InvalidCursor],
    };

    public static readonly Operation ListHandoffs = new(
        "List the hand-offs of an incident", "All of them, the oldest first: how the customer was passed on.")
    {
        Answers = [new(200, typeof(HandoffPage), "A page.")],
        Refusals = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly Operation RequestHandoff = new(
        "Hand over to another channel or team",
        "With the reason, and what the customer was told. Open until the receiver accepts: by saying so, or by its first write to the incident. "
        + "One that is not accepted in the time that its channel has turns overdue.")
    {
        Body = typeof(HandoffRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(HandoffView), "Handed over.")],
        Refusals = [Problems.NumberUnknown, Problems.HandoffToOneself, Problems.TooManyItems, .. Once],
    };

    public static readonly Operation GetHandoff = new(
        "Get one hand-off", "By its ordinal within the incident.")
    {
        Tagged = true,
        Answers = [new(200, typeof(HandoffView), "The hand-off."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation AcceptHandoff = new(
        "Accept a hand-off",
        "By the receiving channel, and its team where the hand-off names one. Accepting it again changes nothing. A lookup accepts nothing; any other write of the receiver does.")
    {
        Writes = true, Tagged = true,
        Answers = [new(200, typeof(HandoffView), "The hand-off as it is now.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown, Problems.NotTheReceiver, Problems.HandoffWithdrawn, .. Once],
    };

    public static readonly Operation WithdrawHandoff = new(
        "Withdraw a hand-off", "By the channel that handed over, while nobody has accepted it. Withdrawing it again changes nothing.")
    {
        Writes = true, Tagged = true,
        Answers = [new(200, typeof(HandoffView), "The hand-off as it is now.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown, Problems.NotTheSender, Problems.HandoffAccepted, .. Once],
    };
}
