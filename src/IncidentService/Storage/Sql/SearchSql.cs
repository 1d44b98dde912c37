using System.Data.Common;
using System.Text.Json;
using Dapper;
using IncidentService.Common.Json;
using IncidentService.Incidents;
using IncidentService.Incidents.Lists;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

internal static class SearchSql
{
    public static async Task<IReadOnlyList<Incident>> ListIncidents(this Session session, IncidentFilter filter, int take)
    {
        var (sql, parameters) = Listing(filter, take, session.Dialect);
        return await session.Query<Incident>(sql, parameters);
    }

    /// <summary>The statement of a list. Tests inspect its query plan.</summary>
    public static (string Sql, DynamicParameters Parameters) Listing(IncidentFilter filter, int take, SqlDialect dialect)
    {
        var (where, parameters) = Conditions(filter);
        parameters.Add("take", take);
        var order = filter.LongestWaiting ? "i.waiting_since, i.id" : "i.opened_at DESC, i.id DESC";
        return (
            $"SELECT {IncidentSql.IncidentColumns} FROM incidents i {IncidentSql.IncidentJoins} WHERE {where} ORDER BY {order} {dialect.Take}",
            parameters);
    }

    private static (string Where, DynamicParameters Parameters) Conditions(IncidentFilter filter)
    {
        var conditions = new List<string> { "i.survivor_id IS NULL" };
        var parameters = new DynamicParameters();
        void Add(string condition, string name, object? value)
        {
            if (value is null) return;
            conditions.Add(condition);
            parameters.Add(name, value);
        }
        Add("i.state = @state", "state", filter.State);
        Add("i.channel = @channel", "channel", filter.Channel);
        Add("i.category = @category", "category", filter.Category);
        Add("i.team = @team", "team", filter.Team);
        Add("i.waiting_on = @waitingOn", "waitingOn", filter.WaitingOn);
        Add("i.opened_at >= @openedFrom", "openedFrom", filter.OpenedFrom?.Micros);
        Add("i.opened_at < @openedTo", "openedTo", filter.OpenedTo?.Micros);
        Add("i.updated_at >= @updatedFrom", "updatedFrom", filter.UpdatedFrom?.Micros);
        Add("i.updated_at < @updatedTo", "updatedTo", filter.UpdatedTo?.Micros);
        Add(Members("SELECT c.incident_id FROM contacts c WHERE c.lookup_key = @contact"), "contact", filter.ContactKey);
        Add(
            Members("SELECT r.incident_id FROM incident_references r WHERE r.lookup_value = @reference AND r.system = @system"),
            "reference",
            filter.Reference?.LookupValue);
        if (filter.Reference is not null) parameters.Add("system", filter.Reference.System);
        for (var index = 0; index < filter.Words.Count; index++)
        {
            conditions.Add(Members($"SELECT w.incident_id FROM words w WHERE w.word >= @word{index} AND w.word < @wordEnd{index}"));
            parameters.Add($"word{index}", filter.Words[index]);
            parameters.Add($"wordEnd{index}", SearchWords.After(filter.Words[index]));
        }
        if (filter.LongestWaiting)
            conditions.Add("i.waiting_on = 'us' AND i.state <> 'closed'"); // literals, so that the partial index is used
        if (filter.Behind is { } last)
        {
            conditions.Add(filter.LongestWaiting
                ? "i.waiting_since >= @lastAt AND (i.waiting_since > @lastAt OR i.id > @lastId)"
                : "i.opened_at <= @lastAt AND (i.opened_at < @lastAt OR i.id < @lastId)");
            parameters.Add("lastAt", last.At.Micros);
            parameters.Add("lastId", last.Id);
        }
        return (string.Join(" AND ", conditions), parameters);
    }

    /// <summary>
    /// The condition holds for the incident itself, or for one that was merged into it. An engine can start from one set of ids; with an OR
    /// of two it would try every incident.
    /// </summary>
    private static string Members(string having) =>
        $"i.id IN ({having} UNION ALL SELECT a.survivor_id FROM incidents a WHERE a.survivor_id IS NOT NULL AND a.id IN ({having}))";

    /// <summary>Adds the words of texts to the index. A new incident has no words yet, so the check for existing ones is skipped.</summary>
    public static void AddWords(this Transaction transaction, long incidentId, IEnumerable<string> texts, bool isNew)
    {
        var words = SearchWords.Extract(texts);
        if (words.Count == 0) return;
        const string Missing = "WHERE NOT EXISTS (SELECT 1 FROM words w WHERE w.word = v.value AND w.incident_id = @incidentId)";
        transaction.Write(
            $"INSERT INTO words (word, incident_id) SELECT v.value, @incidentId FROM {transaction.Dialect.Values} v {(isNew ? "" : Missing)}",
            new { incidentId, json = JsonSerializer.Serialize(words, JsonTypes.Of<IReadOnlyCollection<string>>()) });
    }

    /// <summary>Removes a text's words from the index, except for those that other texts of the incident contain.</summary>
    public static async Task RemoveWords(this Transaction transaction, long incidentId, string text)
    {
        var remaining = SearchWords.Extract(
            await transaction.Query<string>("SELECT body FROM texts WHERE owner_id = @incidentId", new { incidentId }));
        transaction.DeleteWords(incidentId, [.. SearchWords.Extract([text]).Except(remaining)]);
    }

    public static void DeleteWords(this Transaction transaction, long incidentId, IReadOnlyCollection<string> words) => transaction.Write(
        $"DELETE FROM words WHERE incident_id = @incidentId AND word IN (SELECT v.value FROM {transaction.Dialect.Values} v)",
        new { incidentId, json = JsonSerializer.Serialize(words, JsonTypes.Of<IReadOnlyCollection<string>>()) });
}
