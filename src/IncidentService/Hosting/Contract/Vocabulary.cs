using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Lookup;
using IncidentService.Messages;
using IncidentService.Timeline;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>The limits and forms of everything that has a name in the contract. A name means the same wherever it stands; the few exceptions name their type.</summary>
internal static partial class Vocabulary
{
    private const string Digits12 = "^[1-9][0-9]{11}$";
    private const string Grouped = "^[1-9][0-9]{3}-[0-9]{4}-[0-9]{4}$";
    private const string TokenPattern = "^[A-Za-z0-9._-]+$";
    private const string OptionalToken = "^[A-Za-z0-9._-]*$";
    private const string ETags = "^(\\*|(W/)?\"[!#-~]*\"(, ?(W/)?\"[!#-~]*\")*)$";
    private const string PlacePattern = "^(\\*|[a-z0-9._-]+)$"; // * is any
    private const string Hex64 = "^[0-9A-Fa-f]{64}$";

    private const string Controls = "\\u0000-\\u001f\\u007f-\\u009f\\ufffe";
    private const string ControlsButBreaks = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufffe";
    private const string NoControls = $"^[^{Controls}]*$";
    private const string NoControlsButBreaks = $"^[^{ControlsButBreaks}]*$";
    private const string FilledLine = $"^\\s*[^\\s{Controls}][^{Controls}]*$";
    private const string FilledProse = $"^\\s*[^\\s{ControlsButBreaks}][^{ControlsButBreaks}]*$";

    /// <summary>How many items lists in answers are said to have at most that no request limits by itself: they grow over an incident's or the service's life.</summary>
    private const int Grown = 10_000;

    private static readonly Word Line = new() { MaxLength = Limits.Line, Pattern = NoControls };
    private static readonly Word Prose = new() { MaxLength = Limits.Text, Pattern = NoControlsButBreaks };
    private static readonly Word Token = new() { MaxLength = Limits.Token, Pattern = TokenPattern };
    private static readonly Word Moment = new("An RFC 3339 time with its offset.") { MaxLength = 40, Format = "date-time" };
    private static readonly Word Next = new("The cursor of the following page; absent on the last.") { MaxLength = Limits.Cursor, Pattern = "^[A-Za-z0-9_-]+$" };
    private static readonly Word Channel = new("One of the channels.") { Values = Channels.All };
    private static readonly Word State = new("open, resolved or closed.") { Values = States.All };
    private static readonly Word Waiting = new("Who has to move next: us or customer.") { Values = WaitingOn.All };
    private static readonly Word Formatted = new("The number as it is printed for people.") { MaxLength = 14, Pattern = Grouped };
    private static readonly Word Page = new() { Minimum = 1, Maximum = Limits.Page };

    /// <summary>Types of their own that are plain texts in JSON.</summary>
    public static readonly IReadOnlyDictionary<string, Word> Scalars = new Dictionary<string, Word>
    {
        ["Instant"] = new("A moment in UTC, RFC 3339, with microseconds.") { MaxLength = 27, Format = "date-time" },
        ["IncidentNumber"] = new("An incident number: twelve digits, the last two of which are check digits.") { MaxLength = 12, Pattern = Digits12 },
    };

    private static readonly Dictionary<string, Word> Members = All(CoreMembers, MergingMembers, ResolutionMembers, PromiseMembers, HandoffMembers, ApprovalMembers, NumberBlockMembers, ReportMembers, EventMembers, WebhookMembers);

