using System.Globalization;
using IncidentService.Events;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Connectors.Zendesk;

/// <summary>What tickets are told of their incident: its number, and its approvals and hand-offs as internal notes. Telling again changes nothing.</summary>
internal sealed class ZendeskOutbox(ZendeskClient zendesk, Store store)
{
    /// <summary>To every ticket that the incident has, or one that lives on in it.</summary>
    public async Task Send(FeedEvent happened, CancellationToken cancellation)
    {
        foreach (var value in await store.ReadSnapshot(session => session.ListReferenceValues(ZendeskSettings.System, happened.IncidentId)))
        {
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticket)) continue; // no ticket of Zendesk's
            if (ZendeskNotes.Format(happened) is { } note) await zendesk.AddNote(ticket, note, cancellation);
            else if (CarriesNumber(happened)) await zendesk.WriteNumber(ticket, happened.Number, cancellation);
        }
    }

    private static bool CarriesNumber(FeedEvent happened) =>
        happened.Type == EventTypes.Opened || (happened.Type == EventTypes.ReferenceAdded && happened.Facts?.System == ZendeskSettings.System);
}
