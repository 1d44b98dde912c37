using Dapper;
using IncidentService.Incidents;

namespace IncidentService.Storage.Sql;

internal static class MergeSql
{
    private sealed class Edge
    {
        public long Id { get; init; }
        public long? ParentId { get; init; }
    }

    /// <summary>Moves all incidents that were merged into one survivor to another survivor.</summary>
    public static void ChangeSurvivor(this Transaction transaction, long from, long to) => transaction.Write(
        "UPDATE incidents SET survivor_id = @to WHERE survivor_id = @from", new { from, to });

    /// <summary>
    /// Removes an incident, with all that was merged into it, from its survivor's merge group. Returns the number of incidents that leave
    /// with it. Erases the stored replies about the group, because they contain data of both parts.
    /// </summary>
    public static async Task<int> RemoveFromGroup(this Transaction transaction, Incident incident, Incident survivor)
    {
        await transaction.EraseReplies(survivor);
        var edges = (await transaction.Query<Edge>(
            "SELECT i.id, i.parent_id FROM incidents i WHERE i.survivor_id = @Id", survivor))
            .ToLookup(edge => edge.ParentId, edge => edge.Id);
        var others = ListDescendants(incident.Id, edges);
        transaction.Write("UPDATE incidents SET parent_id = NULL, survivor_id = NULL WHERE id = @Id", incident);
        foreach (var id in others)
            transaction.Write("UPDATE incidents SET survivor_id = @to WHERE id = @id", new { id, to = incident.Id });
        return others.Count;
    }

    /// <summary>Iterates level by level without recursion: a chain of merges may be deeper than the stack.</summary>
    private static List<long> ListDescendants(long id, ILookup<long?, long> edges)
    {
        var below = edges[id].ToList();
        for (var index = 0; index < below.Count; index++) below.AddRange(edges[below[index]]);
        return below;
    }
}