    private static Dictionary<string, Word> CoreMembers => new()
    {
        ["agent"] = Line, ["agree"] = new() { MaxItems = Limits.Hints, Item = Token }, ["attachments"] = new() { MaxItems = Limits.Attachments },
        ["answered"] = Line, ["by"] = new() { Values = MatchedBy.All }, ["category"] = Token, ["certainty"] = new() { Values = Certainty.All },
        ["changed"] = new() { MaxItems = 10, Item = Token }, ["channel"] = Channel, ["channels"] = new() { MaxItems = 6, Item = Channel },
        ["contacts"] = new() { MaxItems = Limits.Contacts }, ["contradict"] = new() { MaxItems = Limits.Hints, Item = Token },
        ["conversation"] = Line, ["cursor"] = Next, ["detail"] = new("What happened, in this case.") { MaxLength = 1000, Pattern = NoControls },
        ["didYouMean"] = new() { MaxLength = 12, Pattern = Digits12 }, ["direction"] = new() { Values = Directions.All },
        ["errors"] = new("The fields that were refused.") { MaxItems = Limits.Faults }, ["expiresAt"] = Moment, ["field"] = Line, ["formatted"] = Formatted,
        ["hints"] = new() { Item = Line, Names = Token, MaxItems = Limits.Hints }, ["holder"] = new() { MaxLength = 12, Pattern = Digits12 }, ["id"] = new() { MaxLength = 20, Pattern = "^[0-9a-f]+$" },
        ["incidents"] = new() { MaxItems = Limits.Page }, ["key"] = new() { MaxLength = 60, Pattern = "^[A-Za-z0-9_]+$" },
        ["kind"] = new() { Values = ContactKinds.All }, ["limit"] = Page, ["location"] = Token,
        ["locations"] = new() { MaxItems = Limits.References, Item = new() { MaxLength = Limits.Token, Pattern = PlacePattern } }, ["lookup"] = new("The lookup that this came of.") { MaxLength = 16, Pattern = "^[0-9a-f]{16}$" },
        ["matches"] = new() { MaxItems = 40 }, ["mediaType"] = Line, ["message"] = Line, ["messageId"] = Line, ["name"] = Line, ["next"] = Next,
        ["note"] = Prose, ["number"] = new() { MaxLength = 40, Pattern = NoControls }, ["openedFrom"] = Moment, ["openedTo"] = Moment, ["updatedFrom"] = Moment, ["updatedTo"] = Moment,
        ["outcome"] = new() { Values = Outcomes.All }, ["quoted"] = Prose with { MaxLength = Limits.Quoted }, ["reason"] = Line,
        ["references"] = new() { MaxItems = Limits.References }, ["remedy"] = Line, ["reservedBy"] = Line,
        ["scopes"] = new() { MaxItems = 7, Item = new() { Values = Scopes.All } }, ["sha256"] = new() { MaxLength = 64, MinLength = 64, Pattern = Hex64 },
        ["shape"] = Line, ["slip"] = new() { Values = Slips.All }, ["spoken"] = new() { MaxLength = 1000, Pattern = NoControls }, ["state"] = State,
        ["status"] = new("The HTTP status.") { Minimum = 400, Maximum = 599 }, ["subject"] = Line, ["system"] = Token, ["team"] = Token,
        ["teams"] = new() { MaxItems = Limits.References, Item = new() { MaxLength = Limits.Token, Pattern = PlacePattern } }, ["text"] = Prose,
        ["title"] = new("The cause, in general.") { MaxLength = Limits.Line, Pattern = NoControls }, ["timeline"] = new() { MaxItems = Storage.CardSql.LinesOnCard + Grown },
        ["type"] = new() { MaxLength = Limits.Token, Pattern = "^[a-z]+([.-][a-z]+)*$" }, ["url"] = new() { MaxLength = Limits.Url, Pattern = AttachmentRequest.Address, Format = "uri" }, ["value"] = Line,
        ["waitSeconds"] = new("In seconds.") { Maximum = Limits.WaitSeconds }, ["waitingOn"] = Waiting, ["words"] = Line,
    };

    /// <summary>Each noun's words stand in a part of this class of their own; members of one name that differ by type are exceptions.</summary>
    private static readonly Dictionary<string, Word> Exceptions = All(CoreExceptions, MergingExceptions, ResolutionExceptions, PromiseExceptions, HandoffExceptions, ApprovalExceptions, ErasureExceptions, ReportExceptions, EventExceptions, WebhookExceptions);

    /// <summary>Of what went with one message.</summary>
    private static Word Ordinals => new() { MaxItems = Limits.Extras, Item = new() { Minimum = 1, Maximum = int.MaxValue } };

