using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>A list of what one incident has, by ordinal, a page at a time.</summary>
internal static class ListOfIncident
{
    /// <summary>A cursor belongs to the list of this name of this incident; read gives those after an ordinal, at most so many.</summary>
    public static async Task<Reply> Page<T>(
        Store store, PathNumber number, string name, string? limit, string? cursor,
        Func<long, int, int, Task<IReadOnlyList<T>>> read, Func<T, int> ordinalOf, Func<IReadOnlyList<T>, string?, Reply> show)
    {
        if (await store.Find(number.Value) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        var faults = new Faults();
        var take = faults.Number("limit", limit, 1, Limits.Page) ?? Limits.PageDefault;
        if (!faults.None) return faults.ToProblem();
        return await Paging.Answer(
            cursor, $"{name}\n{incident.Id}", take,
            (place, most) => read(incident.Id, place is [var after] ? (int)after : 0, most),
            item => [ordinalOf(item)],
            show);
    }
}
