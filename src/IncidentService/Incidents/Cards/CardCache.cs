using System.Collections.Concurrent;
using IncidentNumbers;
using IncidentService.Http.Replies;

namespace IncidentService.Incidents.Cards;

/// <summary>A card of one version, and its JSON.</summary>
internal sealed class RenderedCard(CardParts parts)
{
    /// <summary>
    /// What a stored card looks like. Raise it whenever that changes: cards that are stored in another format are not used.
    /// </summary>
    public const long Format = 1;

    private VersionedReply<Ok<Card>>? reply;

    public IncidentNumber Number => parts.Incident.Number;
    public long Version => parts.Incident.Version;
    public CardParts Parts => parts;
    public int Characters => parts.Lines.Sum(line => line.Text?.Length ?? 0);

    public VersionedReply<Ok<Card>> Reply => reply ??= Http.Replies.Reply.Ok(Card.From(parts)).ForIncident(parts.Incident);
}

/// <summary>
/// Caches the cards of recently read incidents, one version each. Callers read the current version from the store before they use a card,
/// so a card is never older than the request. Two generations bound the cache: a card that is not requested during a whole generation is
/// dropped.
/// </summary>
internal sealed class CardCache
{
    private const int MostInGeneration = 3_000;

    /// <summary>
    /// The maximum number of text characters on a cached card. Longer cards are read each time, which bounds the cache in bytes too.
    /// </summary>
    private const int LongestKept = 6_000;
    private ConcurrentDictionary<IncidentNumber, RenderedCard> young = new();
    private ConcurrentDictionary<IncidentNumber, RenderedCard> old = new();
    private int inYoung;
    private readonly long[] recentNumbers = new long[4_093];

    /// <summary>True if the cache has any version of the card, so that reading the current version from the store is worthwhile.</summary>
    public bool Contains(IncidentNumber number) => young.ContainsKey(number) || old.ContainsKey(number);

    public RenderedCard? Find(IncidentVersion version)
    {
        if (young.TryGetValue(version.Number, out var card)) return card.Version == version.Version ? card : null;
        if (!old.TryGetValue(version.Number, out card) || card.Version != version.Version) return null;
        Add(card);
        return card;
    }

    /// <summary>Caches the card, unless it was read by the number of a merged incident, which is shown on it.</summary>
    public void Add(RenderedCard card)
    {
        if (card.Parts.Incident.AskedFor is not null) return;
        if (card.Characters > LongestKept || !WasAskedForBefore(card.Number.Value)) return;
        if (young.TryAdd(card.Number, card)) Evict();
        else young[card.Number] = card;
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
        young = new ConcurrentDictionary<IncidentNumber, RenderedCard>();
        Interlocked.Exchange(ref inYoung, 0);
    }
}