    private static Dictionary<string, Word> CoreExceptions => new()
    {
        ["InteractionRequest.kind"] = new() { Values = InteractionKinds.All },
        ["Interaction.kind"] = new() { Values = InteractionKinds.All },
        ["Card.contacts"] = new() { MaxItems = Grown },
        ["Card.references"] = new() { MaxItems = Grown },
        ["ReferenceMatches.incidents"] = new() { MaxItems = Grown },
        ["KeyList.items"] = new() { MaxItems = Grown },
        ["Facts.approvals"] = Ordinals, ["Facts.promises"] = Ordinals,
        ["Facts.kind"] = new() { MaxLength = Limits.Token, Pattern = Word.OpenValue },
        ["InteractionCount.waitSeconds"] = new("All waiting together, in seconds."),
        ["MessageReceipt.outcome"] = new() { Values = MessageOutcomes.All },
        ["KeyRequest.name"] = Line with { MaxLength = Limits.Token },
        ["KeyRequest.channels"] = new() { MinItems = 1, MaxItems = 6, Item = Channel },
        ["KeyRequest.scopes"] = new() { MinItems = 1, MaxItems = 7, Item = new() { Values = Scopes.All } },
        ["KeyRequest.teams"] = new() { MaxItems = Limits.References, Item = Token },
        ["KeyRequest.locations"] = new() { MaxItems = Limits.References, Item = Token },
        ["Problem.type"] = new("The cause: stable, and an address that explains it.") { MaxLength = Limits.Token, Format = "uri-reference" },
    };

    public static readonly IReadOnlyDictionary<string, Word> Parameters = All(CoreParameters, PromiseParameters, HandoffParameters, ApprovalParameters, NumberBlockParameters, ReportParameters, EventParameters, WebhookParameters);

