using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Secrets;
using IncidentService.Http.Requests;
using IncidentService.Lookup.Search;
using IncidentService.References;

namespace IncidentService.Lookup;

/// <summary>A lookup: "What is this number?"</summary>
internal sealed record LookupRequest : IRequest<LookupInput>
{
    /// <summary>
    /// Whatever the customer said or pasted: a number in any grouping, an identifier of another system, an e-mail address, a whole e-mail.
    /// Not blank, unless a hint is given.
    /// </summary>
    public string? Quoted { get; init; }

    /// <summary>Whether the customer is present now. It is recorded as an interaction once the incident is clear.</summary>
    public bool CustomerPresent { get; init; }

    /// <summary>How long the customer waited before somebody was available, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What else is known: contacts by kind (email, phone, handle, loyalty, name) and references by system (order, …).</summary>
    public IReadOnlyDictionary<string, string>? Hints { get; init; }

    public LookupInput ToInput(RequestContext context, ValidationErrors errors) => Validate(context.Settings, errors);

    public LookupInput Validate(ServiceSettings settings, ValidationErrors errors)
    {
        var quoted = errors.ParseUnmaskedText("quoted", WithoutControlCharacters(Quoted), Limits.Quoted);
        var hints = ParseHints(errors);
        if (quoted is null && hints.Count == 0 && errors.IsEmpty)
            errors.Add("quoted", "is required where no hint is given: whatever the customer said");
        return new LookupInput(
            quoted, CustomerPresent, errors.ValidateRange("waitSeconds", WaitSeconds, 0, Limits.WaitSeconds),
            IncidentService.Lookup.Search.LookupHints.Parse(hints, settings.Systems, settings.Phones));
    }

    /// <summary>
    /// The text with a space in place of each control character, except line breaks and tabs: scanners and exports of old systems put them
    /// between fields.
    /// </summary>
    private static string? WithoutControlCharacters(string? text) => text is null || !text.Any(IsControl)
        ? text
        : string.Create(text.Length, text, static (spaced, text) =>
        {
            for (var at = 0; at < text.Length; at++) spaced[at] = IsControl(text[at]) ? ' ' : text[at];
        });

    private static bool IsControl(char character) => char.IsControl(character) && character is not ('\n' or '\r' or '\t');

    private Dictionary<string, string> ParseHints(ValidationErrors errors)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Hints is null) return read;
        if (Hints.Count > Limits.Hints) errors.Add("hints", $"must have at most {Limits.Hints} items");
        foreach (var (name, value) in Hints.Take(Limits.Hints))
        {
            var token = errors.ParseToken("hints", name, required: true);
            var text = errors.ParseLine("hints." + (token ?? "?"), value, Limits.Line);
            if (token is not null && text is not null && !read.TryAdd(token, text)) errors.Add("hints." + token, "is given more than once");
        }
        return read;
    }
}

/// <summary>A validated lookup request.</summary>
internal sealed record LookupInput(string? Quoted, bool CustomerPresent, int? WaitSeconds, LookupHints Hints)
{
    /// <summary>
    /// The quoted text with payment cards masked, for storage. The search needs the unmasked text: one in ten long identifiers, and of
    /// numbers with an extra digit, passes for a payment card.
    /// </summary>
    public string? QuotedToKeep => Quoted is null ? null : StoredText.Mask(Quoted);
}

/// <summary>The incident that a lookup was about.</summary>
internal sealed record AnswerRequest : IRequest<LookupAnswerInput>
{
    /// <summary>The number that was found later, or confirmed.</summary>
    public required string Number { get; init; }

    /// <summary>
    /// The system whose identifier was quoted. If given, the text is taught: the next lookup of it finds this incident, subject to
    /// confirmation.
    /// </summary>
    public string? System { get; init; }

    public LookupAnswerInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var system = ReferenceInput.ParseSystem("system", System, errors);
        return new LookupAnswerInput(errors.ParseIncidentNumber("number", Number, required: true) ?? default, system);
    }
}

/// <summary>A validated answer to a lookup.</summary>
internal sealed record LookupAnswerInput(IncidentNumber Number, string? System);
