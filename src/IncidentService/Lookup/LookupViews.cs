using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Lists;
using IncidentService.Lookup.Cards;
using IncidentService.Lookup.Recording;
using IncidentService.Lookup.Search;

namespace IncidentService.Lookup;

/// <summary>The error that was repaired to get a number.</summary>
internal sealed record Repair
{
    /// <summary>wrong-digit, swapped, missing, extra, lookalike or reversed.</summary>
    public required string Slip { get; init; }

    /// <summary>The position from 1: in the number, or for an extra digit in the typed text.</summary>
    public required int Position { get; init; }

    public static Repair From(Mend mend) => new() { Slip = Slips.NameOf(mend.Slip), Position = mend.Position };
}

internal static class Slips
{
    public static readonly IReadOnlyList<string> All = ["wrong-digit", "swapped", "missing", "extra", "lookalike", "reversed"];

    public static string NameOf(Slip slip) => slip == Slip.WrongDigit ? "wrong-digit" : slip.ToString().ToLowerInvariant();
}

internal static class MatchedBy
{
    public static readonly IReadOnlyList<string> All = ["number", "reference", "contact", "shared-reference", "repair"];

    public static string NameOf(FoundBy by) => by switch
    {
        FoundBy.Possibly => All[0],
        FoundBy.Repair => All[^1],
        _ => All[(int)by],
    };
}

/// <summary>An incident that matches.</summary>
internal sealed record LookupMatch
{
    /// <summary>certain, or confirm: confirm with the customer before you disclose anything.</summary>
    public required string Certainty { get; init; }

    /// <summary>number, reference, contact, shared-reference or repair.</summary>
    public required string By { get; init; }
    public Repair? Repair { get; init; }

    /// <summary>The hints that agree with the incident.</summary>
    public required IReadOnlyList<string> Agree { get; init; }

    /// <summary>The hints that contradict the incident.</summary>
    public required IReadOnlyList<string> Contradict { get; init; }
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public required string State { get; init; }

    /// <summary>A summary, if there are several matches.</summary>
    public IncidentSummary? Summary { get; init; }

    /// <summary>The whole card, if there is one match; contacts are masked until it is confirmed.</summary>
    public CardJson? Card { get; init; }
}

/// <summary>The outcome and the matches.</summary>
internal sealed record LookupAnswer
{
    /// <summary>The id of the lookup, used to answer a miss later or to confirm a match.</summary>
    public required string Id { get; init; }
    public required string Outcome { get; init; }

    /// <summary>The answer as a sentence for a phone menu.</summary>
    public required string Spoken { get; init; }

    /// <summary>The matches, best first.</summary>
    public required IReadOnlyList<LookupMatch> Matches { get; init; }

    /// <summary>Who holds a reserved number that has no incident yet, and the channel that will open it.</summary>
    public string? ReservedBy { get; init; }
    public string? ReservedChannel { get; init; }

    /// <summary>Whether the interaction was recorded.</summary>
    public required bool InteractionRecorded { get; init; }
}

/// <summary>A recorded lookup.</summary>
internal sealed record RecordedLookup
{
    public required string Id { get; init; }
    public required Instant At { get; init; }
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public string? Agent { get; init; }
    public required string Outcome { get; init; }
    public required long Micros { get; init; }
    public IncidentNumber? Number { get; init; }

    /// <summary>What was quoted; kept only for misses.</summary>
    public string? Quoted { get; init; }

    /// <summary>The shape of a miss, such as CAS-9999999.</summary>
    public string? Shape { get; init; }
    public required bool CustomerPresent { get; init; }
    public RecordedAnswer? Answer { get; init; }

    public static RecordedLookup From(LookupRecord lookup) => new()
    {
        Id = LookupId.Format(lookup.Id),
        At = lookup.OccurredAt,
        Channel = lookup.Channel,
        Location = lookup.Location,
        Agent = lookup.Agent,
        Outcome = lookup.Outcome,
        Micros = lookup.Micros,
        Number = lookup.Number,
        Quoted = lookup.Quoted,
        Shape = lookup.Shape,
        CustomerPresent = lookup.CustomerPresent,
        Answer = lookup.AnswerNumber is { } number ? new RecordedAnswer(number, lookup.AnsweredAt!.Value, FindTaught(lookup)) : null,
    };

    private static Taught? FindTaught(LookupRecord lookup) =>
        lookup.TaughtSystem is null ? null : new Taught(lookup.TaughtSystem, lookup.TaughtValue!);
}

/// <summary>The number that was found later, and what the answer taught.</summary>
internal sealed record RecordedAnswer(IncidentNumber Number, Instant At, Taught? Taught = null);

/// <summary>Text that finds the incident from now on.</summary>
internal sealed record Taught(string System, string Value);

internal sealed record LookupPage(IReadOnlyList<RecordedLookup> Items, string? Next = null);

internal sealed record ShapeList(IReadOnlyList<ShapeCount> Items);

/// <summary>Misses of one shape.</summary>
internal sealed record ShapeCount(string Shape, int Count, int Unanswered, Instant LastAt);

/// <summary>The id of a lookup in the API: 16 hexadecimal digits.</summary>
internal static class LookupId
{
    public static string Format(long id) => id.ToString("x16");

    public static bool TryParse(string text, out long id) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out id)
        && text.Length == 16 && id > 0;
}
