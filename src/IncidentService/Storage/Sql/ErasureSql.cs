using Dapper;
using IncidentService.Common.Text;
using IncidentService.Contacts;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents;
using IncidentService.Incidents.Lists;
using IncidentService.Lookup.Recording;
using IncidentService.Timeline;

namespace IncidentService.Storage.Sql;

internal static class ErasureSql
{
    private sealed class StoredFacts
    {
        public int Sequence { get; init; }
        public required Facts Facts { get; init; }
    }

    private sealed class KeptWords
    {
        public long Id { get; init; }
        public string? Shape { get; init; }
        public string? Quoted { get; init; }
    }

    private const string LookupsAndWords =
        "SELECT l.id, l.shape, t.body AS quoted FROM lookups l LEFT JOIN texts t ON t.owner_id = l.id AND t.part = 0";

    /// <summary>Locks the survivors of all incidents whose customer has this contact; oldest first.</summary>
    public static async Task<IReadOnlyList<Incident>> LockIncidentsOfContact(this Transaction transaction, ContactInput contact)
    {
        var ids = await transaction.Query<long>(
            """
            SELECT DISTINCT coalesce(i.survivor_id, i.id) AS survivor FROM contacts c JOIN incidents i ON i.id = c.incident_id
            WHERE c.lookup_key = @LookupKey ORDER BY survivor
            """,
            contact);
        var incidents = new List<Incident>();
        foreach (var id in ids) incidents.Add(await transaction.LockIncident(id));
        return incidents;
    }

    /// <summary>The messages of a contact to be confirmed whose text still exists.</summary>
    public static async Task<IReadOnlyList<TimelineEvent>> ListLinesOfUnconfirmed(this Session session, Contact contact)
    {
        var lines = await session.Query<TimelineEvent>(
            $"{TimelineSql.Lines} = @IncidentId AND e.type = @type AND t.body IS NOT NULL ORDER BY e.sequence",
            new { contact.IncidentId, type = EventTypes.MessageReceived });
        return [.. lines.Where(line => line.Facts is { ToConfirm: true } facts && facts.Contact == contact.Ordinal)];
    }

    public static Task<int> EraseContacts(this Transaction transaction, long incidentId) => transaction.Execute(
        "UPDATE contacts SET value = NULL, lookup_key = NULL WHERE incident_id = @incidentId AND value IS NOT NULL", new { incidentId });

    /// <summary>Deletes all texts of the incident, and their search words.</summary>
    public static async Task<int> EraseTexts(this Transaction transaction, long incidentId)
    {
        var texts = await transaction.Query<string>("SELECT body FROM texts WHERE owner_id = @incidentId", new { incidentId });
        transaction.DeleteWords(incidentId, SearchWords.Extract(texts));
        transaction.EraseMessageDigests(incidentId);
        return await transaction.Execute("DELETE FROM texts WHERE owner_id = @incidentId", new { incidentId });
    }

    /// <summary>Removes the references that were taught by a lookup, and those that contain a contact.</summary>
    public static async Task<int> EraseReferences(this Transaction transaction, long incidentId, ContactTraces traces)
    {
        var held = await transaction.Query<References.Reference>($"{ReferenceSql.References} {CardSql.Alone}", new { incidentId });
        var personal = held.Where(reference => reference.TaughtBy is not null || traces.FoundIn(reference.Value)).ToList();
        foreach (var reference in personal) transaction.RemoveReference(reference);
        return personal.Count;
    }

    /// <summary>
    /// Replaces the items of approvals that contain a contact by their digests. They are not set to null: an approval without an item would
    /// be valid for any item.
    /// </summary>
    public static async Task EraseItems(this Transaction transaction, long incidentId, ContactTraces traces)
    {
        var items = await transaction.Query<string>(
            """
            SELECT a.item FROM approvals a WHERE a.incident_id = @incidentId AND a.item IS NOT NULL
            UNION
            SELECT r.item FROM redemptions r WHERE r.incident_id = @incidentId AND r.item IS NOT NULL
            """,
            new { incidentId });
        foreach (var item in items.Where(traces.FoundIn))
        {
            transaction.Write(
                """
                UPDATE approvals SET item = @digest WHERE incident_id = @incidentId AND item = @item;
                UPDATE redemptions SET item = @digest WHERE incident_id = @incidentId AND item = @item
                """,
                new { incidentId, item, digest = Digest.Compute(item) });
        }
    }

    /// <summary>Rewrites the facts of timeline events. Timeline events are never changed in any other way.</summary>
    public static async Task EraseFacts(this Transaction transaction, long incidentId, Func<Facts, Facts> erase)
    {
        var stored = await transaction.Query<StoredFacts>(
            "SELECT e.sequence, e.facts FROM events e WHERE e.incident_id = @incidentId AND e.facts IS NOT NULL", new { incidentId });
        foreach (var line in stored)
        {
            if (erase(line.Facts) is var facts && facts != line.Facts)
                transaction.Write(
                    "UPDATE events SET facts = @facts WHERE incident_id = @incidentId AND sequence = @Sequence",
                    new { facts, incidentId, line.Sequence });
        }
    }

    /// <summary>Erases the quoted text of misses that were found to be about this incident.</summary>
    public static async Task<int> EraseAnsweredLookups(this Transaction transaction, long incidentId)
    {
        var answered = await transaction.Query<KeptWords>(LookupsAndWords + " WHERE l.answer_id = @incidentId", new { incidentId });
        foreach (var lookup in answered) await transaction.EraseWords(lookup);
        return answered.Count(lookup => lookup.Quoted is not null);
    }

    /// <summary>Erases the quoted text of unanswered misses that contain one of the contacts.</summary>
    public static async Task<int> EraseMisses(this Transaction transaction, ContactTraces traces)
    {
        var found = new List<KeptWords>();
        var misses = transaction.QueryUnbuffered<KeptWords>(
            LookupsAndWords + " WHERE l.outcome = 'none' AND l.answer_id IS NULL AND t.body IS NOT NULL");
        await foreach (var miss in misses)
        {
            if (traces.FoundIn(miss.Quoted!)) found.Add(miss);
        }
        foreach (var miss in found) await transaction.EraseWords(miss);
        return found.Count;
    }

    public static void MarkMembersErased(this Transaction transaction, Incident survivor) => transaction.Write(
        "UPDATE incidents SET erased_at = @Now WHERE survivor_id = @Id", new { transaction.Now, survivor.Id });

    private static async Task EraseWords(this Transaction transaction, KeptWords lookup)
    {
        transaction.Write("DELETE FROM texts WHERE owner_id = @Id AND part = 0", lookup);
        if (lookup.Shape is not null && Shape.WithoutLetters(lookup.Shape) is var shape && shape != lookup.Shape)
            transaction.Write("UPDATE lookups SET shape = @shape WHERE id = @Id", new { shape, lookup.Id });
    }
}
