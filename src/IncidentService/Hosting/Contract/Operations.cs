using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Lookup;
using IncidentService.Messages;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Hosting;

/// <summary>The words of the contract, operation by operation.</summary>
internal static partial class Operations
{
    /// <summary>A property: the fields of the other parts of this class need it before the fields of this part are made.</summary>
    private static ProblemKind[] Once => [Problems.Conflict, Problems.ReplayErased, Problems.IdempotencyKeyReused];

    /// <summary>Why what a call brings along, approvals or a hand-off, may be refused, and the call with it.</summary>
    private static ProblemKind[] Brought =>
        [Problems.GrantTooLarge, Problems.DayMaximumReached, Problems.GrantMoneyRequired, Problems.HandoffToOneself, Problems.TooManyItems];

    public static readonly Operation OpenIncident = new(
        "Open an incident",
        "Issues a number and takes everything that is known, in one transaction: contacts, references, a first message, approvals (which need the scope approve), promises and a hand-off. Tell the customer the number as `formatted`.")
    {
        Body = typeof(OpenRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(Card), "Opened; the card.")],
        Refusals = [Problems.ReferenceHeld, .. Brought, .. Once],
    };

    public static readonly Operation ListIncidents = new(
        "List incidents",
        "Newest first, or with `order=longest-waiting` those that have waited on us longest, whatever the channel. A merged incident is listed as the one it was merged into. Follow `next` with unchanged filters; an unchanged incident appears exactly once.")
    {
        Answers = [new(200, typeof(IncidentPage), "A page.")],
        Refusals = [Problems.InvalidCursor],
    };

    public static readonly Operation SearchIncidents = new(
        "Search incidents",
        "The filters of the list, and what must never stand in an address: a contact, a reference, and words of subject, messages and notes (whole words or their beginnings). Changes nothing.")
    {
        Body = typeof(SearchRequest),
        Answers = [new(200, typeof(IncidentPage), "A page.")],
        Refusals = [Problems.InvalidCursor, Problems.MisplacedHeader],
    };

    public static readonly Operation GetIncident = new(
        "Get an incident by its number",
        "The whole card in one call. The number may be grouped as it was typed. One that was merged answers with the incident it lives on in, and says so in `askedFor`.")
    {
        Tagged = true,
        Answers = [new(200, typeof(Card), "The card."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly Operation GetStatus = new(
        "Get the status of an incident",
        "State, whose turn it is and until when something was promised, for callers that must not see more: a phone menu, a status page.")
    {
        Tagged = true,
        Answers = [new(200, typeof(IncidentStatus), "The status."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly Operation PatchIncident = new(
        "Change subject, category or team",
        "A JSON merge patch (RFC 7396): what is not named stays, null takes away. A key without the scope read is shown no contacts, references or texts.")
    {
        Body = typeof(PatchRequest), AlsoTakes = "application/merge-patch+json", Writes = true, Guarded = true, Tagged = true,
        Answers = [new(200, typeof(Card), "The card as it is now.")],
        Refusals = [Problems.NumberUnknown],
    };

    public static readonly Operation ListTimeline = new(
        "Read the timeline",
        "Everything that happened, from all channels in one order, oldest first.")
    {
        Answers = [new(200, typeof(LinePage), "A page.")],
        Refusals = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly Operation AddToTimeline = new(
        "Add a message or a note",
        "A message in makes it our turn and counts as an interaction; one out makes it the customer's; one marked automatic moves nothing, and keeps an acknowledgement at most. A message in stops the quiet clock of what is resolved, and opens again what is closed. A message out may bring approvals (which need the scope approve), promises and a hand-off, named in the facts of its line. Attachments are https links with their SHA-256, never bytes.")
    {
        Body = typeof(LineRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(Line), "Added; the line.")],
        Refusals = [Problems.NumberUnknown, .. Brought, .. Once],
    };

    public static readonly Operation GetLine = new(
        "Get one line of the timeline", "By its sequence within the incident.")
    {
        Tagged = true,
        Answers = [new(200, typeof(Line), "The line."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation RedactLine = new(
        "Remove what a line said",
        "Text and attachments go, from search and from kept answers too; the line stays, and the timeline says that it was redacted. Doing it again changes nothing.")
    {
        Body = typeof(RedactionRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(Line), "The line as it is now.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown, .. Once],
    };

    public static readonly Operation ListInteractions = new(
        "List the times the customer was there", "Calls, visits, chats and messages in: how often they had to tell the story.")
    {
        Answers = [new(200, typeof(InteractionPage), "A page.")],
        Refusals = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly Operation RecordInteraction = new(
        "Record that the customer was there", "With how long they waited, when known. Messages in and lookups with customerPresent record theirs themselves. The quiet clock of what is resolved begins anew.")
    {
        Body = typeof(InteractionRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(Interaction), "Recorded.")],
        Refusals = [Problems.NumberUnknown, .. Once],
    };

    public static readonly Operation GetInteraction = new(
        "Get one interaction", "By its ordinal within the incident.")
    {
        Tagged = true,
        Answers = [new(200, typeof(Interaction), "The interaction."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation AddContact = new(
        "Add a contact", "How else the customer is known. A contact that the incident has already is answered with 200 and changes nothing, but that it confirms one that was to be confirmed.")
    {
        Body = typeof(ContactRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(CardContact), "Added."), new(200, typeof(CardContact), "The incident had it already.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyItems, .. Once],
    };

    public static readonly Operation GetContact = new(
        "Get one contact", "By its ordinal within the incident.")
    {
        Tagged = true,
        Answers = [new(200, typeof(CardContact), "The contact."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation RemoveContact = new(
        "Remove a contact", "Its value goes; its ordinal is never given again. Removing it twice changes nothing more.")
    {
        Writes = true, Guarded = true, Tagged = true,
        Answers = [new(204, null, "Gone.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation PutReference = new(
        "Give an incident a reference",
        "Idempotent. In an exclusive system (the default) one incident at most holds a value; `holder` names it. The value is percent-encoded; whether systems are exclusive is configuration.")
    {
        Writes = true, Guarded = true, Tagged = true,
        Answers = [new(201, typeof(CardReference), "Added."), new(200, typeof(CardReference), "The incident had it already.")],
        Refusals = [Problems.NumberUnknown, Problems.ReferenceHeld, Problems.TooManyItems],
    };

    public static readonly Operation GetReference = new(
        "Get one reference of an incident", "By its system and value.")
    {
        Tagged = true,
        Answers = [new(200, typeof(CardReference), "The reference."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation RemoveReference = new(
        "Take a reference away", "Idempotent: one that is not there is gone.")
    {
        Writes = true, Guarded = true, Tagged = true,
        Answers = [new(204, null, "Gone.")],
        Refusals = [Problems.NumberUnknown],
    };

    public static readonly Operation FindByReference = new(
        "Find incidents by another system's reference", "One at most in an exclusive system; any number in a shared one, such as orders.")
    {
        Answers = [new(200, typeof(ReferenceMatches), "What it leads to.")],
        Refusals = [Problems.ReferenceUnknown],
    };

    public static readonly Operation FindOrOpen = new(
        "Find the incident of a reference, or open it",
        "Exactly one incident, however many callers race. The body is used only when there is none yet. Only exclusive systems can be asked this way.")
    {
        Body = typeof(OpenRequest), Writes = true, Guarded = true, Tagged = true,
        Answers = [new(200, typeof(Card), "There was one; its card."), new(201, typeof(Card), "There was none; the card of the new one.")],
        Refusals = [Problems.ReferenceHeld, Problems.ReferenceShared, .. Brought],
    };

    public static readonly Operation ReceiveMessage = new(
        "Take in a message from the customer",
        "Finds the incident by the conversation, by a number quoted in subject or text, or opens one. Once per system and messageId, however often delivered and in whatever order. "
        + "A quoted number whose contacts contradict the sender opens a new incident, flagged with `mismatch`, and both tell of the other. "
        + "A second person in a known conversation is appended: the line's facts have `toConfirm` and the contact, which stands on the card with `toConfirm`.")
    {
        Body = typeof(MessageRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(MessageReceipt), "Taken; Location is its line in the timeline."), new(200, typeof(MessageReceipt), "Taken before; nothing has changed.")],
        Refusals = Once,
    };

    public static readonly Operation LookUp = new(
        "What is this number?",
        "Takes whatever the customer said or pasted, in any channel, and always answers 200 with an outcome: exact, merged, reference, contact, repaired, ambiguous, reserved or none. "
        + "A single match carries the whole card (contacts masked while it is to be confirmed), several carry summaries, best first. Every lookup is recorded. "
        + "Misses and repairs share one limit per key. Phone menus may send a form and HTTP Basic with the key as password.")
    {
        Body = typeof(LookupRequest), AlsoTakes = "application/x-www-form-urlencoded", Writes = true,
        Answers = [new(200, typeof(LookupAnswer), "What was found.")],
        Refusals = [Problems.TooManyGuesses, .. Once],
    };

    public static readonly Operation ListLookups = new(
        "List lookups", "Newest first. outcome=none lists the misses, with what was quoted: the kaizen list.")
    {
        Answers = [new(200, typeof(LookupPage), "A page.")],
        Refusals = [Problems.InvalidCursor],
    };

    public static readonly Operation ListShapes = new(
        "List the shapes of misses", "Misses that look alike in one line, the most frequent first, so that a whole forgotten system is seen and connected.")
    {
        Answers = [new(200, typeof(ShapeList), "The shapes.")],
    };

    public static readonly Operation GetLookup = new(
        "Get one lookup", "As it was recorded, with its answer if somebody has given one.")
    {
        Answers = [new(200, typeof(RecordedLookup), "The lookup.")],
        Refusals = [Problems.LookupUnknown],
    };

    public static readonly Operation AnswerLookup = new(
        "Say which incident a lookup was about",
        "Confirms a match, or answers a miss. With `system`, identifier-like words (four digits at least) are taught: from now on they lead here, to be confirmed. "
        + "Records the interaction of a customer who was present, once.")
    {
        Body = typeof(AnswerRequest), Writes = true, Guarded = true,
        Answers = [new(200, typeof(RecordedLookup), "The lookup with its answer.")],
        Refusals = [Problems.LookupUnknown, Problems.NumberUnknown, Problems.NotTeachable],
    };

    public static readonly Operation WithdrawAnswer = new(
        "Withdraw the answer of a lookup", "What it taught is forgotten. Withdrawing it twice changes nothing more.")
    {
        Writes = true, Answers = [new(204, null, "Withdrawn.")],
        Refusals = [Problems.LookupUnknown],
    };

    public static readonly Operation CreateKey = new(
        "Create a key", "The key itself is in this answer alone; only its hash is stored. So a repeat with the same Idempotency-Key is refused with replay-erased, which names what was made: revoke that, and make another.")
    {
        Body = typeof(KeyRequest), Writes = true,
        Answers = [new(201, typeof(KeyView), "Created; `key` is shown once.")],
        Refusals = Once,
    };

    public static readonly Operation ListKeys = new(
        "List keys", "With what they may do and where they speak from; never the keys themselves.")
    {
        Answers = [new(200, typeof(KeyList), "All keys, oldest first.")],
    };

    public static readonly Operation GetKey = new(
        "Get one key", "What it may do and where it speaks from; never the key itself.")
    {
        Answers = [new(200, typeof(KeyView), "The key.")],
        Refusals = [Problems.KeyUnknown],
    };

    public static readonly Operation RevokeKey = new(
        "Revoke a key", "It stops working at once, everywhere. Revoking it twice changes nothing more.")
    {
        Writes = true, Answers = [new(204, null, "Revoked.")],
        Refusals = [Problems.KeyUnknown],
    };
}
