namespace IncidentService.Common.Outcomes;

/// <summary>All kinds of problems. GET /problems shows this list.</summary>
internal static class Problems
{
    public const string BearerChallenge = "Bearer realm=\"IncidentService\"";

    public static readonly ProblemKind MalformedBody = new("malformed-body", 400, "The body cannot be read",
        "Send one JSON document in UTF-8, as the contract describes it.");
    public static readonly ProblemKind InvalidRequest = new("invalid-request", 400, "A field violates the contract",
        "Correct the fields listed in errors and send the request again.");
    public static readonly ProblemKind InvalidCursor = new("invalid-cursor", 400, "The cursor does not belong to this list",
        "Start again without a cursor, and keep all filters unchanged while you follow next.");
    public static readonly ProblemKind MisplacedHeader = new("misplaced-header", 400, "A header does not belong to this method",
        "Send Idempotency-Key with POST only, and If-Match with PATCH, PUT and DELETE only.");
    public static readonly ProblemKind ChannelRequired = new("channel-required", 400, "The key serves several channels",
        "Name one of them in the X-Channel header.");
    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "No valid key was given",
        "Send Authorization: Bearer and an API key (or the key as the Basic password). Ask the administrator for a new key if yours has expired or was revoked.")
    {
        Challenge = BearerChallenge,
    };
    public static readonly ProblemKind TrackingViewExpired = new("tracking-view-expired", 401, "The page has been open for too long",
        "Open it again with your link, or with your number and your e-mail address or phone number.")
    {
        Challenge = "Bearer realm=\"Customer\"",
    };
    public static readonly ProblemKind SignatureInvalid = new("signature-invalid", 403, "The signature of the request is invalid",
        "Compare the secret and the address in the other system's settings with those of this service.");
    public static readonly ProblemKind ScopeMissing = new("scope-missing", 403, "The key lacks the required scope",
        "Use a key with the scope named in detail.");
    public static readonly ProblemKind PlaceNotAllowed = new(
        "place-not-allowed", 403, "The key does not serve this channel, team or location",
        "Choose one that the key lists, or use another key.");
    public static readonly ProblemKind AntiforgeryMissing = new(
        "antiforgery-missing", 403, "The antiforgery token of the session is missing or wrong",
        "Send X-Antiforgery with every request but GET and HEAD. GET /v1/session returns its value. Nothing was changed.");
    public static readonly ProblemKind CrossOrigin = new("cross-origin", 403, "A page of another origin sent the request",
        "Send it from a page of this service, or from a program with Authorization: Bearer and an API key. Nothing was changed.");
    public static readonly ProblemKind AgentNotAllowed = new("agent-not-allowed", 403, "The session or token belongs to another person",
        "Omit X-Agent, or sign in as the person who acts.");
    public static readonly ProblemKind AddressNotAllowed = new("address-not-allowed", 403, "The key may not be used from this address",
        "Use it from one of the networks that it lists, or ask the administrator for another key.");
    public static readonly ProblemKind ResolverCannotConfirm = new(
        "resolver-cannot-confirm", 403, "The person who resolved it cannot relay the customer's confirmation",
        "Let a colleague send it, with their own name (X-Agent) or key, or let the customer confirm directly.");
    public static readonly ProblemKind NotTheCustomer = new(
        "not-the-customer", 403, "Only the customer can say this directly, through web or chat",
        "Leave relayed out, or send true: staff relay what the customer said.");
    public static readonly ProblemKind NotTheReceiver = new("not-the-receiver", 403, "The hand-off is addressed to another receiver",
        "Accept it with a key of the channel and team named in detail (X-Channel and X-Team choose among several).");
    public static readonly ProblemKind NotTheSender = new("not-the-sender", 403, "Another channel created the hand-off",
        "Withdraw it with a key of the channel named in detail, or accept it if you are the receiver.");
    public static readonly ProblemKind OwnGrant = new("own-grant", 403, "Nobody may redeem their own approval",
        "Let somebody else redeem it, with another key.");
    public static readonly ProblemKind ReservedElsewhere = new("reserved-elsewhere", 403, "Another channel has reserved this number",
        "Let the channel named in detail open it, or open the incident with POST /v1/incidents under a new number.") { CostsGuess = true };
    public static readonly ProblemKind GrantTooLarge = new("grant-too-large", 403, "The approval exceeds the maximum of the key",
        "Grant less, or use a key with a higher maximum.");
    public static readonly ProblemKind DayMaximumReached = new(
        "day-maximum-reached", 403, "The approval exceeds the daily maximum of the key",
        "Grant less, wait for the next day, or use another key. Revoking approvals does not restore the maximum.");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing at this address",
        "Check the address against the contract at /docs.");
    public static readonly ProblemKind NumberUnknown = new("number-unknown", 404, "No incident has this number",
        "Read it again digit by digit, or POST what the customer said to /v1/lookups, which finds more than exact numbers.")
    {
        CostsGuess = true
    };
    public static readonly ProblemKind ItemUnknown = new("item-unknown", 404, "The incident has no such item",
        "GET the incident: its card lists its items.");
    public static readonly ProblemKind ReferenceUnknown = new("reference-unknown", 404, "No incident has this reference",
        "PUT the same address to open an incident under it, or POST the text to /v1/lookups.");
    public static readonly ProblemKind LookupUnknown = new("lookup-unknown", 404, "There is no such lookup",
        "Take the id from the answer to POST /v1/lookups or from GET /v1/lookups.");
    public static readonly ProblemKind KeyUnknown = new("key-unknown", 404, "There is no such key",
        "GET /v1/keys lists them.");
    public static readonly ProblemKind NumberBlockUnknown = new("number-block-unknown", 404, "The key has no such block of numbers",
        "GET /v1/number-blocks lists the blocks of the key.");
    public static readonly ProblemKind TrackingLinkUnknown = new("tracking-link-unknown", 404, "The incident has no such personal link",
        "GET its tracking-links: they are listed there.");
    public static readonly ProblemKind TrackingNotFound = new(
        "tracking-not-found", 404, "We found nothing for this number and this e-mail address or phone number",
        "Check both. Use the e-mail address or phone number that you gave us. If it still does not work, ask us with the number at hand.");
    public static readonly ProblemKind TrackingLinkInvalid = new("tracking-link-invalid", 404, "This link does not work any more",
        "Open the page with your number and your e-mail address or phone number, or ask us for a new link.");
    public static readonly ProblemKind WebhookUnknown = new("webhook-unknown", 404, "There is no such webhook",
        "GET /v1/webhooks lists them.");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "This address does not support this method",
        "The Allow header lists the supported methods.");
    public static readonly ProblemKind NotAcceptable = new(
        "not-acceptable", 406, "The response is not available in the requested media type",
        "Accept application/json.");
    public static readonly ProblemKind NumberNotReserved = new("number-not-reserved", 409, "Nobody has reserved this number",
        "Read it again digit by digit, or open the incident with POST /v1/incidents. Numbers to be opened later come from POST /v1/number-blocks.")
    {
        CostsGuess = true
    };
    public static readonly ProblemKind NumberTaken = new("number-taken", 409, "The number was issued to an existing incident",
        "GET that incident. Only numbers of a reserved block can be opened by PUT.");
    public static readonly ProblemKind ReferenceHeld = new("reference-held", 409, "Another incident holds this reference",
        "Use the incident named in holder, or remove the reference there first.");
    public static readonly ProblemKind ReferenceShared = new(
        "reference-shared", 409, "This system's references can belong to several incidents",
        "Open with POST /v1/incidents, or PUT the reference of an exclusive system.");
    public static readonly ProblemKind AlreadyMerged = new("already-merged", 409, "One of the two incidents was merged already",
        "Work with the incident named in holder, or unmerge the other first.");
    public static readonly ProblemKind NotMerged = new("not-merged", 409, "The incident was not merged into another",
        "GET it: merged lists the incidents that were merged into it. Unmerge one of those numbers.");
    public static readonly ProblemKind AlreadyResolved = new("already-resolved", 409, "The incident is resolved already",
        "There is nothing left to do. If the customer disagrees, POST to its dispute first.");
    public static readonly ProblemKind NotResolved = new(
        "not-resolved", 409, "The incident is open: there is nothing to confirm or dispute",
        "POST to its resolution first, with what the customer was told.");
    public static readonly ProblemKind PromiseOverdue = new("promise-overdue", 409, "A promise to the customer is overdue",
        "First PUT the outcome of the promises named in detail: kept, withdrawn, or broken with a note that says why.");
    public static readonly ProblemKind TrackingNotResolved = new("tracking-not-resolved", 409, "The problem is not marked as solved now",
        "Load the page again to see what has changed. You can always write a message.");
    public static readonly ProblemKind TrackingPromiseOwed = new(
        "tracking-promise-owed", 409, "We still owe you something that we promised",
        "We have to answer for it first. If you do not need it any more, write us a message.");
    public static readonly ProblemKind TrackingContactMissing = new(
        "tracking-contact-missing", 409, "We have no e-mail address or phone number of yours here",
        "There is nothing to strike off. Write a message if we asked you all the same.");
    public static readonly ProblemKind PromiseSettled = new("promise-settled", 409, "The promise has a different outcome",
        "GET it to see which. The outcome of a settled promise is final: make a new promise if one is due, or add a note to the timeline.");
    public static readonly ProblemKind HandoffAccepted = new("handoff-accepted", 409, "The hand-off was accepted",
        "The receiver works on it. Ask them, or ask them to hand it back.");
    public static readonly ProblemKind HandoffWithdrawn = new("handoff-withdrawn", 409, "The hand-off was withdrawn",
        "The sender withdrew it. GET the incident to see who works on it; they can hand it off again.");
    public static readonly ProblemKind RedemptionReversed = new("redemption-reversed", 409, "This transaction was reversed",
        "Do not honour it. To honour it after all, redeem again under a new transaction id.");
    public static readonly ProblemKind ApprovalRevoked = new("approval-revoked", 409, "The approval was revoked",
        "Do not honour it. Ask whoever revoked it (revokedBy), or ask for a new approval.");
    public static readonly ProblemKind ApprovalNotHere = new("approval-not-here", 409, "The approval cannot be redeemed in this place",
        "Send the customer to one of the channels and locations that it lists, or ask for an approval that is valid here.");
    public static readonly ProblemKind ApprovalNotYetValid = new("approval-not-yet-valid", 409, "The approval cannot be redeemed yet",
        "Redeem it at validFrom or later.");
    public static readonly ProblemKind ApprovalExpired = new("approval-expired", 409, "The approval has expired",
        "Do not honour it. Ask for a new approval.");
    public static readonly ProblemKind ApprovalExhausted = new("approval-exhausted", 409, "The approval has been used up",
        "Do not honour it. redeemedBy says who redeemed it, and when. If that was a mistake, reverse that transaction.");
    public static readonly ProblemKind WebhookConfigured = new(
        "webhook-configured", 409, "This is a connector, which only the configuration can change",
        "Change the configuration and restart the service. A connector can be paused, resumed and replayed here.");
    public static readonly ProblemKind ReceiverHeld = new(
        "receiver-held", 409, "The receiver failed repeatedly, so deliveries to it are suspended for a while",
        "Wait as Retry-After says, and try again.");
    public static readonly ProblemKind KeyNotReplaceable = new("key-not-replaceable", 409, "This key cannot be replaced",
        "Create a new key: this one was revoked, has expired, or belongs to a person, whose tokens an authority signs.");
    public static readonly ProblemKind Conflict = new("conflict", 409, "The same request is still in progress",
        "Wait a moment and repeat it with the same Idempotency-Key.");
    public static readonly ProblemKind ReplayErased = new(
        "replay-erased", 409, "This request was carried out, but its stored response has been erased",
        "Do not repeat it. GET the address in detail to see what it created.");
    public static readonly ProblemKind PreconditionFailed = new("precondition-failed", 412, "The incident has changed since you read it",
        "GET it again, check what changed, and repeat the request with the new ETag if your change still makes sense.");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is too large",
        "Send at most 64 KiB of JSON, 1 MiB of a message, or 25 MiB of a mail. Attachments are links, not file contents.");
    public static readonly ProblemKind UnsupportedMediaType = new(
        "unsupported-media-type", 415, "The media type of the body is not supported",
        "Send Content-Type: application/json (PATCH also takes application/merge-patch+json).");
    public static readonly ProblemKind IdempotencyKeyReused = new(
        "idempotency-key-reused", 422, "This Idempotency-Key was used for another request",
        "Use a new key for a new request. A repeated request must have the same method, address and body.");
    public static readonly ProblemKind MessageDiffers = new(
        "message-differs", 422, "A message with this id was received with other content",
        "Send an edited message under an id of its own. The fields in errors differ from what was received first.");
    public static readonly ProblemKind TooManyItems = new("too-many-items", 422, "The incident has the maximum number of these items",
        "Remove items that are not needed, or open another incident.");
    public static readonly ProblemKind TooManyWebhooks = new("too-many-webhooks", 422, "The maximum number of webhooks exists already",
        "Delete webhooks that are not needed, or let several systems share one receiver.");
    public static readonly ProblemKind HandoffToOneself = new("handoff-to-oneself", 422, "The hand-off has the same sender and receiver",
        "Name another channel, or another one of your teams.");
    public static readonly ProblemKind GrantMoneyRequired = new(
        "grant-money-required", 422, "This key's approvals must state their money in the currency of its limits",
        "State what the approval may give away, in the currency named in detail, or use a key without limits.");
    public static readonly ProblemKind RedemptionDiffers = new(
        "redemption-differs", 422, "This transaction id was used for another redemption",
        "Repeat a redemption from the same place with the same details, and use a new transaction id for a new redemption.");
    public static readonly ProblemKind DoesNotFit = new("does-not-fit", 422, "The redemption does not fit the approval",
        "Correct the fields listed in errors to match the approval, or omit them to take them from the approval.");
    public static readonly ProblemKind NotTeachable = new("not-teachable", 422, "What was quoted cannot be taught",
        "Only text from a miss can be taught, and only if it looks like an identifier with at least four digits. To record the answer without teaching, omit system.");
    public static readonly ProblemKind TooManyAttempts = new("too-many-attempts", 429, "There were too many attempts",
        "Wait as Retry-After says, or use the link that we sent you.");
    public static readonly ProblemKind TooManyGuesses = new("too-many-guesses", 429, "This key has missed too often",
        "Wait as Retry-After says. Misses and repairs are limited so that nobody can find incidents by guessing numbers.");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "This key sends too many requests",
        "Wait as Retry-After says.");
    public static readonly ProblemKind TooManyWrongKeys = new("too-many-wrong-keys", 429, "Too many wrong keys came from this address",
        "Wait as Retry-After says, and check the key. Ask the administrator for a new one if yours has expired or was revoked.")
    {
        Challenge = BearerChallenge,
    };
    public static readonly ProblemKind TooManyStreams = new("too-many-streams", 429, "This key has the maximum number of streams open",
        "Close a stream that is no longer read, or wait as Retry-After says.");
    public static readonly ProblemKind AddressTooLong = new("address-too-long", 414, "The address is too long",
        "Send at most 8 KiB of method, path and query. Long texts go into a body: POST /v1/incidents/search, POST /v1/lookups.");
    public static readonly ProblemKind HeadersTooLarge = new("headers-too-large", 431, "The request headers are too large",
        "Send shorter or fewer headers.");
    public static readonly ProblemKind RequestTooSlow = new("request-too-slow", 408, "The request came too slowly",
        "Send it again, at more than 240 bytes a second.");
    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The request is not valid HTTP",
        "Check the request line and headers.");
    public static readonly ProblemKind HttpVersionUnknown = new("http-version-unknown", 505, "This version of HTTP is not known here",
        "Use HTTP/1.1 or HTTP/2.");
    public static readonly ProblemKind Unexpected = new("unexpected", 500, "The service failed unexpectedly",
        "Repeat the request. If it fails again, report the time and the trace id.");
    public static readonly ProblemKind Unavailable = new(
        "store-unavailable", 503, "The database cannot be reached or written at the moment",
        "Nothing was changed. Repeat the request as Retry-After says.");

    public static readonly ProblemKind IssuerUnreachable = new(
        "issuer-unreachable", 503, "The authority that signs the tokens cannot be reached",
        "Nothing was changed. Repeat the request as Retry-After says, or use an API key.");

    public static readonly ProblemKind TooManyConnections = new(
        "too-many-connections", 503, "The service has the maximum number of connections open",
        "Nothing was read. Connect again later; keep connections open for several requests, and few at once.");

    public static readonly IReadOnlyList<ProblemKind> All = [.. typeof(Problems)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .Where(field => field.FieldType == typeof(ProblemKind))
        .Select(field => (ProblemKind)field.GetValue(null)!)];
}
