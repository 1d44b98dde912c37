using System.Collections.Concurrent;
using IncidentNumbers;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup.Cards;

/// <summary>
/// Caches the stored cards of incidents that were recently looked up, one version each, so that they need not be read and decompressed
/// again. Callers first read which version is stored, so a card is never older than the request. Two generations bound the cache: a card
/// that is not requested during a whole generation is dropped.
/// </summary>
internal sealed class CardCache(CardKeeper keeper)
{
    private const int MostInGeneration = 1_500;

    /// <summary>In bytes of JSON. Longer cards are read each time, which bounds the cache in bytes too.</summary>
    private const int LongestKept = 6_000;
    private readonly long[] recentNumbers = new long[4_093];
    private ConcurrentDictionary<IncidentNumber, FoundCard> young = new();
    private ConcurrentDictionary<IncidentNumber, FoundCard> old = new();
    private int inYoung;

    /// <summary>The version of the card that is cached for this number; 0 if none is.</summary>
    public long VersionOf(IncidentNumber number) => Find(number)?.Version ?? 0;

    /// <summary>
    /// The card that was found stored for this number: the cached one if it is of the same version, and else the one that was read. Null if
    /// none is stored.
    /// </summary>
    public FoundCard? Take(IncidentNumber number, StoredCard? stored)
    {
        if (stored is not { IsStored: true }) return null;
        var card = Find(number) is { } cached && cached.IsOf(stored) ? cached : FoundCard.From(stored);
        if (card is not null && !(young.TryGetValue(number, out var kept) && kept == card)) Add(number, card);
        return card;
    }

    /// <summary>
    /// The card of an incident that has no stored one; it is stored soon. It need not be the cached one, although that may be of the same
    /// version: new keys of contacts change the card alone, and delete the stored one.
    /// </summary>
    public FoundCard PutTogether(CardParts parts)
    {
        young.TryRemove(parts.Incident.Number, out _);
        old.TryRemove(parts.Incident.Number, out _);
        var rendered = new RenderedCard(parts);
        keeper.Keep(rendered);
        return FoundCard.From(rendered);
    }

    private FoundCard? Find(IncidentNumber number) =>
        young.TryGetValue(number, out var card) || old.TryGetValue(number, out card) ? card : null;

    private void Add(IncidentNumber number, FoundCard card)
    {
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
