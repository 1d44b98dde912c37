using IncidentService.Approvals;
using IncidentService.Common;

namespace IncidentService.Keys;

/// <summary>How much a key may grant at once and on a day, in ten-thousandths of one currency.</summary>
internal sealed record GrantLimits(long? PerGrant, long? PerDay, string Currency)
{
    /// <summary>Null where neither is given; both are in one currency.</summary>
    public static GrantLimits? Parse(MoneyRequest? perGrant, MoneyRequest? perDay, ValidationErrors errors)
    {
        var (grant, day) = (perGrant?.Validate("maxGrant", errors), perDay?.Validate("maxPerDay", errors));
        if (grant is not null && day is not null && grant.Currency != day.Currency) errors.Add("maxPerDay.currency", "must be that of maxGrant");
        return (grant ?? day)?.Currency is { } currency ? new GrantLimits(grant?.Amount, day?.Amount, currency) : null;
    }

    /// <summary>Days since 1970 on the calendar of a zone.</summary>
    public static int FindDay(Instant now, TimeZoneInfo zone) =>
        LocalDay.From(now, zone).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Null where the grant alone is within these limits.</summary>
    public Problem? ValidateGrant(ApprovalInput input)
    {
        if (input.Value is not { } value || input.Money!.Currency != Currency)
            return Problem.From(Problems.GrantMoneyRequired, $"Its grants are limited in {Currency}.");
        if (value > PerGrant) return Problem.From(Problems.GrantTooLarge, $"It may grant {Money.From(PerGrant, Currency)} at once, all uses and pieces together.");
        return value > PerDay ? DailyLimitExceeded() : null;
    }

    public Problem DailyLimitExceeded() => Problem.From(Problems.DayMaximumReached, $"It may grant {Money.From(PerDay, Currency)} on one day, and this would make it more.");
}
