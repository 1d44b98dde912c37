using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Lookup;

/// <summary>"What is this number?"</summary>
internal sealed record LookupRequest
{
    /// <summary>Whatever the customer said or pasted: a number in any grouping, another system's id, an e-mail address, a whole e-mail.</summary>
    public string? Quoted { get; init; }

    /// <summary>The customer is there now: recorded as an interaction once it is clear whose it is.</summary>
    public bool CustomerPresent { get; init; }

    /// <summary>How long the customer waited before somebody was there, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What else is known: contacts by kind (email, phone, handle, loyalty, name) and references by system (order, …).</summary>
    public IReadOnlyDictionary<string, string>? Hints { get; init; }

    public GivenLookup Read(Rulebook rules, Faults faults)
    {
        var quoted = faults.Said("quoted", Quoted, Limits.Quoted);
        var hints = ReadHints(faults);
        if (quoted is null && hints.Count == 0 && faults.None) faults.Add("quoted", "is required where no hint is given: whatever the customer said");
        return new GivenLookup(
            quoted, CustomerPresent, faults.Range("waitSeconds", WaitSeconds, 0, Limits.WaitSeconds), IncidentService.Lookup.Hints.Read(hints, rules.Systems, rules.Phones));
    }

    private Dictionary<string, string> ReadHints(Faults faults)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Hints is null) return read;
        if (Hints.Count > Limits.Hints) faults.Add("hints", $"must have at most {Limits.Hints} items");
        foreach (var (name, value) in Hints.Take(Limits.Hints))
        {
            var token = faults.Token("hints", name, required: true);
            var text = faults.Line("hints." + (token ?? "?"), value, Limits.Line);
            if (token is not null && text is not null) read[token] = text;
        }
        return read;
    }
}

/// <summary>A lookup request, read.</summary>
internal sealed record GivenLookup(string? Quoted, bool CustomerPresent, int? WaitSeconds, Hints Hints)
{
    /// <summary>
    /// What may be stored of it. One in ten long identifiers, and of numbers with a digit too many, passes for a payment card:
    /// the search needs them as they are.
    /// </summary>
    public string? QuotedToKeep => Quoted is null ? null : CardNumbers.Mask(Quoted);
}

/// <summary>What had to be mended to make a number of it.</summary>
internal sealed record Repair
{
    /// <summary>wrong-digit, swapped, missing, extra or lookalike.</summary>
    public required string Slip { get; init; }

    /// <summary>Where, counted from 1: in the number; of an extra digit, in what was typed.</summary>
    public required int Position { get; init; }

    public static Repair Of(Mend mend) => new() { Slip = Slips.NameOf(mend.Slip), Position = mend.Position };
}

internal static class Slips
{
    public static readonly IReadOnlyList<string> All = ["wrong-digit", "swapped", "missing", "extra", "lookalike"];

    public static string NameOf(Slip slip) => slip == Slip.WrongDigit ? "wrong-digit" : slip.ToString().ToLowerInvariant();
}

internal static class MatchedBy
{
    public static readonly IReadOnlyList<string> All = ["number", "reference", "contact", "shared-reference", "repair"];

    public static string NameOf(FoundBy by) => All[(int)by];
}

/// <summary>An incident that was found.</summary>
internal sealed record LookupMatch
{
    /// <summary>certain; or confirm: ask the customer before telling anything.</summary>
    public required string Certainty { get; init; }

    /// <summary>number, reference, contact, shared-reference or repair.</summary>
    public required string By { get; init; }
    public Repair? Repair { get; init; }

    /// <summary>The hints that the incident bears out.</summary>
    public required IReadOnlyList<string> Agree { get; init; }

    /// <summary>The hints that the incident speaks against.</summary>
    public required IReadOnlyList<string> Contradict { get; init; }
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public required string State { get; init; }

    /// <summary>A summary, where several were found.</summary>
    public IncidentSummary? Summary { get; init; }

    /// <summary>The whole card, where one was found; contacts masked until confirmed.</summary>
    public Card? Card { get; init; }
}

/// <summary>What was found.</summary>
internal sealed record LookupAnswer
{
    /// <summary>The lookup's own id, for answering a miss later or confirming a match.</summary>
    public required string Id { get; init; }
    public required string Outcome { get; init; }

    /// <summary>The answer as a sentence for a phone menu.</summary>
    public required string Spoken { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<LookupMatch> Matches { get; init; }

    /// <summary>Who holds a number that is reserved and has no incident yet.</summary>
    public string? ReservedBy { get; init; }

    /// <summary>It has been written down that the customer was there.</summary>
    public required bool InteractionRecorded { get; init; }
}

/// <summary>The number that a lookup was about.</summary>
internal sealed record AnswerRequest
{
    /// <summary>The number found later, or confirmed.</summary>
    public required string Number { get; init; }

    /// <summary>The system whose identifier was quoted. When given, the words are taught: next time they lead here, to be confirmed.</summary>
    public string? System { get; init; }
}

/// <summary>A lookup as recorded.</summary>
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

    /// <summary>What was quoted; kept for a miss alone.</summary>
    public string? Quoted { get; init; }

    /// <summary>What a miss looked like: CAS-9999999.</summary>
    public string? Shape { get; init; }
    public required bool CustomerPresent { get; init; }
    public RecordedAnswer? Answer { get; init; }

    public static RecordedLookup Of(LookupRecord lookup) => new()
    {
        Id = LookupId.Write(lookup.Id),
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
        Answer = lookup.AnswerNumber is { } number ? new RecordedAnswer(number, lookup.AnsweredAt!.Value, TaughtOf(lookup)) : null,
    };

    private static Taught? TaughtOf(LookupRecord lookup) => lookup.TaughtSystem is null ? null : new Taught(lookup.TaughtSystem, lookup.TaughtValue!);
}

/// <summary>The number found later, and what was taught by it.</summary>
internal sealed record RecordedAnswer(IncidentNumber Number, Instant At, Taught? Taught = null);

/// <summary>Words that lead to the incident from now on.</summary>
internal sealed record Taught(string System, string Value);

internal sealed record LookupPage(IReadOnlyList<RecordedLookup> Items, string? Next = null);

internal sealed record ShapeList(IReadOnlyList<ShapeCount> Items);

/// <summary>Misses of one shape.</summary>
internal sealed record ShapeCount(string Shape, int Count, int Unanswered, Instant LastAt);

/// <summary>A lookup's id as callers see it: 16 hexadecimal digits.</summary>
internal static class LookupId
{
    public static string Write(long id) => id.ToString("x16");

    public static bool TryRead(string text, out long id) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out id)
        && text.Length == 16 && id > 0;
}
