using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Connectors.Twilio.Menu;
using IncidentService.Http.Replies;
using IncidentService.Keys;
using IncidentService.Lookup;

namespace IncidentService.Connectors.Twilio;

/// <summary>
/// The phone menu. Twilio sends the digits that the caller keyed in, and receives what to say. Its lookups are processed and recorded like
/// all lookups.
/// </summary>
internal sealed partial class TwilioVoice(
    TwilioSettings settings,
    ConnectorKeys keys,
    LookupServices lookups,
    TimeProvider clock,
    ILogger<TwilioVoice> logger)
{
    public async Task<HttpReply> Answer(TwilioRequest request, MenuState place, HttpContext http)
    {
        var menu = new PhoneMenu(settings, Instant.Now(clock));
        if (string.IsNullOrEmpty(request.Digits)) return ReplyWith(menu.Greet());
        if (request.Digits == PhoneMenu.ForDesk) return ReplyWith(menu.Transfer(place));
        try
        {
            var confirmed = request.Digits == PhoneMenu.Yes ? place.Meant : null;
            return await LookUp(confirmed?.ToString() ?? request.Digits, menu, place, http);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogUnavailable(exception);
            return ReplyWith(menu.Apologize());
        }
    }

    private async Task<HttpReply> LookUp(string quoted, PhoneMenu menu, MenuState place, HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        if (await keys.Enter(http, TwilioSettings.Section, settings.Key, Scopes.Status, Scopes.Read) is not { } request)
            return ReplyWith(menu.Apologize());
        var errors = new ValidationErrors();
        var asked = new LookupRequest
        {
            Quoted = quoted,
            CustomerPresent = request.Caller.May(Scopes.Write) && quoted != place.Told?.ToString()
        };
        var input = asked.Validate(lookups.Settings, errors);
        if (!errors.IsEmpty) return ReplyWith(menu.Apologize());
        var mayRead = request.Caller.May(Scopes.Read);
        var handler = new LookupHandler<HttpReply>(lookups, request, input, started)
        {
            Show = (answer, decision) => ReplyWith(menu.SayAnswer(answer, decision, place, mayRead))
        };
        var reply = await handler.Answer(http);
        return reply.IsSuccess ? reply : ReplyWith(menu.Apologize());
    }

    public static HttpReply ReplyWith(Twiml twiml) => HttpReply.Document(twiml.Render, Twiml.ContentType);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The phone menu could not look up a number")]
    private partial void LogUnavailable(Exception exception);
}

internal static class TwilioEndpoints
{
    /// <summary>The statuses of a transfer that somebody answered.</summary>
    private static readonly IReadOnlyList<string> Answered = ["completed", "answered"];

    public static void Map(RouteGroupBuilder connectors)
    {
        var group = connectors.MapGroup("/twilio");
        group.MapPost("/voice", Voice);
        group.MapPost("/whisper", Whisper);
        group.MapPost("/dialed", Dialed);
    }

    private static async Task<HttpReply> Voice(TwilioRequest request, HttpContext http, TwilioVoice voice) =>
        request.Problem is { } refused ? refused : await voice.Answer(request, ParseState(http.Request.Query), http);

    private static HttpReply Whisper(TwilioRequest request, string? number) =>
        request.Problem is { } refused ? refused : TwilioVoice.ReplyWith(PhoneMenu.Whisper(ParseNumber(number)));

    private static async Task<HttpReply> Dialed(TwilioRequest request, string? number, HttpContext http, TwilioCallBack callBack)
    {
        if (request.Problem is { } refused) return refused;
        return Answered.Contains(request.DialCallStatus)
            ? TwilioVoice.ReplyWith(PhoneMenu.End())
            : await callBack.Promise(request, ParseNumber(number), http);
    }

    private static MenuState ParseState(IQueryCollection query) => new(
        int.TryParse(query["misses"], NumberStyles.None, CultureInfo.InvariantCulture, out var misses) ? misses : 0,
        ParseNumber(query["told"]),
        ParseNumber(query["meant"]));

    private static IncidentNumber? ParseNumber(string? text) => IncidentNumber.TryParseCanonical(text, out var about) ? about : null;
}
