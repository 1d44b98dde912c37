using System.Globalization;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents.Cards;
using IncidentService.Lookup;
using IncidentService.Lookup.Search;
using IncidentService.Promises;

namespace IncidentService.Connectors.Twilio.Menu;

/// <summary>The state of a call in the menu. It is stored in the addresses that Twilio calls next; Twilio signs these.</summary>
/// <param name="Misses">How many inputs of the caller found nothing.</param>
/// <param name="Told">The incident that was described last.</param>
/// <param name="Meant">The incident that the caller was asked to confirm.</param>
internal sealed record MenuState(int Misses = 0, IncidentNumber? Told = null, IncidentNumber? Meant = null)
{
    public string Page => $"voice?misses={Misses}" + (Told is null ? "" : $"&told={Told}") + (Meant is null ? "" : $"&meant={Meant}");
}

/// <summary>Creates what the menu says. It says neither contacts nor texts, because the caller may be anybody.</summary>
internal sealed class PhoneMenu(TwilioSettings settings, Instant now)
{
    public const string ForDesk = "0";
    public const string Yes = "1";
    private const int MostMisses = 3;
    private const int MostPromises = 3;
    private const string KeyItIn = "Please key in the digits of your incident number, and then the pound key.";

    private string ToDesk => settings.Desk is null ? "" : " To speak to somebody, key in zero and the pound key.";

    public Twiml Greet() => Ask(new Twiml().Say("Welcome."), new MenuState(), KeyItIn + ToDesk);

    /// <summary>Answers a lookup. Approvals are mentioned only if the key may read them.</summary>
    public Twiml SayAnswer(LookupAnswer answer, Decision decision, MenuState place, bool withApprovals)
    {
        var said = new Twiml().Say(answer.Spoken);
        if (decision.Single is not { } match) return AskAgain(said, place);
        var number = match.Incident.Number;
        if (!decision.Certain)
        {
            return place.Misses + 1 < MostMisses
                ? Ask(
                    said,
                    place with { Misses = place.Misses + 1, Meant = number },
                    $"If so, key in one and the pound key. If not, key the number in again.{ToDesk}")
                : Transfer(said, null);
        }
        var card = decision.Card!.Json.ToCard();
        foreach (var line in DescribePromises(card)) said.Say(line);
        if (withApprovals && DescribeApprovals(card) is { } waiting) said.Say(waiting);
        return Ask(said, new MenuState(Told: number), "To ask about another number, key it in, and then the pound key." + ToDesk);
    }

    /// <summary>Transfers the call to the desk, which hears the number first.</summary>
    public Twiml Transfer(MenuState place) => Transfer(new Twiml(), place.Told);

    public Twiml Apologize() => Transfer(new Twiml().Say("I cannot look that up now."), null);

    /// <summary>
    /// Goes on with the call after nobody at the desk answered. A promise was made to call the customer back, if its time is given.
    /// </summary>
    public Twiml ReturnFromDesk(IncidentNumber? about, Instant? callBackAt, bool isNew)
    {
        var said = new Twiml().Say("Nobody can take your call at the moment.");
        if (callBackAt is { } at) said.Say($"We promise to call you back by {FormatTime(at)}.");
        if (isNew) said.Say($"Your incident number is {about!.Value.Spoken}.");
        return Ask(said, new MenuState(Told: about), KeyItIn + ToDesk);
    }

    /// <summary>Ends a call that the desk has answered.</summary>
    public static Twiml End() => new Twiml().Hangup();

    /// <summary>Says to the desk what the call is about, before it is connected.</summary>
    public static Twiml Whisper(IncidentNumber? number) =>
        new Twiml().Say(
            number is null ? "A call from the phone menu." : $"A call from the phone menu, about incident {number.Value.Spoken}.");

    private Twiml AskAgain(Twiml said, MenuState place) => place.Misses + 1 < MostMisses
        ? Ask(said, new MenuState(place.Misses + 1), $"{KeyItIn}{ToDesk}")
        : Transfer(said, null);

    private Twiml Ask(Twiml said, MenuState next, string prompt) => said.Gather(settings.UrlOf(next.Page), prompt).Say("Goodbye.").Hangup();

    private Twiml Transfer(Twiml said, IncidentNumber? about) => settings.Desk is { } desk
        ? said.Say("I am connecting you.").Dial(
            desk,
            settings.UrlOf(about is null ? "whisper" : $"whisper?number={about}"),
            settings.UrlOf(about is null ? "dialed" : $"dialed?number={about}"))
        : said.Say("Please speak to one of our desks. Goodbye.").Hangup();

    private IEnumerable<string> DescribePromises(Card card) => card.Promises
        .Where(promise => PromiseStates.IsPending(promise.State) && promise.PausedAt is null)
        .OrderBy(promise => promise.DueAt)
        .Take(MostPromises)
        .Select(promise => promise.State == PromiseStates.Overdue
            ? $"{DescribePromise(promise)} was due by {FormatTime(promise.DueAt)}. We are late."
            : $"{DescribePromise(promise)} is due by {FormatTime(promise.DueAt)}.");

    private static string DescribePromise(PromiseView promise) => promise.Kind switch
    {
        PromiseKinds.Acknowledge => "A first word from us",
        PromiseKinds.FirstResponse => "Our answer",
        PromiseKinds.FinalResponse => "Our final answer",
        _ => "What we promised you",
    };

    private string? DescribeApprovals(Card card) =>
        card.Approvals.Count(approval => approval.IsOpen() && !(approval.ValidUntil <= now)) switch
        {
            0 => null,
            1 => "An approval waits for you.",
            var many => $"{many} approvals wait for you.",
        };

    /// <summary>The start of a day is said as the evening before: a day that ends then is over, and the next one has not begun.</summary>
    private string FormatTime(Instant at)
    {
        var day = LocalDay.From(at, settings.Zone);
        return at == LocalDay.FindStart(day, settings.Zone)
            ? day.AddDays(-1).ToString("'the evening of' dddd, MMMM d", CultureInfo.InvariantCulture)
            : TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), settings.Zone)
                .ToString("dddd, MMMM d 'at' h:mm tt", CultureInfo.InvariantCulture);
    }
}
