using System.Text.Json.Nodes;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Lookup;
using IncidentService.Messages;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Hosting;

/// <summary>The story of one price match, told in the examples of the contract.</summary>
internal static partial class Examples
{
    private const string Number = """ "number": "867530912374", "formatted": "8675-3091-2374" """;
    private const string Opened = "2026-11-21T09:30:00.000000Z";

    private const string Contact = $$"""{ "number": "867530912374", "id": 1, "kind": "email", "value": "anna@example.com", "addedAt": "{{Opened}}" }""";
    private const string Masked = $$"""{ "number": "867530912374", "id": 1, "kind": "email", "value": "a•••@example.com", "addedAt": "{{Opened}}" }""";
    private const string Reference = $$"""{ "number": "867530912374", "system": "zendesk", "value": "48211", "exclusive": true, "taught": false, "addedAt": "{{Opened}}" }""";

    private const string FirstLine = $$"""
        { "number": "867530912374", "sequence": 1, "at": "{{Opened}}", "type": "incident.opened", "channel": "email", "agent": "Kim (desk 4)", "text": "Price match for a drill",
          "facts": { "number": "867530912374", "category": "price-match" } }
        """;

    private const string SecondLine = $$"""
        { "number": "867530912374", "sequence": 2, "at": "{{Opened}}", "type": "message.received", "channel": "email", "agent": "Kim (desk 4)",
          "text": "Will you match your own store's price on W-55120?", "interaction": 1 }
        """;

    private const string Summary = $$"""
        { {{Number}}, "state": "open", "subject": "Price match for a drill", "category": "price-match", "channel": "email",
          "openedAt": "{{Opened}}", "updatedAt": "{{Opened}}", "waitingOn": "us", "waitingSince": "{{Opened}}" }
        """;

    private const string Recorded = $$"""
        { "id": "68801529d511abb0", "at": "2026-11-21T10:02:11.204113Z", "channel": "phone", "agent": "Lee", "outcome": "none", "micros": 412,
          "quoted": "CAS-4458812", "shape": "CAS-9999999", "customerPresent": true,
          "answer": { "number": "867530912374", "at": "2026-11-21T10:05:40.000000Z", "taught": { "system": "siebel", "value": "CAS-4458812" } } }
        """;

    private const string Key = """
        { "id": "7529346839151804416", "name": "Phone desk", "channels": ["phone"], "scopes": ["read", "write"], "teams": ["*"], "locations": ["*"],
          "createdAt": "2026-11-01T08:00:00.000000Z" }
        """;

    private static readonly Dictionary<Type, string> Texts = new[] { Core, Merging, Resolution, Promises, HandoffTexts, Approvals, NumberBlockTexts, OfErasure, Reports, OfEvents, Webhooks }.SelectMany(part => part).ToDictionary();

