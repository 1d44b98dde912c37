using System.Data.Common;
using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Lookup;
using IncidentService.Storage;

namespace IncidentService.Connectors.Twilio;

/// <summary>The phone menu: Twilio calls with what was keyed in, and is told what to say. Each lookup goes the way that all lookups go, and is recorded.</summary>
internal sealed partial class TwilioVoice(
    TwilioSettings settings, ConnectorKeys keys, Store store, Rulebook rules, CardCache cards, GuessLimit guesses, TimeProvider clock, ILogger<TwilioVoice> logger)
{
    public async Task<Reply> Answer(TwilioRequest request, MenuPlace place, HttpContext http)
    {
        var menu = new PhoneMenu(settings, Instant.Now(clock));
        if (string.IsNullOrEmpty(request.Digits)) return Said(menu.Greet());
        if (request.Digits == PhoneMenu.ForDesk) return Said(menu.PassOn(place));
        try
        {
            var confirmed = request.Digits == PhoneMenu.Yes ? place.Meant : null;
            return await LookUp(confirmed?.ToString() ?? request.Digits, menu, place, http);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogUnavailable(exception);
            return Said(menu.Sorry());
        }
    }

    private async Task<Reply> LookUp(string quoted, PhoneMenu menu, MenuPlace place, HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        if (await keys.Enter(http, settings.Key) is not { } call || !(call.Caller.May(Scopes.Status) || call.Caller.May(Scopes.Read)))
        {
            LogKeyUnfit(TwilioSettings.Section);
            return Said(menu.Sorry());
        }
        var faults = new Faults();
        var asked = new LookupRequest { Quoted = quoted, CustomerPresent = call.Caller.May(Scopes.Write) && quoted != place.Told?.ToString() };
        var given = asked.Read(rules, faults);
        if (!faults.None) return Said(menu.Sorry());
        var mayRead = call.Caller.May(Scopes.Read);
        var asking = new Asking(store, call, Quoted.Read(given.Quoted, rules.Systems, rules.Phones), given, started) { Show = (answer, decision) => Said(menu.Tell(answer, decision, place, mayRead)) };
        var reply = await asking.Answer(cards, guesses, http);
        return reply.Accepted ? reply : Said(menu.Sorry());
    }

    public static Reply Said(Twiml twiml) => Reply.Document(twiml.Render, Twiml.ContentType);

    [LoggerMessage(Level = LogLevel.Error, Message = "The key of {Section} is unknown, expired or revoked, serves several channels, or may not look up")]
    private partial void LogKeyUnfit(string section);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The phone menu could not look up")]
    private partial void LogUnavailable(Exception exception);
}

internal static class TwilioEndpoints
{
    public static void Map(RouteGroupBuilder connectors)
    {
        var group = connectors.MapGroup("/twilio");
        group.MapPost("/voice", Voice);
        group.MapPost("/whisper", Whisper);
    }

    private static async Task<Reply> Voice(TwilioRequest request, string? misses, string? told, string? meant, HttpContext http, TwilioVoice voice) =>
        request.Refusal is { } refused ? refused : await voice.Answer(request, MenuPlace.Read(misses, told, meant), http);

    private static Reply Whisper(TwilioRequest request, string? number) =>
        request.Refusal is { } refused ? refused : TwilioVoice.Said(PhoneMenu.Whisper(IncidentNumber.TryParseCanonical(number, out var about) ? about : null));
}
