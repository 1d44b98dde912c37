using System.Globalization;
using IncidentService.Events;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Connectors.Zendesk.Outgoing;

/// <summary>
/// Writes to tickets: the number of their incident, and its approvals and hand-offs as internal notes. Repeating this changes nothing.
/// </summary>
internal sealed class ZendeskOutbox(ZendeskClient zendesk, Store store)
{
    /// <summary>Writes to every ticket of the incident and of the incidents merged into it.</summary>
    public async Task Send(FeedEvent happened, CancellationToken cancellation)
    {
        foreach (var value in await store.ReadSnapshot(session => session.ListReferenceValues(ZendeskSettings.System, happened.IncidentId)))
        {
            // not a ticket id of Zendesk
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticket)) continue;
            if (ZendeskNotes.Format(happened) is { } note) await zendesk.AddNote(ticket, note, cancellation);
            else if (CarriesNumber(happened)) await zendesk.WriteNumber(ticket, happened.Number, cancellation);
        }
    }

    private static bool CarriesNumber(FeedEvent happened) =>
        happened.Type == EventTypes.Opened
            || (happened.Type == EventTypes.ReferenceAdded && happened.Facts?.System == ZendeskSettings.System);
}
