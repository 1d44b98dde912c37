using System.Data.Common;
using System.Threading.Channels;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents.Cards;

/// <summary>
/// Stores cards that had to be put together, soon after they were read: the next read finds them. A card whose incident has changed
/// meanwhile is not stored, so that nothing that was removed from it comes back. What cannot be stored now is left out.
/// </summary>
internal sealed partial class CardKeeper(Store store, ILogger<CardKeeper> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private const int AtOnce = 25; // whose incidents are locked meanwhile

    private readonly Channel<RenderedCard> waiting = Channel.CreateBounded<RenderedCard>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The card is stored soon, unless it was read by the number of a merged incident, which is shown on it.</summary>
    public void Keep(RenderedCard card)
    {
        if (card.Parts.Incident.AskedFor is null) waiting.Writer.TryWrite(card);
    }

    /// <summary>Stores the cards that wait.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        var cards = new List<RenderedCard>();
        while (cards.Count < MostWaiting && waiting.Reader.TryRead(out var next)) cards.Add(next);
        await Store(cards, cancellation);
    }

    /// <summary>Stores these cards, except those whose incidents have changed since.</summary>
    public async Task Store(IEnumerable<RenderedCard> cards, CancellationToken cancellation)
    {
        var bodies = cards.Select(card => (card.Parts.Incident.Id, card.Version, Body: CardBody.Compress(card.Reply.Untyped.Body!)));
        foreach (var few in bodies.OrderBy(card => card.Id).Chunk(AtOnce)) // as merges lock incidents, so that they wait for each other
        {
            await store.Change(
                async transaction =>
                {
                    foreach (var (id, version, body) in few)
                    {
                        var incident = await transaction.LockWithoutMerges(id);
                        if (body is not null && incident.Version == version && incident.SurvivorId is null)
                            transaction.ReplaceCard(incident, body.Value);
                    }
                },
                cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken)) await TryFlush(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping. These cards are put together again when they are asked for.
        }
    }

    private async Task TryFlush(CancellationToken cancellation)
    {
        try
        {
            await Flush(cancellation);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException or ConcurrencyConflictException)
        {
            LogSkipped(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cards were not stored this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