    private static Dictionary<string, Word> CoreParameters => new()
    {
        ["number"] = new("The incident's number, twelve digits, in any grouping.") { MaxLength = 40, MinLength = 1, Pattern = FilledLine, Example = "867530912374" },
        ["sequence"] = new("The line's place within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 2 },
        ["interaction"] = new("The interaction's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["contact"] = new("The contact's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["system"] = new("The other system's short name.") { MaxLength = Limits.Token, MinLength = 1, Pattern = TokenPattern, Example = "zendesk" },
        ["value"] = new("What that system calls it; percent-encoded.") { MaxLength = Limits.Line, MinLength = 1, Pattern = FilledLine, Example = "48211" },
        ["lookup"] = new("The lookup's id: 16 hexadecimal digits.") { MaxLength = 16, MinLength = 16, Pattern = "^[0-9a-f]{16}$", Example = "68801529d511abb0" },
        ["key"] = new("The key's id.") { MaxLength = 20, MinLength = 1, Pattern = "^[0-9]+$", Example = "7529346839151804416" },
        ["state"] = State, ["channel"] = Channel, ["category"] = Token with { Description = "Incidents of this category." }, ["team"] = Token with { Description = "Only what this team works on or is to take over." },
        ["waitingOn"] = Waiting,
        ["openedFrom"] = Moment with { Description = "Opened at this time or later (RFC 3339)." }, ["openedTo"] = Moment with { Description = "Opened before this time (RFC 3339)." },
        ["updatedFrom"] = Moment with { Description = "Changed last at this time or later (RFC 3339)." }, ["updatedTo"] = Moment with { Description = "Changed last before this time (RFC 3339)." },
        ["outcome"] = new("Lookups that came to this; none lists the misses.") { Values = Outcomes.All },
        ["answered"] = new("false: those that nobody has answered yet.") { Values = ["true", "false"] },
        ["shape"] = Line with { Description = "Misses that look like this.", Example = "CAS-9999999" },
        ["limit"] = Page with { Description = "How many items a page has; 50 when not given.", IsNumber = true, Example = 50 },
        ["cursor"] = Next with { Description = "The next of the page before; all filters unchanged." },
        ["X-Channel"] = new("The channel this comes from, where the key lists several.") { Values = Channels.All },
        ["X-Location"] = Token with { Description = "The store or site this comes from, where the key lists several." },
        ["X-Team"] = Token with { Description = "The team this comes from, where the key lists several." },
        ["X-Agent"] = new("The person that acts, as the caller asserts it; visible ASCII.") { MaxLength = Limits.Line, Pattern = "^[ -~]*$", Example = "Kim (desk 4)" },
        ["Idempotency-Key"] = new("Makes the request safe to repeat: the same key and body get the same answer for 72 hours. Bare, or the quoted string of the IETF draft.")
        {
            MaxLength = Limits.IdempotencyKey + 2, MinLength = 1, Pattern = "^([!#-~]([ -~]{0,253}[!-~])?|\"[ -~]{1,255}\")$", Example = "8e03978e-40d5-43dd-bc93-6894a57f9324",
        },
        ["If-Match"] = new("Change it only if this is still its ETag.") { MaxLength = Limits.Line, Pattern = ETags, Example = "\"867530912374.3\"" },
        ["If-None-Match"] = new("Answer 304 if this is still its ETag.") { MaxLength = Limits.Line, Pattern = ETags, Example = "\"867530912374.3\"" },
    };

    private static readonly Dictionary<string, Word> Headers = new()
    {
        ["ETag"] = new("The incident's number and version.") { MaxLength = 40, Pattern = "^\"[0-9]{12}\\.[0-9]+\"$", Example = "\"867530912374.3\"" },
        ["Location"] = new("Where it can be read from now on, with a key that may read it.") { MaxLength = Limits.Url, Format = "uri-reference", Example = "/v1/incidents/867530912374" },
        ["Idempotent-Replayed"] = new("true, when this answer was given before.") { Values = ["true"] },
        ["Retry-After"] = new("How many seconds to wait.") { IsNumber = true, Maximum = 3600, Example = 1 },
        ["RateLimit"] = new("What is left of the limit that this call counts against, where there is one: draft-ietf-httpapi-ratelimit-headers.")
        {
            MaxLength = Limits.Line, Pattern = "^\"[a-z]+\";r=[0-9]+;t=[0-9]+$", Example = "\"guesses\";r=599;t=60",
        },
        ["Access-Control-Allow-Origin"] = new("The calling page's origin, where configuration allows it to call.") { MaxLength = Limits.Line, Format = "uri", Example = "https://desk.example.com" },
        ["WWW-Authenticate"] = new("How to authenticate.") { MaxLength = Limits.Line, Pattern = "^[ -~]+$" },
    };

    /// <summary>The pattern of a text that must not be blank; texts are trimmed before they are read.</summary>
    public static string? Filled(string? pattern) => pattern switch { NoControls => FilledLine, NoControlsButBreaks => FilledProse, _ => pattern };

    /// <summary>The pattern of a text that counts as absent when it is blank.</summary>
    public static string OrBlank(string pattern) => pattern == TokenPattern ? OptionalToken : pattern;

    private static Dictionary<string, Word> All(params ReadOnlySpan<Dictionary<string, Word>> parts)
    {
        var all = new Dictionary<string, Word>();
        foreach (var part in parts)
        {
            foreach (var (name, word) in part) all.Add(name, word);
        }
        return all;
    }

    public static Word? Find(string type, string member) => Exceptions.GetValueOrDefault($"{type}.{member}") ?? Members.GetValueOrDefault(member) ?? new Word();

    /// <summary>These, and those of every answer.</summary>
    public static IDictionary<string, IOpenApiHeader> ResponseHeaders(OpenApiDocument document, params IReadOnlyList<string?> names) =>
        names.Concat(["RateLimit", "Access-Control-Allow-Origin"]).OfType<string>().ToDictionary(name => name, name => Header(document, name));

    public static IOpenApiParameter RequestHeader(OpenApiDocument document, string name)
    {
        var word = Parameters[name];
        document.AddComponent(name, new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Description = word.Description, Schema = word.Schema(), Example = word.Example,
        });
        return new OpenApiParameterReference(name, document);
    }

    private static IOpenApiHeader Header(OpenApiDocument document, string name)
    {
        var word = Headers[name];
        document.AddComponent(name, new OpenApiHeader { Description = word.Description, Schema = word.Schema(), Example = word.Example });
        return new OpenApiHeaderReference(name, document);
    }

    /// <summary>A lookup as a form: phone menus send nothing else.</summary>
    public static OpenApiSchema LookupForm() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "The fields of a lookup; every other field is a hint: email, phone, handle, loyalty, name, order, or hints.<system>.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["quoted"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.Quoted, Pattern = NoControlsButBreaks, Description = "Whatever the customer said or keyed in." },
            ["customerPresent"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "The customer is there now." },
            ["waitSeconds"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = Limits.WaitSeconds.ToString(), Description = "How long the customer waited." },
        },
        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.Line, Pattern = NoControls },
    };
}
