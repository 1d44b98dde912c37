using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Changes.Lists;

/// <summary>The requested page of a list of one incident.</summary>
internal sealed record IncidentListPage(PathNumber Number, string List, PageInput Page);

/// <summary>Pages the lists of an incident's items.</summary>
internal static class IncidentItemList
{
    /// <summary>
    /// Pages a list whose items have one number as their position. `read` returns the items after a position, up to a maximum number.
    /// </summary>
    public static Task<TReply> Page<T, TReply>(
        Store store, IncidentListPage asked,
        Func<Session, Incident, long, int, Task<IReadOnlyList<T>>> read, Func<T, long?> placeOf,
        Func<MergeGroup, IReadOnlyList<T>, string?, TReply> show)
        where TReply : IReply<TReply> =>
        PageByPlace(
            store, asked,
            (session, incident, place, most) => read(session, incident, place is [var after] ? after : 0, most),
            item => placeOf(item) is { } given ? [given] : null, show);

    /// <summary>
    /// Pages a list whose positions have several numbers, or none before the first page. If the last item of a page has no feed position
    /// yet, positions are assigned first and the page is read again.
    /// </summary>
    public static async Task<TReply> PageByPlace<T, TReply>(
        Store store, IncidentListPage asked,
        Func<Session, Incident, long[], int, Task<IReadOnlyList<T>>> read, Func<T, long[]?> placeOf,
        Func<MergeGroup, IReadOnlyList<T>, string?, TReply> show)
        where TReply : IReply<TReply>
    {
        if (await store.Read(session => session.FindIncident(asked.Number.Value)) is not { } incident)
            return TReply.From(Problem.From(Problems.NumberUnknown));
        MergeGroup? group = null;
        return await Paging.Page(
            asked.Page, $"{asked.List}\n{incident.Id}",
            async (place, most) =>
            {
                while (true)
                {
                    (group, var items) = await store.ReadSnapshot(async session =>
                    {
                        var current = await session.FindIncident(incident.Id);
                        return (await session.FindMergeGroup(current), await read(session, current, place, most));
                    });
                    if (items.Count < most || placeOf(items[^2]) is not null) return items;
                    await store.AssignFeedPositions(CancellationToken.None);
                }
            },
            item => placeOf(item)!,
            (items, next) => show(group!, items, next));
    }
}
