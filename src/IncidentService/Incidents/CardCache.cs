using System.Collections.Concurrent;
using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Http;

namespace IncidentService.Incidents;

/// <summary>A card as of one version, and its JSON.</summary>
internal sealed class RenderedCard(CardParts parts)
{
    private HttpReply? reply;

    public IncidentNumber Number => parts.Incident.Number;
    public long Version => parts.Incident.Version;
    public CardParts Parts => parts;
    public int Characters => parts.Lines.Sum(line => line.Text?.Length ?? 0);

    public HttpReply Reply => reply ??= HttpReply.Ok(Card.From(parts), Json.Wire.Card).ForIncident(parts.Incident);
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
    private ConcurrentDictionary<IncidentNumber, RenderedCard> young = new();
    private ConcurrentDictionary<IncidentNumber, RenderedCard> old = new();
    private int inYoung;
    private readonly long[] lately = new long[4_093];

    /// <summary>Of some version: worth asking the store which one is current.</summary>
    public bool Contains(IncidentNumber number) => young.ContainsKey(number) || old.ContainsKey(number);

    public RenderedCard? Find(IncidentVersion version)
    {
        if (young.TryGetValue(version.Number, out var card)) return card.Version == version.Version ? card : null;
        if (!old.TryGetValue(version.Number, out card) || card.Version != version.Version) return null;
        Add(card);
        return card;
    }

    public void Add(RenderedCard card)
    {
        if (card.Characters > LongestKept || !WasAskedForBefore(card.Number.Value)) return;
        if (young.TryAdd(card.Number, card)) Evict();
        else young[card.Number] = card;
    }

    /// <summary>A card that is asked for once in a long while would only push others out, and the garbage collector would pay for it.</summary>
    private bool WasAskedForBefore(long number)
    {
        ref var place = ref lately[(int)((ulong)number % (ulong)lately.Length)];
        return Interlocked.Exchange(ref place, number) == number;
    }

    private void Evict()
    {
        if (Interlocked.Increment(ref inYoung) != MostInGeneration) return;
        old = young;
        young = new ConcurrentDictionary<IncidentNumber, RenderedCard>();
        Interlocked.Exchange(ref inYoung, 0);
    }
}
