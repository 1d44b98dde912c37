using System.Runtime.CompilerServices;

namespace IncidentService.Client;

/// <summary>Everything that happens, complete and in order.</summary>
public sealed class EventCalls
{
    private readonly Transport transport;

    internal EventCalls(Transport transport) => this.transport = transport;

    /// <summary>A page of the feed: from the beginning, or after the cursor of the page before. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.InvalidCursor"/>: the cursor belongs to another filter.</exception>
    public Task<EventPage> ReadAsync(string? after = null, EventFilter? filter = null, CancellationToken cancellationToken = default) => transport.Read(
        Address.With("v1/events", ("types", filter?.TypesText), ("channel", filter?.Channel?.Value), ("limit", Address.Text(filter?.PageSize)), ("after", after)),
        Json.Default.EventPage, cancellationToken);

    /// <summary>Pages of the feed until there is no more for now. Keep <see cref="EventPage.Next"/> of each once its events are dealt with.</summary>
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
    /// Events as they happen, over as many connections as it takes: a broken or silent line is replaced, and nothing is left out or comes twice. Ends only by
    /// cancelling. Needs the scope read.
    /// </summary>
    /// <param name="after">The cursor of the event dealt with last, or <see cref="EventPage.Next"/> of the feed; from now on, when not given.</param>
    /// <param name="filter">Which events; those of the cursor.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IncidentApiException">The service refused: <see cref="ProblemKind.InvalidCursor"/>, a revoked key.</exception>
    public async IAsyncEnumerable<StreamedEvent> StreamAsync(
        string? after = null, EventFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var reader = new EventReader(transport, filter, after);
        while (true) yield return await reader.Next(cancellationToken).ConfigureAwait(false);
    }
}
