using System.Globalization;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;

namespace IncidentService.NumberBlocks;

/// <summary>A block of numbers to reserve.</summary>
internal sealed record NumberBlockRequest : IRequest<NumberBlockInput>
{
    /// <summary>The number of numbers, 1 to 1,000.</summary>
    public required int Size { get; init; }

    /// <summary>The RFC 3339 time until which the numbers may be issued to customers, at most a year ahead; 30 days by default.</summary>
    public string? ExpiresAt { get; init; }

    public NumberBlockInput ToInput(RequestContext context, ValidationErrors errors) => new(
        errors.ValidateRange("size", Size, 1, Limits.NumbersInBlock) ?? 0, errors.ParseInstant("expiresAt", ExpiresAt));
}

/// <summary>A validated request to reserve numbers.</summary>
internal sealed record NumberBlockInput(int Size, Instant? ExpiresAt)
{
    private static readonly TimeSpan Default = TimeSpan.FromDays(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(Limits.BlockDays);

    /// <summary>Validates the expiry against the time of the reservation; null if it is valid.</summary>
    public Problem? ValidateTimes(Instant now) => ExpiresAt switch
    {
        { } at when at <= now => Problem.Invalid(new FieldFault("expiresAt", "has passed already")),
        { } at when at > now.Plus(Longest) =>
            Problem.Invalid(new FieldFault("expiresAt", $"must be at most {Limits.BlockDays} days ahead")),
        _ => null,
    };

    /// <summary>New random numbers for the block. The register decides later which of them are free.</summary>
    public IReadOnlyList<IncidentNumber> Mint() => [.. Enumerable.Range(0, Size).Select(_ => IncidentNumber.Mint()).Distinct()];

    public NumberBlock Create(long id, string reservedBy, Origin origin, Instant now) => new()
    {
        Id = id,
        KeyId = origin.KeyId,
        ReservedBy = reservedBy,
        Channel = origin.Channel,
        Location = origin.Location,
        Agent = origin.Agent,
        Size = Size,
        CreatedAt = now,
        ExpiresAt = ExpiresAt ?? now.Plus(Default),
    };
}

/// <summary>Numbers that a key reserves for its channel, to issue while the service is unreachable.</summary>
internal sealed class NumberBlock
{
    public long Id { get; init; }
    public long KeyId { get; init; }
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public string? Agent { get; init; }
    public int Size { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant ExpiresAt { get; init; }

    /// <summary>Loaded by joins: the name of the key, and how many of the numbers have an incident.</summary>
    public required string ReservedBy { get; init; }
    public int Opened { get; init; }
}

/// <summary>A block of reserved numbers.</summary>
internal sealed record NumberBlockView
{
    public required string Id { get; init; }

    /// <summary>The name of the key that holds the block.</summary>
    public required string ReservedBy { get; init; }

    /// <summary>The channel that may open the incidents.</summary>
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public string? Agent { get; init; }

    /// <summary>How many numbers were reserved.</summary>
    public required int Size { get; init; }

    /// <summary>How many of the numbers have an incident.</summary>
    public required int Opened { get; init; }
    public required Instant CreatedAt { get; init; }

    /// <summary>When issuing numbers to customers ends. An issued number can be opened at any time.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>The numbers that have no incident yet; absent in lists.</summary>
    public IReadOnlyList<IncidentNumber>? Numbers { get; init; }

    public static NumberBlockView From(NumberBlock block, IReadOnlyList<IncidentNumber>? numbers = null) => new()
    {
        Id = block.Id.ToString(CultureInfo.InvariantCulture),
        ReservedBy = block.ReservedBy,
        Channel = block.Channel,
        Location = block.Location,
        Agent = block.Agent,
        Size = block.Size,
        Opened = block.Opened,
        CreatedAt = block.CreatedAt,
        ExpiresAt = block.ExpiresAt,
        Numbers = numbers,
    };
}

internal sealed record NumberBlockPage(IReadOnlyList<NumberBlockView> Items, string? Next = null);
