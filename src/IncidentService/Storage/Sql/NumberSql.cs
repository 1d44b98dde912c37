using IncidentNumbers;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

/// <summary>The name of the key that reserved a number, and the channel that may open an incident under it.</summary>
internal sealed record Reservation(string By, string? Channel);

/// <summary>A number that was issued: to an incident, or to a key that reserved it.</summary>
internal sealed class IssuedNumber
{
    public IncidentNumber Asked { get; init; }
    public string? ReservedBy { get; init; }

    /// <summary>The channel that may open it; null if no block holds it.</summary>
    public string? ReservedChannel { get; init; }

    /// <summary>The id, number and version of the survivor that it leads to; null while the number is reserved.</summary>
    public long? Id { get; init; }
    public IncidentNumber? Number { get; init; }
    public long? Version { get; init; }

    /// <summary>Its stored card, where lookups read that too.</summary>
    public bool? Compressed { get; init; }
    public byte[]? Body { get; init; }
    public bool CardWasRead { get; init; }

    public StoredCard? Survivor => Id is { } id
        ? new()
        {
            Id = id, Number = Number!.Value, Version = Version!.Value, Compressed = Compressed, Body = Body, CardWasRead = CardWasRead,
        }
        : null;

    public Reservation? Reservation => Id is null && ReservedBy is not null ? new Reservation(ReservedBy, ReservedChannel) : null;
}

internal static class NumberSql
{
    /// <summary>What is known about a number; null if it was never issued.</summary>
    public static async Task<IssuedNumber?> FindIssuedNumber(this Session session, IncidentNumber number) =>
        (await session.ListIssuedNumbers([number])).SingleOrDefault();

    public static async Task<IReadOnlyList<IssuedNumber>> ListIssuedNumbers(this Session session, IEnumerable<IncidentNumber> numbers)
    {
        var values = numbers.Select(number => number.Value).ToArray();
        if (values.Length == 0) return [];
        return await session.Query<IssuedNumber>(WithoutCards(session.Dialect.InListSql("values")), new { values });
    }

    private static string WithoutCards(string among) => IssuedNumbers(among, "", "");

    internal static string IssuedNumbers(ListClauses list)
    {
        var card = FoundCardSql.Of("s", list);
        return IssuedNumbers(list.Among, card.Columns, card.Join);
    }

    private static string IssuedNumbers(string among, string cardColumns, string joinCards) =>
        $"""
        SELECT n.number AS asked, k.name AS reserved_by, b.channel AS reserved_channel, s.id, s.number, s.version{cardColumns}
        FROM numbers n LEFT JOIN api_keys k ON k.id = n.reserved_by LEFT JOIN number_blocks b ON b.id = n.block_id
        LEFT JOIN incidents i ON i.id = n.incident_id LEFT JOIN incidents s ON s.id = coalesce(i.survivor_id, i.id)
        {joinCards} WHERE n.number {among}
        """;
}
