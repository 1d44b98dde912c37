using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;

namespace IncidentService.Http;

/// <summary>Reads a page of a list, and one row more than it shows, to know whether there is a next page.</summary>
internal static class Paging
{
    /// <param name="page">Where the page begins and how many rows it shows.</param>
    /// <param name="filter">The filters that the cursor is bound to.</param>
    /// <param name="read">Reads the rows after a position (empty for the first page), up to a maximum number.</param>
    /// <param name="placeOf">The position of a row, as numbers.</param>
    /// <param name="show">Builds the reply from the rows to show and the cursor of the next page.</param>
    public static async Task<TReply> Page<T, TReply>(
        PageInput page, string filter, Func<long[], int, Task<IReadOnlyList<T>>> read, Func<T, long[]> placeOf,
        Func<IReadOnlyList<T>, string?, TReply> show)
        where TReply : IReply<TReply>
    {
        if (!Cursor.TryParse(page.Cursor, filter, out var place)) return TReply.From(Problem.From(Problems.InvalidCursor));
        var found = await read(place, page.Take + 1);
        if (found.Count <= page.Take) return show(found, null);
        var shown = found.Take(page.Take).ToList();
        return show(shown, Cursor.Format(filter, placeOf(shown[^1])));
    }
}
