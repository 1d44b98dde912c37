using System.Collections.Concurrent;
using IncidentNumbers;

namespace IncidentService.Incidents.Cards;

/// <summary>
/// Caches the cards of incidents that were recently looked up, one version each, so that they need not be read and decompressed again.
/// Callers read the current version from the store before they use a card, so a card is never older than the request. Two generations bound
/// the cache: a card that is not requested during a whole generation is dropped.
/// </summary>
internal sealed class CardCache
{
    private const int MostInGeneration = 1_500;

    /// <summary>In bytes of JSON. Longer cards are read each time, which bounds the cache in bytes too.</summary>
    private const int LongestKept = 6_000;
    private ConcurrentDictionary<IncidentNumber, FoundCard> young = new();
    private ConcurrentDictionary<IncidentNumber, FoundCard> old = new();
    private int inYoung;
    private readonly long[] recentNumbers = new long[4_093];

    /// <summary>The cached card of this number, which is of the version that it says.</summary>
    public FoundCard? Find(IncidentNumber number)
    {
        if (young.TryGetValue(number, out var card)) return card;
        if (!old.TryGetValue(number, out card)) return null;
        Add(card);
        return card;
    }

    public void Add(FoundCard card)
    {
        var number = card.Incident.Number;
        if (card.Json.Utf8.Length > LongestKept || !WasAskedForBefore(number.Value)) return;
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
        young = new ConcurrentDictionary<IncidentNumber, FoundCard>();
        Interlocked.Exchange(ref inYoung, 0);
    }
}
