namespace IncidentService.Hosting;

/// <summary>A page of a list: reads one row more than it shows, to know whether there is a next page.</summary>
internal static class Paging
{
    /// <param name="cursor">The next of the page before; none for the first page.</param>
    /// <param name="filter">What the cursor is bound to.</param>
    /// <param name="take">How many rows the page shows.</param>
    /// <param name="read">Reads the rows after a place (empty for the first page), at most so many.</param>
    /// <param name="placeOf">The place of a row, as numbers.</param>
    /// <param name="show">Makes the answer of the rows shown and the cursor of the next page.</param>
    public static async Task<Reply> Answer<T>(
        string? cursor, string filter, int take, Func<long[], int, Task<IReadOnlyList<T>>> read, Func<T, long[]> placeOf, Func<IReadOnlyList<T>, string?, Reply> show)
    {
        if (!Cursor.TryRead(cursor, filter, out var place)) return Problem.Of(Problems.InvalidCursor);
        var found = await read(place, take + 1);
        if (found.Count <= take) return show(found, null);
        var shown = found.Take(take).ToList();
        return show(shown, Cursor.Write(filter, placeOf(shown[^1])));
    }
}
