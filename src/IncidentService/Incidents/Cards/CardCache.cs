using System.Collections.Concurrent;
using IncidentNumbers;

namespace IncidentService.Incidents.Cards;

/// <summary>
/// Caches the cards of incidents that were recently looked up, one version each. Callers read the current version from the store before
/// they use a card, so a card is never older than the request. Two generations bound the cache: a card that is not requested during a whole
/// generation is dropped.
/// </summary>
internal sealed class CardCache
{
    private const int MostInGeneration = 3_000;

    /// <summary>
    /// The maximum number of text characters on a cached card. Longer cards are read each time, which bounds the cache in bytes too.
    /// </summary>
    private const int LongestKept = 6_000;
    private ConcurrentDictionary<IncidentNumber, CardParts> young = new();
    private ConcurrentDictionary<IncidentNumber, CardParts> old = new();
    private int inYoung;
    private readonly long[] recentNumbers = new long[4_093];

    /// <summary>True if the cache has any version of the card, so that reading the current version from the store is worthwhile.</summary>
    public bool Contains(IncidentNumber number) => young.ContainsKey(number) || old.ContainsKey(number);

    public CardParts? Find(IncidentVersion version)
    {
        if (young.TryGetValue(version.Number, out var card)) return version.IsOf(card.Incident) ? card : null;
        if (!old.TryGetValue(version.Number, out card) || !version.IsOf(card.Incident)) return null;
        Add(card);
        return card;
    }

    /// <summary>Caches the card, unless it was read by the number of a merged incident, which is shown on it.</summary>
    public void Add(CardParts card)
    {
        var number = card.Incident.Number;
        if (card.Incident.AskedFor is not null) return;
        if (card.Lines.Sum(line => line.Text?.Length ?? 0) > LongestKept || !WasAskedForBefore(number.Value)) return;
        if (young.TryAdd(number, card)) Evict();
        else young[number] = card;
    }

    /// <summary>
    /// Caches a card only on its second recent request: rarely requested cards would evict others and burden the garbage collector.
    /// </summary>
    private bool WasAskedForBefore(long number)
    {
        ref var place = ref recentNumbers[(int)((ulong)number % (ulong)recentNumbers.Length)];
        return Interlocked.Exchange(ref place, number) == number;
    }

    private void Evict()
    {
        if (Interlocked.Increment(ref inYoung) != MostInGeneration) return;
        old = young;
        young = new ConcurrentDictionary<IncidentNumber, CardParts>();
        Interlocked.Exchange(ref inYoung, 0);
    }
}
