using Dapper;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Lookup;
using IncidentService.Timeline;

namespace IncidentService.Storage;

internal sealed partial class Store
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

    private const string LookupsAndWords = "SELECT l.id, l.shape, t.body AS quoted FROM lookups l LEFT JOIN texts t ON t.owner_id = l.id AND t.part = 0";

    /// <summary>The survivors of all incidents that know their customer by this contact, for this transaction alone, oldest first.</summary>
    public async Task<IReadOnlyList<Incident>> LockAllOf(Transaction transaction, GivenContact contact)
    {
        var ids = await transaction.Connection.QueryAsync<long>(
            """
            SELECT DISTINCT coalesce(i.survivor_id, i.id) AS survivor FROM contacts c JOIN incidents i ON i.id = c.incident_id
            WHERE c.lookup_key = @LookupKey ORDER BY survivor
            """,
            contact);
        var incidents = new List<Incident>();
        foreach (var id in ids) incidents.Add(await Lock(transaction, id));
        return incidents;
    }

    /// <summary>The messages of somebody who is on the card to be confirmed, as far as their words are still there.</summary>
    public async Task<IReadOnlyList<TimelineEvent>> LinesOfUnconfirmed(Transaction transaction, Contact contact) =>
        [.. (await transaction.Connection.QueryAsync<TimelineEvent>(
                $"{Lines} = @IncidentId AND e.type = @type AND t.body IS NOT NULL ORDER BY e.sequence", new { contact.IncidentId, type = EventTypes.MessageReceived }))
            .Where(line => line.Facts is { ToConfirm: true } facts && facts.Contact == contact.Ordinal)];

    public Task<int> EraseContacts(Transaction transaction, long incidentId) => transaction.Connection.ExecuteAsync(
        "UPDATE contacts SET value = NULL, lookup_key = NULL WHERE incident_id = @incidentId AND value IS NOT NULL", new { incidentId });

    /// <summary>Whatever was said, with the words that it is found by.</summary>
    public async Task<int> EraseTexts(Transaction transaction, long incidentId)
    {
        var texts = (await transaction.Connection.QueryAsync<string>("SELECT body FROM texts WHERE owner_id = @incidentId", new { incidentId })).AsList();
        await DeleteWords(transaction.Connection, incidentId, SearchWords.Of(texts));
        return await transaction.Connection.ExecuteAsync("DELETE FROM texts WHERE owner_id = @incidentId", new { incidentId });
    }

    /// <summary>Those that were taught, and those that are or hold a contact.</summary>
    public async Task<int> EraseReferences(Transaction transaction, long incidentId, ContactTraces traces)
    {
        var held = await transaction.Connection.QueryAsync<References.Reference>($"{References} {Alone}", new { incidentId });
        var personal = held.Where(reference => reference.TaughtBy is not null || traces.In(reference.Value)).ToList();
        foreach (var reference in personal) await RemoveReference(transaction, reference);
        return personal.Count;
    }

    /// <summary>What approvals are for, where that holds a contact. Something stands for it: without an item an approval would be good for any.</summary>
    public async Task EraseItems(Transaction transaction, long incidentId, ContactTraces traces)
    {
        var items = await transaction.Connection.QueryAsync<string>(
            """
            SELECT a.item FROM approvals a WHERE a.incident_id = @incidentId AND a.item IS NOT NULL
            UNION
            SELECT r.item FROM redemptions r WHERE r.incident_id = @incidentId AND r.item IS NOT NULL
            """,
            new { incidentId });
        foreach (var item in items.Where(traces.In))
        {
            await transaction.Connection.ExecuteAsync(
                """
                UPDATE approvals SET item = @digest WHERE incident_id = @incidentId AND item = @item;
                UPDATE redemptions SET item = @digest WHERE incident_id = @incidentId AND item = @item
                """,
                new { incidentId, item, digest = Digest.Of(item) });
        }
    }

    /// <summary>The one change that lines of the timeline ever see.</summary>
    public async Task EraseFacts(Transaction transaction, long incidentId, Func<Facts, Facts> erase)
    {
        var stored = await transaction.Connection.QueryAsync<StoredFacts>(
            "SELECT e.sequence, e.facts FROM events e WHERE e.incident_id = @incidentId AND e.facts IS NOT NULL", new { incidentId });
        foreach (var line in stored)
        {
            if (erase(line.Facts) is var facts && facts != line.Facts)
                await transaction.Connection.ExecuteAsync(
                    "UPDATE events SET facts = @facts WHERE incident_id = @incidentId AND sequence = @Sequence", new { facts, incidentId, line.Sequence });
        }
    }

    /// <summary>What was quoted in misses that were found to be about this incident.</summary>
    public async Task<int> EraseAnsweredLookups(Transaction transaction, long incidentId)
    {
        var answered = (await transaction.Connection.QueryAsync<KeptWords>(LookupsAndWords + " WHERE l.answer_id = @incidentId", new { incidentId })).AsList();
        foreach (var lookup in answered) await EraseWords(transaction, lookup);
        return answered.Count(lookup => lookup.Quoted is not null);
    }

    /// <summary>What was quoted in misses that nobody has answered, where it holds one of the contacts.</summary>
    public async Task<int> EraseMisses(Transaction transaction, ContactTraces traces)
    {
        var found = new List<KeptWords>();
        var misses = transaction.Connection.QueryUnbufferedAsync<KeptWords>(LookupsAndWords + " WHERE l.outcome = 'none' AND l.answer_id IS NULL AND t.body IS NOT NULL");
        await foreach (var miss in misses)
        {
            if (traces.In(miss.Quoted!)) found.Add(miss);
        }
        foreach (var miss in found) await EraseWords(transaction, miss);
        return found.Count;
    }

    public Task MarkMembersErased(Transaction transaction, Incident survivor) => transaction.Connection.ExecuteAsync(
        "UPDATE incidents SET erased_at = @Now WHERE survivor_id = @Id", new { transaction.Now, survivor.Id });

    private static async Task EraseWords(Transaction transaction, KeptWords lookup)
    {
        await transaction.Connection.ExecuteAsync("DELETE FROM texts WHERE owner_id = @Id AND part = 0", lookup);
        if (lookup.Shape is not null && Shape.WithoutLetters(lookup.Shape) is var shape && shape != lookup.Shape)
            await transaction.Connection.ExecuteAsync("UPDATE lookups SET shape = @shape WHERE id = @Id", new { shape, lookup.Id });
    }
}
