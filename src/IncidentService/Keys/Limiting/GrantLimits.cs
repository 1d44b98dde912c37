using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.Keys.Limiting;

/// <summary>The most that a key may grant per approval and per day, in ten-thousandths of one currency.</summary>
internal sealed record GrantLimits(long? PerGrant, long? PerDay, string Currency)
{
    /// <summary>Null if neither is given. Both must have the same currency.</summary>
    public static GrantLimits? Parse(MoneyRequest? perGrant, MoneyRequest? perDay, ValidationErrors errors)
    {
        var (grant, day) = (perGrant?.Validate("maxGrant", errors), perDay?.Validate("maxPerDay", errors));
        if (grant is not null && day is not null && grant.Currency != day.Currency)
            errors.Add("maxPerDay.currency", "must be that of maxGrant");
        return (grant ?? day)?.Currency is { } currency ? new GrantLimits(grant?.Amount, day?.Amount, currency) : null;
    }

    /// <summary>The days since 1970 in the calendar of a time zone.</summary>
    public static int FindDay(Instant now, TimeZoneInfo zone) =>
        LocalDay.From(now, zone).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Null if the approval alone is within the limits.</summary>
    public Problem? ValidateGrant(ApprovalInput input)
    {
        if (input.Value is not { } value || input.Money!.Currency != Currency)
            return Problem.From(Problems.GrantMoneyRequired, $"Its grants are limited in {Currency}.");
        if (value > PerGrant)
            return Problem.From(
                Problems.GrantTooLarge, $"It may grant {Money.From(PerGrant, Currency)} at once, all uses and pieces together.");
        return value > PerDay ? DailyLimitExceeded() : null;
    }

    public Problem DailyLimitExceeded() =>
        Problem.From(Problems.DayMaximumReached, $"It may grant {Money.From(PerDay, Currency)} on one day, and this would make it more.");
}
