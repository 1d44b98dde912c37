using System.Runtime.CompilerServices;

namespace IncidentService.Client;

/// <summary>All events, complete and in order.</summary>
public sealed class EventCalls
{
    private readonly Transport transport;

    internal EventCalls(Transport transport) => this.transport = transport;

    /// <summary>A page of the feed: from the beginning, or after the cursor of the previous page. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.InvalidCursor"/>: the cursor belongs to another filter.</exception>
    public Task<EventPage> ReadAsync(string? after = null, EventFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.Read(
            Address.With(
                "v1/events",
                ("types", filter?.TypesText),
                ("channel", filter?.Channel?.Value),
                ("limit", Address.Text(filter?.PageSize)),
                ("after", after)),
            Json.Default.EventPage, cancellationToken);

    /// <summary>All existing pages of the feed. Store <see cref="EventPage.Next"/> of each page after processing its events.</summary>
    /// <exception cref="IncidentException">The service refused, or could not be reached.</exception>
    public async IAsyncEnumerable<EventPage> ReadAllAsync(
        string? after = null, EventFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        EventPage page;
        do
        {
            page = await ReadAsync(after, filter, cancellationToken).ConfigureAwait(false);
            yield return page;
            after = page.Next;
        }
        while (page.More);
    }

    /// <summary>
    /// Events as they happen. A broken or silent connection is replaced, without lost or repeated events. It ends only by cancellation.
    /// Needs the scope read.
    /// </summary>
    /// <param name="after">The cursor of the last processed event, or <see cref="EventPage.Next"/> of the feed; by default it starts with
    /// the next event.</param>
    /// <param name="filter">The filter of the events; it must be the filter of the cursor.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="IncidentApiException">The service refused: <see cref="ProblemKind.InvalidCursor"/>, a revoked key.</exception>
    public async IAsyncEnumerable<StreamedEvent> StreamAsync(
        string? after = null, EventFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var reader = new EventReader(transport, filter, after);
        while (true) yield return await reader.Next(cancellationToken).ConfigureAwait(false);
    }
}