    private static Dictionary<Type, string> Core => new()
    {
        [typeof(OpenRequest)] = """
            { "subject": "Price match for a drill", "category": "price-match",
              "contacts": [{ "kind": "email", "value": "anna@example.com" }],
              "references": [{ "system": "zendesk", "value": "48211" }, { "system": "order", "value": "W-55120" }],
              "message": { "direction": "in", "text": "Will you match your own store's price on W-55120?" } }
            """,
        [typeof(Card)] = CardWith(Contact),
        [typeof(IncidentPage)] = $$"""{ "items": [{{Summary}}], "next": "l2kQJ0pBBgAAY8k4mFQGAA" }""",
        [typeof(IncidentStatus)] = $$"""
            { {{Number}}, "state": "open", "openedAt": "{{Opened}}", "updatedAt": "{{Opened}}", "waitingOn": "us", "waitingSince": "{{Opened}}",
              "promises": [{ "kind": "promise", "state": "open", "dueAt": "2026-11-22T09:30:00.000000Z" }] }
            """,
        [typeof(PatchRequest)] = """{ "category": "price-match", "team": null }""",
        [typeof(SearchRequest)] = """{ "words": "drill pri", "contact": { "kind": "email", "value": "anna@example.com" }, "state": "open", "limit": 20 }""",
        [typeof(LineRequest)] = """
            { "direction": "out", "text": "Yes, we match it. Please call us and quote 8675-3091-2374.",
              "attachments": [{ "url": "https://files.example.com/offer.pdf", "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                "name": "offer.pdf", "mediaType": "application/pdf" }] }
            """,
        [typeof(RedactionRequest)] = """{ "reason": "asked for by the customer" }""",
        [typeof(Line)] = SecondLine,
        [typeof(LinePage)] = $$"""{ "items": [{{FirstLine}}, {{SecondLine}}] }""",
        [typeof(InteractionRequest)] = """{ "kind": "call", "waitSeconds": 720, "note": "Asked about the drill again." }""",
        [typeof(Interaction)] = $$"""{ "number": "867530912374", "id": 2, "kind": "call", "channel": "phone", "agent": "Lee", "at": "{{Opened}}", "waitSeconds": 720, "sequence": 3 }""",
        [typeof(InteractionPage)] = $$"""{ "items": [{ "number": "867530912374", "id": 1, "kind": "message", "channel": "email", "at": "{{Opened}}", "sequence": 2 }] }""",
        [typeof(ContactRequest)] = """{ "kind": "phone", "value": "+1 555 010 0199" }""",
        [typeof(CardContact)] = Contact,
        [typeof(CardReference)] = Reference,
        [typeof(ReferenceMatches)] = $$"""{ "system": "zendesk", "value": "48211", "exclusive": true, "incidents": [{{Summary}}] }""",
        [typeof(MessageRequest)] = """
            { "system": "zendesk", "messageId": "118822", "conversation": "48211", "from": { "kind": "email", "value": "anna@example.com" },
              "text": "Nobody knows my number 8675-3091-2374." }
            """,
        [typeof(MessageReceipt)] = $$"""{ {{Number}}, "outcome": "appended", "sequence": 4 }""",
        [typeof(LookupRequest)] = """{ "quoted": "8675 3091 2347", "customerPresent": true, "waitSeconds": 240, "hints": { "email": "anna@example.com", "order": "W-55120" } }""",
        [typeof(LookupAnswer)] = $$"""
            { "id": "68801529d511abb1", "outcome": "repaired", "spoken": "Did you mean incident eight six seven five, three zero nine one, two three seven four?",
              "matches": [{ "certainty": "confirm", "by": "repair", "repair": { "slip": "swapped", "position": 11 }, "agree": ["order"], "contradict": [],
                            {{Number}}, "state": "open", "card": {{CardWith(Masked)}} }],
              "interactionRecorded": true }
            """,
        [typeof(AnswerRequest)] = """{ "number": "867530912374", "system": "siebel" }""",
        [typeof(RecordedLookup)] = Recorded,
        [typeof(LookupPage)] = $$"""{ "items": [{{Recorded}}] }""",
        [typeof(ShapeList)] = """{ "items": [{ "shape": "CAS-9999999", "count": 17, "unanswered": 3, "lastAt": "2026-11-21T10:02:11.204113Z" }] }""",
        [typeof(KeyRequest)] = """{ "name": "Phone desk", "channels": ["phone"], "scopes": ["read", "write"] }""",
        [typeof(KeyView)] = Key,
        [typeof(KeyList)] = $$"""{ "items": [{{Key}}] }""",
    };

    /// <summary>What a phone menu sends.</summary>
    public static JsonNode? LookupForm => JsonNode.Parse("""{ "quoted": "867530912347", "customerPresent": true, "waitSeconds": 240 }""");

    public static JsonNode? Of(Type type) => JsonNode.Parse(Texts[type]);

    private static string CardWith(string contact) => $$"""
        { {{Number}}, "version": 1, "state": "open", "subject": "Price match for a drill", "category": "price-match", "channel": "email",
          "openedAt": "{{Opened}}", "updatedAt": "{{Opened}}", "waitingOn": "us", "waitingSince": "{{Opened}}",
          "waitedOnUsSeconds": 0, "lastMessageInAt": "{{Opened}}", "disputes": 0, "reopened": 0, "merged": [],
          "interactions": { "count": 1, "waitSeconds": 0 }, "handoffCount": 1,
          "contacts": [{{contact}}],
          "references": [{ "number": "867530912374", "system": "order", "value": "W-55120", "exclusive": false, "taught": false, "addedAt": "{{Opened}}" }, {{Reference}}],
          "approvals": [{{Approval}}], "promises": [{{Promise}}], "handoffs": [{{Handoff}}],
          "timeline": [{{FirstLine}}, {{SecondLine}}] }
        """;
}
