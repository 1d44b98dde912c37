using IncidentService.Approvals;
using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Keys;

/// <summary>How much a key may grant at once and on a day, in ten-thousandths of one currency.</summary>
internal sealed record GrantLimits(long? PerGrant, long? PerDay, string Currency)
{
    /// <summary>Null where neither is given; both are in one currency.</summary>
    public static GrantLimits? Read(MoneyRequest? perGrant, MoneyRequest? perDay, Faults faults)
    {
        var (grant, day) = (perGrant?.Read("maxGrant", faults), perDay?.Read("maxPerDay", faults));
        if (grant is not null && day is not null && grant.Currency != day.Currency) faults.Add("maxPerDay.currency", "must be that of maxGrant");
        return (grant ?? day)?.Currency is { } currency ? new GrantLimits(grant?.Amount, day?.Amount, currency) : null;
    }

    /// <summary>Days since 1970 on the calendar of a zone.</summary>
    public static int DayOf(Instant now, TimeZoneInfo zone) =>
        LocalDay.Of(now, zone).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Null where the grant alone is within these limits.</summary>
    public Problem? Refusal(GivenApproval given)
    {
        if (given.Value is not { } value || given.Money!.Currency != Currency)
            return Problem.Of(Problems.GrantMoneyRequired, $"Its grants are limited in {Currency}.");
        if (value > PerGrant) return Problem.Of(Problems.GrantTooLarge, $"It may grant {Money.Of(PerGrant, Currency)} at once, all uses and pieces together.");
        return value > PerDay ? OverDay() : null;
    }

    public Problem OverDay() => Problem.Of(Problems.DayMaximumReached, $"It may grant {Money.Of(PerDay, Currency)} on one day, and this would make it more.");
}
