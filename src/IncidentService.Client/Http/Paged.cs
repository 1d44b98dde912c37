namespace IncidentService.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
public sealed record Page<T> : Received
{
    /// <summary>The items, in the order of the list.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>The cursor of the following page; null on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>
/// A list that is read page by page. Enumerate it for all items, or read single pages. It sends no request before it is enumerated. An item
/// that does not change meanwhile is returned exactly once.
/// </summary>
/// <typeparam name="T">The type of an item.</typeparam>
public sealed class Paged<T> : IAsyncEnumerable<T>
{
    private readonly Func<string?, CancellationToken, Task<Page<T>>> read;

    internal Paged(Func<string?, CancellationToken, Task<Page<T>>> read) => this.read = read;

    /// <summary>One page: the first, or the one at <see cref="Page{T}.Next"/> of the previous page.</summary>
    /// <exception cref="IncidentException">The service refused, or could not be reached.</exception>
    public Task<Page<T>> PageAsync(string? cursor = null, CancellationToken cancellationToken = default) => read(cursor, cancellationToken);

    /// <summary>All items. Reads one page at a time.</summary>
    /// <exception cref="IncidentException">The service refused, or could not be reached.</exception>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var page = await read(cursor, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items) yield return item;
            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
