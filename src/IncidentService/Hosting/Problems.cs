namespace IncidentService.Hosting;

/// <summary>Every cause of refusal there is. GET /problems shows this list.</summary>
internal static class Problems
{
    public static readonly ProblemKind MalformedBody = new("malformed-body", 400, "The body cannot be read",
        "Send one JSON document in UTF-8, as the contract describes it.");
    public static readonly ProblemKind InvalidRequest = new("invalid-request", 400, "A field is not as the contract says",
        "Correct the fields listed in errors and send the request again.");
    public static readonly ProblemKind InvalidCursor = new("invalid-cursor", 400, "The cursor does not belong to this list",
        "Start again without a cursor, and keep all filters unchanged while following next.");
    public static readonly ProblemKind MisplacedHeader = new("misplaced-header", 400, "A header does not belong to this method",
        "Send Idempotency-Key with POST only, and If-Match with PATCH, PUT and DELETE only.");
    public static readonly ProblemKind ChannelRequired = new("channel-required", 400, "The key serves several channels",
        "Say which one in the X-Channel header.");
    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "No valid key was given",
        "Send Authorization: Bearer and an API key (or the key as the Basic password). Ask the administrator for a new key if yours has expired or was revoked.");
    public static readonly ProblemKind SignatureInvalid = new("signature-invalid", 403, "The request is not signed as it must be",
        "Compare the secret and the address in the other system's settings with those of this service.");
    public static readonly ProblemKind ScopeMissing = new("scope-missing", 403, "The key may not do this",
        "Use a key with the scope named in detail.");
    public static readonly ProblemKind PlaceNotAllowed = new("place-not-allowed", 403, "The key does not serve this channel, team or location",
        "Pick one of those that the key lists, or use another key.");
    public static readonly ProblemKind ResolverCannotConfirm = new("resolver-cannot-confirm", 403, "Who resolved it cannot pass on that the customer agrees",
        "Let a colleague with a name (X-Agent) or key of their own send it, or let the customer say so themselves.");
    public static readonly ProblemKind NotTheReceiver = new("not-the-receiver", 403, "The hand-off goes to somebody else",
        "Accept it with a key of the channel and team named in detail (X-Channel and X-Team pick among several).");
    public static readonly ProblemKind NotTheSender = new("not-the-sender", 403, "Somebody else has handed over",
        "Withdraw it with a key of the channel named in detail, or accept it if it goes to you.");
    public static readonly ProblemKind OwnGrant = new("own-grant", 403, "Nobody redeems an approval of their own",
        "Have it redeemed by somebody else, with another key.");
    public static readonly ProblemKind ReservedElsewhere = new("reserved-elsewhere", 403, "Another channel has reserved this number",
        "Have it opened by the channel named in detail, or open the incident with POST /v1/incidents under a number of its own.") { CostsGuess = true };
    public static readonly ProblemKind GrantTooLarge = new("grant-too-large", 403, "The key may not grant as much at once",
        "Grant less, or have it granted with a key that may.");
    public static readonly ProblemKind DayMaximumReached = new("day-maximum-reached", 403, "The key may not grant as much on one day",
        "Grant less, wait for the next day, or have it granted with another key. Revoking approvals gives nothing back.");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing at this address",
        "Check the address against the contract at /docs.");
    public static readonly ProblemKind NumberUnknown = new("number-unknown", 404, "No incident has this number",
        "Read it again digit by digit, or POST what the customer said to /v1/lookups, which finds more than exact numbers.") { CostsGuess = true };
    public static readonly ProblemKind ItemUnknown = new("item-unknown", 404, "The incident has no such item",
        "GET the incident: its card lists what it has.");
    public static readonly ProblemKind ReferenceUnknown = new("reference-unknown", 404, "No incident has this reference",
        "PUT the same address to open an incident under it, or POST the words to /v1/lookups.");
    public static readonly ProblemKind LookupUnknown = new("lookup-unknown", 404, "There is no such lookup",
        "Take the id from the answer to POST /v1/lookups or from GET /v1/lookups.");
    public static readonly ProblemKind KeyUnknown = new("key-unknown", 404, "There is no such key",
        "GET /v1/keys lists them.");
    public static readonly ProblemKind NumberBlockUnknown = new("number-block-unknown", 404, "The key has no such block of numbers",
        "GET /v1/number-blocks lists those that it has.");
    public static readonly ProblemKind WebhookUnknown = new("webhook-unknown", 404, "There is no such webhook",
        "GET /v1/webhooks lists them.");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "This address does not take this method",
        "The Allow header lists the methods it takes.");
    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406, "The answer cannot be given in that form",
        "Accept application/json.");
    public static readonly ProblemKind NumberNotReserved = new("number-not-reserved", 409, "Nobody has reserved this number",
        "Read it again digit by digit, or open the incident with POST /v1/incidents. Numbers to be opened later come from POST /v1/number-blocks.") { CostsGuess = true };
    public static readonly ProblemKind NumberTaken = new("number-taken", 409, "The number was issued to an incident of its own",
        "GET that incident. Only numbers of a block are opened by name.");
    public static readonly ProblemKind ReferenceHeld = new("reference-held", 409, "Another incident holds this reference",
        "Use the incident named in holder, or remove the reference there first.");
    public static readonly ProblemKind ReferenceShared = new("reference-shared", 409, "This system's references can belong to several incidents",
        "Open with POST /v1/incidents, or PUT the reference of an exclusive system.");
    public static readonly ProblemKind AlreadyMerged = new("already-merged", 409, "One of the two was merged already",
        "Work with the incident named in holder, or unmerge the other first.");
    public static readonly ProblemKind NotMerged = new("not-merged", 409, "The incident was not merged into another",
        "GET it: merged lists what lives on in it; unmerge one of those numbers.");
    public static readonly ProblemKind AlreadyResolved = new("already-resolved", 409, "The incident is resolved already",
        "Nothing is left to do, or, if the customer says otherwise, POST to its dispute first.");
    public static readonly ProblemKind NotResolved = new("not-resolved", 409, "The incident is open: there is nothing to confirm or dispute",
        "POST to its resolution first, with what the customer was told.");
    public static readonly ProblemKind PromiseOverdue = new("promise-overdue", 409, "A promise to the customer is overdue",
        "Answer for it first: PUT the outcome of the promises named in detail: kept, withdrawn, or broken with a note that says why.");
    public static readonly ProblemKind PromiseSettled = new("promise-settled", 409, "The promise has come to another outcome",
        "GET it to see which. What was settled stays so: make a new promise if one is due, or add a note to the timeline.");
    public static readonly ProblemKind HandoffAccepted = new("handoff-accepted", 409, "The hand-off was accepted",
        "The receiver works on it: ask them, or have them hand it back.");
    public static readonly ProblemKind HandoffWithdrawn = new("handoff-withdrawn", 409, "The hand-off was withdrawn",
        "Whoever handed over has taken it back. GET the incident to see who works on it; they can hand over again.");
    public static readonly ProblemKind RedemptionReversed = new("redemption-reversed", 409, "This transaction was reversed",
        "Do not honour it. Redeem again under a new transaction id, if it is to be honoured after all.");
    public static readonly ProblemKind ApprovalRevoked = new("approval-revoked", 409, "The approval was revoked",
        "Do not honour it. Ask those who revoked it (revokedBy), or for a new approval.");
    public static readonly ProblemKind ApprovalNotHere = new("approval-not-here", 409, "The approval cannot be redeemed in this place",
        "Send the customer to one of the channels and locations that it lists, or ask for an approval that is good here.");
    public static readonly ProblemKind ApprovalNotYetValid = new("approval-not-yet-valid", 409, "The approval cannot be redeemed yet",
        "Redeem it from validFrom on.");
    public static readonly ProblemKind ApprovalExpired = new("approval-expired", 409, "The approval has expired",
        "Do not honour it. Ask for a new approval.");
    public static readonly ProblemKind ApprovalExhausted = new("approval-exhausted", 409, "The approval has been used up",
        "Do not honour it. redeemedBy says who did, and when; if that was a mistake, have that transaction reversed.");
    public static readonly ProblemKind WebhookConfigured = new("webhook-configured", 409, "This is a connector, of which configuration says what it is and hears",
        "Change the service's configuration and start it again. Pausing, resuming and replaying are done here.");
    public static readonly ProblemKind ReceiverHeld = new("receiver-held", 409, "The receiver has failed too often just now, and is left alone for a while",
        "Wait as Retry-After says, and try again.");
    public static readonly ProblemKind Conflict = new("conflict", 409, "The same request is still being worked on",
        "Wait a moment and repeat it with the same Idempotency-Key.");
    public static readonly ProblemKind ReplayErased = new("replay-erased", 409, "This request was carried out, and its answer has been erased since",
        "Do not repeat it. GET the address in detail for what it made.");
    public static readonly ProblemKind PreconditionFailed = new("precondition-failed", 412, "The incident has changed since you read it",
        "GET it again, look at what changed, and repeat with its new ETag if your change still makes sense.");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is larger than 64 KiB",
        "Send less; attachments travel as links.");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body's media type is not taken here",
        "Send Content-Type: application/json (PATCH also takes application/merge-patch+json).");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422, "This Idempotency-Key was used for another request",
        "Take a new key for a new request; repeat a request with exactly the same method, address and body.");
    public static readonly ProblemKind TooManyItems = new("too-many-items", 422, "The incident has as many of these as it may have",
        "Remove what is not needed, or open another incident.");
    public static readonly ProblemKind TooManyWebhooks = new("too-many-webhooks", 422, "There are as many webhooks as there may be",
        "Delete what is not needed, or have several systems share one receiver.");
    public static readonly ProblemKind HandoffToOneself = new("handoff-to-oneself", 422, "The hand-off would go to whoever hands over",
        "Name another channel, or another team of yours.");
    public static readonly ProblemKind GrantMoneyRequired = new("grant-money-required", 422, "This key's approvals must state their money in the currency of its limits",
        "State what the approval may give away, in the currency named in detail, or have it granted with a key that has no limits.");
    public static readonly ProblemKind RedemptionDiffers = new("redemption-differs", 422, "This transaction id was used for another redemption",
        "Repeat a redemption from the same place with the same details, and take a new transaction id for a new one.");
    public static readonly ProblemKind DoesNotFit = new("does-not-fit", 422, "What is to be redeemed does not fit the approval",
        "Correct what errors lists so that it is what was granted, or leave it out to take it as granted.");
    public static readonly ProblemKind NotTeachable = new("not-teachable", 422, "What was quoted cannot be taught",
        "Only the words of a miss are kept to be taught, and of those only identifier-like text with four digits at least. Send the answer without system to record it alone.");
    public static readonly ProblemKind TooManyGuesses = new("too-many-guesses", 429, "This key has missed too often",
        "Wait as Retry-After says. Misses and repairs are limited so that nobody walks the register by guessing.");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "This key sends too many requests",
        "Wait as Retry-After says.");
    public static readonly ProblemKind TooManyStreams = new("too-many-streams", 429, "This key has as many streams open as it may have",
        "Close one that is no longer read, or wait as Retry-After says.");
    public static readonly ProblemKind HeadersTooLarge = new("headers-too-large", 431, "The request's head is too large",
        "Send shorter or fewer headers.");
    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The request is not valid HTTP",
        "Check the request line and headers.");
    public static readonly ProblemKind Unexpected = new("unexpected", 500, "The service made a mistake",
        "Repeat the request; if it happens again, report the time and the trace id.");
    public static readonly ProblemKind Unavailable = new("store-unavailable", 503, "The register cannot be reached or written now",
        "Nothing was changed. Repeat the request as Retry-After says.");

    public static readonly IReadOnlyList<ProblemKind> All = [.. typeof(Problems)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .Where(field => field.FieldType == typeof(ProblemKind))
        .Select(field => (ProblemKind)field.GetValue(null)!)];
}
