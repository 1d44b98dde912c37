using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>A list of what one incident has, a page at a time.</summary>
internal static class ListOfIncident
{
    /// <summary>A cursor belongs to the list of this name of this incident; read gives those after a place, at most so many.</summary>
    public static Task<Reply> Page<T>(
        Store store, PathNumber number, string name, string? limit, string? cursor,
        Func<Session, Incident, long, int, Task<IReadOnlyList<T>>> read, Func<T, long?> placeOf, Func<Family, IReadOnlyList<T>, string?, Reply> show) =>
        PageByPlace(
            store, number, name, limit, cursor,
            (session, incident, place, most) => read(session, incident, place is [var after] ? after : 0, most),
            item => placeOf(item) is { } given ? [given] : null, show);

    /// <summary>
    /// The same for places of several numbers; none before the first page. Where the next page would begin behind something that has no place
    /// yet, it is given one first.
    /// </summary>
    public static async Task<Reply> PageByPlace<T>(
        Store store, PathNumber number, string name, string? limit, string? cursor,
        Func<Session, Incident, long[], int, Task<IReadOnlyList<T>>> read, Func<T, long[]?> placeOf, Func<Family, IReadOnlyList<T>, string?, Reply> show)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        var faults = new Faults();
        var take = faults.PageSize(limit);
        if (!faults.None) return faults.ToProblem();
        Family? family = null;
        return await Paging.Answer(
            cursor, $"{name}\n{incident.Id}", take,
            async (place, most) =>
            {
                while (true)
                {
                    (family, var items) = await store.ReadSnapshot(async session =>
                    {
                        var current = await session.FindById(incident.Id);
                        return (await session.FamilyOf(current), await read(session, current, place, most));
                    });
                    if (items.Count < most || placeOf(items[^2]) is not null) return items;
                    await store.NumberEvents(CancellationToken.None);
                }
            },
            item => placeOf(item)!,
            (items, next) => show(family!, items, next));
    }
}
