using System.Threading.Channels;
using IncidentService.Http.Replies;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents.Cards;

/// <summary>A card and its reply, which is rendered once.</summary>
internal sealed class RenderedCard(CardParts parts)
{
    /// <summary>
    /// What a stored card looks like. Raise it whenever that changes: cards that are stored in another format are not used.
    /// </summary>
    public const long Format = 1;

    private VersionedReply<Ok<Card>>? reply;

    public CardParts Parts => parts;

    public VersionedReply<Ok<Card>> Reply => reply ??= Http.Replies.Reply.Ok(Card.From(parts)).ForIncident(parts.Incident);

    public byte[] Json => Reply.Untyped.Body!;
}

/// <summary>
/// Stores cards that had to be put together, soon after they were read: the next read finds them. A card whose incident has changed
/// meanwhile is not stored, so that nothing that was removed from it comes back. What cannot be stored now is left out.
/// </summary>
internal sealed partial class CardKeeper(Store store, ILogger<CardKeeper> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private const int AtOnce = 16;

    private readonly Channel<RenderedCard> waiting = Channel.CreateBounded<RenderedCard>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool stores;

    /// <summary>
    /// False until it is known that no program is left that would not delete stored cards: see <see cref="CardFilling"/>.
    /// </summary>
    public bool Stores => Volatile.Read(ref stores);

    public void Begin() => Volatile.Write(ref stores, true);

    /// <summary>The card is stored soon, unless it was read by the number of a merged incident, which is shown on it.</summary>
    public void Keep(RenderedCard card)
    {
        if (Stores && card.Parts.Incident.AskedFor is null && CardBody.Fits(card.Json)) waiting.Writer.TryWrite(card);
    }

    /// <summary>Stores the cards that wait.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        var cards = new List<RenderedCard>();
        while (cards.Count < MostWaiting && waiting.Reader.TryRead(out var next)) cards.Add(next);
        await StoreAll(
            cards.OrderByDescending(card => card.Parts.Incident.Version).DistinctBy(card => card.Parts.Incident.Id), cancellation);
    }

    /// <summary>Stores these cards, each in a change of its own, except those whose incidents have changed since.</summary>
    public async Task StoreAll(IEnumerable<RenderedCard> cards, CancellationToken cancellation)
    {
        foreach (var few in cards.Chunk(AtOnce)) await Task.WhenAll(few.Select(card => StoreOne(card, cancellation)));
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
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSkipped(exception.Message);
        }
    }

    private Task StoreOne(RenderedCard card, CancellationToken cancellation) =>
        CardBody.Compress(card.Json) is not { } body ? Task.CompletedTask : store.Change(
            async transaction =>
            {
                var incident = await transaction.LockWithoutMerges(card.Parts.Incident.Id);
                if (incident.Version == card.Parts.Incident.Version && incident.SurvivorId is null)
                    transaction.ReplaceCard(incident, body);
            },
            cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cards were not stored this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
