using System.Data.Common;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Contacts;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Promises;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Twilio.Menu;

/// <summary>
/// Promises a caller whom nobody at the desk answered to call back: on the incident that the call is about, or on a new one with the
/// caller's number. Once for each call and incident.
/// </summary>
internal sealed partial class TwilioCallBack(
    TwilioSettings settings, ConnectorKeys keys, ServiceSettings rules, TimeProvider clock, ILogger<TwilioCallBack> logger)
{
    private const string Text = "Call back the customer, whose call nobody answered.";

    private sealed record Promised(IncidentNumber Number, Instant DueAt, bool IsNew);

    public async Task<HttpReply> Promise(TwilioRequest call, IncidentNumber? about, HttpContext http)
    {
        var menu = new PhoneMenu(settings, Instant.Now(clock));
        var failed = TwilioVoice.ReplyWith(menu.ReturnFromDesk(about, null, isNew: false));
        if (await keys.Enter(http, TwilioSettings.Section, settings.Key, Scopes.Write) is not { } request) return failed;
        try
        {
            var reply = await request.Change(
                change => Promise(change, call, about),
                promised => TwilioVoice.ReplyWith(menu.ReturnFromDesk(promised.Number, promised.DueAt, promised.IsNew)));
            return reply.IsSuccess ? reply : failed;
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogUnavailable(exception);
            return failed;
        }
    }

    private async Task<Outcome<Promised>> Promise(ChangeContext change, TwilioRequest call, IncidentNumber? about)
    {
        var transaction = change.Transaction;
        var incident = about is { } number ? await transaction.LockIncident(number) : null;
        if (await FindBefore(transaction, call, incident) is { } before) return await Repeat(transaction, before, about);
        var mark = DigestOf(call, incident);
        var input = new PromiseInput("", Text, change.Now.Plus(TimeSpan.FromHours(settings.CallBackHours)), null);
        var isNew = incident is null;
        if (incident is null)
        {
            if (ReadCaller(call) is not { LookupKey: not null } caller) return Problem.From(Problems.ItemUnknown);
            if (!(await Open(change, caller, input)).Try(out incident, out var refused)) return refused;
        }
        else if (!(await PromiseChanges.Make(change, incident, input)).Try(out _, out var refused)) return refused;
        if (mark is not null) transaction.AddProcessed(TwilioSettings.System, mark, incident.Id, incident.LastSequence);
        return new Promised(incident.Number, input.DueAt, isNew);
    }

    /// <summary>
    /// What this call was promised before about the incident, also when it was opened for the call, or by an earlier release, which kept
    /// one promise for each call.
    /// </summary>
    private static async Task<RecordedMessage?> FindBefore(Transaction transaction, TwilioRequest call, Incident? incident)
    {
        if (DigestOf(call, incident) is not { } mark) return null;
        if (await transaction.FindMessage(TwilioSettings.System, mark) is { } same) return same;
        if (incident is null || await transaction.FindMessage(TwilioSettings.System, DigestOf(call, null)!) is not { } ofCall) return null;
        return (await transaction.FindSurvivor(ofCall.IncidentId)).Id == incident.Id ? ofCall : null;
    }

    /// <summary>Null if the call has no id: then no request is recognised as a repeated one.</summary>
    private static string? DigestOf(TwilioRequest call, Incident? about) => string.IsNullOrWhiteSpace(call.CallSid)
        ? null
        : Digest.Compute($"call-back:{call.CallSid}{(about is null ? "" : ":" + about.Number)}");

    /// <summary>The promise of this call, which was made before.</summary>
    private async Task<Outcome<Promised>> Repeat(Transaction transaction, RecordedMessage before, IncidentNumber? about)
    {
        var line = await transaction.FindLine(before.IncidentId, before.Sequence);
        return line?.Facts?.DueAt is { } dueAt
            ? new Promised((await transaction.FindSurvivor(before.IncidentId)).Number, dueAt, about is null)
            : Problem.From(Problems.ItemUnknown);
    }

    private static async Task<Outcome<Incident>> Open(ChangeContext change, ContactInput caller, PromiseInput promise)
    {
        var opening = new IncidentInput("A call that nobody answered", null, null, [caller], [])
        {
            NestedItems = new NestedItems([], [promise], null),
        };
        return (await IncidentChanges.Open(change, opening)).Try(out var parts, out var refused) ? parts.Incident : refused;
    }

    private ContactInput? ReadCaller(TwilioRequest call) =>
        ContactInput.ParseSender(ContactKinds.Phone, call.From, TwilioSettings.System, rules.Phones);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The phone menu could not promise to call back")]
    private partial void LogUnavailable(Exception exception);
}
