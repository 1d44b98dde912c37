using System.Globalization;
using IncidentNumbers;
using IncidentService.Lookup;
using IncidentService.Promises;
using IncidentService.Storage;

namespace IncidentService.Connectors.Twilio;

/// <summary>Where a caller is in the menu: it travels in the addresses that Twilio is told to call, which it signs.</summary>
/// <param name="Misses">How often what was keyed in led nowhere.</param>
/// <param name="Told">The incident that was told of last.</param>
/// <param name="Meant">The one that the caller was asked about.</param>
internal sealed record MenuPlace(int Misses = 0, IncidentNumber? Told = null, IncidentNumber? Meant = null)
{
    public string Page => $"voice?misses={Misses}" + (Told is null ? "" : $"&told={Told}") + (Meant is null ? "" : $"&meant={Meant}");

    public static MenuPlace Read(string? misses, string? told, string? meant) => new(
        int.TryParse(misses, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0, ReadNumber(told), ReadNumber(meant));

    private static IncidentNumber? ReadNumber(string? text) => IncidentNumber.TryParseCanonical(text, out var number) ? number : null;
}

/// <summary>What the menu says. Neither contacts nor texts: whoever listens may be anybody.</summary>
internal sealed class PhoneMenu(TwilioSettings settings, Instant now)
{
    public const string ForDesk = "0";
    public const string Yes = "1";
    private const int MostMisses = 3;
    private const int MostPromises = 3;
    private const string KeyItIn = "Please key in the digits of your incident number, and then the pound key.";

    private string ToDesk => settings.Desk is null ? "" : " To speak to somebody, key in zero and the pound key.";

    public Twiml Greet() => Ask(new Twiml().Say("Welcome."), new MenuPlace(), KeyItIn + ToDesk);

    /// <summary>Approvals are told of to callers of a key that may read them.</summary>
    public Twiml Tell(LookupAnswer answer, Decision decision, MenuPlace place, bool withApprovals)
    {
        var said = new Twiml().Say(answer.Spoken);
        if (decision.Single is not { } match) return Miss(said, place);
        var number = match.Parts.Incident.Number;
        if (!decision.Certain)
        {
            return place.Misses + 1 < MostMisses
                ? Ask(said, place with { Misses = place.Misses + 1, Meant = number }, $"If so, key in one and the pound key. If not, key the number in again.{ToDesk}")
                : PassOn(said, null);
        }
        foreach (var line in Promises(match.Parts)) said.Say(line);
        if (withApprovals && Approvals(match.Parts) is { } waiting) said.Say(waiting);
        return Ask(said, new MenuPlace(Told: number), "To ask about another number, key it in, and then the pound key." + ToDesk);
    }

    /// <summary>To the desk, which hears the number first.</summary>
    public Twiml PassOn(MenuPlace place) => PassOn(new Twiml(), place.Told);

    public Twiml Sorry() => PassOn(new Twiml().Say("I cannot look that up now."), null);

    /// <summary>What the desk hears before it is connected.</summary>
    public static Twiml Whisper(IncidentNumber? number) =>
        new Twiml().Say(number is null ? "A call from the phone menu." : $"A call from the phone menu, about incident {number.Value.Spoken}.");

    private Twiml Miss(Twiml said, MenuPlace place) => place.Misses + 1 < MostMisses
        ? Ask(said, new MenuPlace(place.Misses + 1), $"{KeyItIn}{ToDesk}")
        : PassOn(said, null);

    private Twiml Ask(Twiml said, MenuPlace next, string prompt) => said.Gather(settings.UrlOf(next.Page), prompt).Say("Goodbye.").Hangup();

    private Twiml PassOn(Twiml said, IncidentNumber? about) => settings.Desk is { } desk
        ? said.Say("I am connecting you.").Dial(desk, settings.UrlOf(about is null ? "whisper" : $"whisper?number={about}"))
        : said.Say("Please speak to one of our desks. Goodbye.").Hangup();

    private IEnumerable<string> Promises(CardParts parts) => parts.Promises
        .Where(promise => promise.IsPending)
        .OrderBy(promise => promise.DueAt)
        .Take(MostPromises)
        .Select(promise => promise.State == PromiseStates.Overdue
            ? $"{What(promise)} was due by {Moment(promise.DueAt)}. We are late."
            : $"{What(promise)} is due by {Moment(promise.DueAt)}.");

    private static string What(Promise promise) => promise.Kind switch
    {
        PromiseKinds.Acknowledge => "A first word from us",
        PromiseKinds.FirstResponse => "Our answer",
        PromiseKinds.FinalResponse => "Our final answer",
        _ => "What we promised you",
    };

    private string? Approvals(CardParts parts) => parts.Approvals.Count(approval => approval.IsOpen && !(approval.ValidUntil <= now)) switch
    {
        0 => null,
        1 => "An approval waits for you.",
        var many => $"{many} approvals wait for you.",
    };

    private string Moment(Instant at) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), settings.Zone).ToString("dddd, MMMM d 'at' h:mm tt", CultureInfo.InvariantCulture);
}
