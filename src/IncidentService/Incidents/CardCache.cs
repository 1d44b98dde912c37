using System.Collections.Concurrent;
using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>A card as of one version, and its JSON.</summary>
internal sealed class RenderedCard(CardParts parts)
{
    private Reply? reply;

    public long Id => parts.Incident.Id;
    public long Version => parts.Incident.Version;
    public CardParts Parts => parts;
    public int Characters => parts.Lines.Sum(line => line.Text?.Length ?? 0);

    public Reply Reply => reply ??= Reply.Ok(Card.Of(parts), Json.Wire.Card).About(parts.Incident);
}

/// <summary>
/// Cards of incidents that were read lately, one version each. Whoever takes one has just read the incident's version from the store, so a
/// card is never older than the moment it is asked for. Bounded by two generations: what was not asked for during one is forgotten.
/// </summary>
internal sealed class CardCache
{
    private const int MostInGeneration = 3_000;

    /// <summary>Of texts on a card; longer ones are read each time, so that the cache has a bound in bytes too.</summary>
    private const int LongestKept = 6_000;
    private ConcurrentDictionary<long, RenderedCard> young = new();
    private ConcurrentDictionary<long, RenderedCard> old = new();
    private int inYoung;
    private readonly long[] lately = new long[4_093];

    public RenderedCard? Find(Whereabouts where)
    {
        if (young.TryGetValue(where.Id, out var card)) return card.Version == where.Version ? card : null;
        if (!old.TryGetValue(where.Id, out card) || card.Version != where.Version) return null;
        Keep(card);
        return card;
    }

    public void Keep(RenderedCard card)
    {
        if (card.Characters > LongestKept || !WasAskedForBefore(card.Id)) return;
        if (young.TryAdd(card.Id, card)) MakeRoom();
        else young[card.Id] = card;
    }

    /// <summary>A card that is asked for once in a long while would only push others out, and the garbage collector would pay for it.</summary>
    private bool WasAskedForBefore(long id)
    {
        ref var place = ref lately[(int)((ulong)id % (ulong)lately.Length)];
        return Interlocked.Exchange(ref place, id) == id;
    }

    private void MakeRoom()
    {
        if (Interlocked.Increment(ref inYoung) != MostInGeneration) return;
        old = young;
        young = new ConcurrentDictionary<long, RenderedCard>();
        Interlocked.Exchange(ref inYoung, 0);
    }
}
