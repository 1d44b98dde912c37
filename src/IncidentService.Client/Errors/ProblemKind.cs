using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// The kind of a problem: stable, so that programs can branch on it. The list is open: a newer service may send other kinds.
/// </summary>
/// <param name="Value">The last part of the problem's type.</param>
[JsonConverter(typeof(OpenValueConverter<ProblemKind>))]
public readonly record struct ProblemKind(string Value) : IOpenValue<ProblemKind>
{
    /// <summary>A field violates the contract (400).</summary>
    public static ProblemKind InvalidRequest { get; } = new("invalid-request");

    /// <summary>The body cannot be read (400).</summary>
    public static ProblemKind MalformedBody { get; } = new("malformed-body");

    /// <summary>A header does not belong to this method (400).</summary>
    public static ProblemKind MisplacedHeader { get; } = new("misplaced-header");

    /// <summary>The key serves several channels (400).</summary>
    public static ProblemKind ChannelRequired { get; } = new("channel-required");

    /// <summary>No valid key was given (401).</summary>
    public static ProblemKind Unauthorized { get; } = new("unauthorized");

    /// <summary>The key lacks the required scope (403).</summary>
    public static ProblemKind ScopeMissing { get; } = new("scope-missing");

    /// <summary>The key does not serve this channel, team or location (403).</summary>
    public static ProblemKind PlaceNotAllowed { get; } = new("place-not-allowed");

    /// <summary>The antiforgery token of a browser's session is missing or wrong (403).</summary>
    public static ProblemKind AntiforgeryMissing { get; } = new("antiforgery-missing");

    /// <summary>A page of another origin sent the request (403).</summary>
    public static ProblemKind CrossOrigin { get; } = new("cross-origin");

    /// <summary>The authority that signs the tokens cannot be reached (503).</summary>
    public static ProblemKind IssuerUnreachable { get; } = new("issuer-unreachable");

    /// <summary>The session or token belongs to another person (403).</summary>
    public static ProblemKind AgentNotAllowed { get; } = new("agent-not-allowed");

    /// <summary>Too many wrong keys came from this address (429).</summary>
    public static ProblemKind TooManyWrongKeys { get; } = new("too-many-wrong-keys");

    /// <summary>The key may not be used from this address (403).</summary>
    public static ProblemKind AddressNotAllowed { get; } = new("address-not-allowed");

    /// <summary>The key was revoked, has expired or belongs to a person, and cannot be replaced (409).</summary>
    public static ProblemKind KeyNotReplaceable { get; } = new("key-not-replaceable");

    /// <summary>The approval exceeds the maximum of the key (403).</summary>
    public static ProblemKind GrantTooLarge { get; } = new("grant-too-large");

    /// <summary>The approval exceeds the daily maximum of the key (403).</summary>
    public static ProblemKind DayMaximumReached { get; } = new("day-maximum-reached");

    /// <summary>The incident has no such personal link (404).</summary>
    public static ProblemKind TrackingLinkUnknown { get; } = new("tracking-link-unknown");

    /// <summary>The customer's page: nothing was found for this number and contact (404).</summary>
    public static ProblemKind TrackingNotFound { get; } = new("tracking-not-found");

    /// <summary>The customer's page: the link does not work any more (404).</summary>
    public static ProblemKind TrackingLinkInvalid { get; } = new("tracking-link-invalid");

    /// <summary>The customer's page has been open for too long (401).</summary>
    public static ProblemKind TrackingViewExpired { get; } = new("tracking-view-expired");

    /// <summary>The customer's page: the problem is not marked as solved now (409).</summary>
    public static ProblemKind TrackingNotResolved { get; } = new("tracking-not-resolved");

    /// <summary>The customer's page: a promise is overdue (409).</summary>
    public static ProblemKind TrackingPromiseOwed { get; } = new("tracking-promise-owed");

    /// <summary>The customer's page: there is no contact to strike off (409).</summary>
    public static ProblemKind TrackingContactMissing { get; } = new("tracking-contact-missing");

    /// <summary>The customer's page: there were too many attempts (429).</summary>
    public static ProblemKind TooManyAttempts { get; } = new("too-many-attempts");

    /// <summary>This key sends too many requests (429).</summary>
    public static ProblemKind TooManyRequests { get; } = new("too-many-requests");

    /// <summary>The service failed unexpectedly (500).</summary>
    public static ProblemKind Unexpected { get; } = new("unexpected");

    /// <summary>The database cannot be reached or written at the moment (503).</summary>
    public static ProblemKind StoreUnavailable { get; } = new("store-unavailable");

    /// <summary>The service has the maximum number of connections open (503).</summary>
    public static ProblemKind TooManyConnections { get; } = new("too-many-connections");

    /// <summary>The body is larger than 64 KiB, or than 1 MiB for a message (413).</summary>
    public static ProblemKind BodyTooLarge { get; } = new("body-too-large");

    /// <summary>The media type of the body is not supported (415).</summary>
    public static ProblemKind UnsupportedMediaType { get; } = new("unsupported-media-type");

    /// <summary>Another incident holds this reference (409).</summary>
    public static ProblemKind ReferenceHeld { get; } = new("reference-held");

    /// <summary>The same request is still in progress (409).</summary>
    public static ProblemKind Conflict { get; } = new("conflict");

    /// <summary>This request was carried out, but its stored response has been erased (409).</summary>
    public static ProblemKind ReplayErased { get; } = new("replay-erased");

    /// <summary>This key's approvals must state their money in the currency of its limits (422).</summary>
    public static ProblemKind GrantMoneyRequired { get; } = new("grant-money-required");

    /// <summary>The hand-off has the same sender and receiver (422).</summary>
    public static ProblemKind HandoffToOneself { get; } = new("handoff-to-oneself");

    /// <summary>The incident has the maximum number of these items (422).</summary>
    public static ProblemKind TooManyItems { get; } = new("too-many-items");

    /// <summary>This Idempotency-Key was used for another request (422).</summary>
    public static ProblemKind IdempotencyKeyReused { get; } = new("idempotency-key-reused");

    /// <summary>The cursor does not belong to this list (400).</summary>
    public static ProblemKind InvalidCursor { get; } = new("invalid-cursor");

    /// <summary>This key has missed too often (429).</summary>
    public static ProblemKind TooManyGuesses { get; } = new("too-many-guesses");

    /// <summary>No incident has this number (404).</summary>
    public static ProblemKind NumberUnknown { get; } = new("number-unknown");

    /// <summary>The incident has changed since you read it (412).</summary>
    public static ProblemKind PreconditionFailed { get; } = new("precondition-failed");

    /// <summary>One of the two incidents was merged already (409).</summary>
    public static ProblemKind AlreadyMerged { get; } = new("already-merged");

    /// <summary>The incident was not merged into another (409).</summary>
    public static ProblemKind NotMerged { get; } = new("not-merged");

    /// <summary>The incident has no such item (404).</summary>
    public static ProblemKind ItemUnknown { get; } = new("item-unknown");

    /// <summary>No incident has this reference (404).</summary>
    public static ProblemKind ReferenceUnknown { get; } = new("reference-unknown");

    /// <summary>This system's references can belong to several incidents (409).</summary>
    public static ProblemKind ReferenceShared { get; } = new("reference-shared");

    /// <summary>The incident is resolved already (409).</summary>
    public static ProblemKind AlreadyResolved { get; } = new("already-resolved");

    /// <summary>The person who resolved it cannot relay the customer's confirmation (403).</summary>
    public static ProblemKind ResolverCannotConfirm { get; } = new("resolver-cannot-confirm");

    /// <summary>The incident is open: there is nothing to confirm or dispute (409).</summary>
    public static ProblemKind NotResolved { get; } = new("not-resolved");

    /// <summary>A promise to the customer is overdue (409).</summary>
    public static ProblemKind PromiseOverdue { get; } = new("promise-overdue");

    /// <summary>The promise has a different outcome (409).</summary>
    public static ProblemKind PromiseSettled { get; } = new("promise-settled");

    /// <summary>Nobody may redeem their own approval (403).</summary>
    public static ProblemKind OwnGrant { get; } = new("own-grant");

    /// <summary>This transaction was reversed (409).</summary>
    public static ProblemKind RedemptionReversed { get; } = new("redemption-reversed");

    /// <summary>The approval was revoked (409).</summary>
    public static ProblemKind ApprovalRevoked { get; } = new("approval-revoked");

    /// <summary>The approval cannot be redeemed in this place (409).</summary>
    public static ProblemKind ApprovalNotHere { get; } = new("approval-not-here");

    /// <summary>The approval cannot be redeemed yet (409).</summary>
    public static ProblemKind ApprovalNotYetValid { get; } = new("approval-not-yet-valid");

    /// <summary>The approval has expired (409).</summary>
    public static ProblemKind ApprovalExpired { get; } = new("approval-expired");

    /// <summary>The approval has been used up (409).</summary>
    public static ProblemKind ApprovalExhausted { get; } = new("approval-exhausted");

    /// <summary>This transaction id was used for another redemption (422).</summary>
    public static ProblemKind RedemptionDiffers { get; } = new("redemption-differs");

    /// <summary>The redemption does not fit the approval (422).</summary>
    public static ProblemKind DoesNotFit { get; } = new("does-not-fit");

    /// <summary>There is no such lookup (404).</summary>
    public static ProblemKind LookupUnknown { get; } = new("lookup-unknown");

    /// <summary>What was quoted cannot be taught (422).</summary>
    public static ProblemKind NotTeachable { get; } = new("not-teachable");

    /// <summary>A message with this id was received with other content (422).</summary>
    public static ProblemKind MessageDiffers { get; } = new("message-differs");

    /// <summary>The hand-off is addressed to another receiver (403).</summary>
    public static ProblemKind NotTheReceiver { get; } = new("not-the-receiver");

    /// <summary>The hand-off was withdrawn (409).</summary>
    public static ProblemKind HandoffWithdrawn { get; } = new("handoff-withdrawn");

    /// <summary>Another channel created the hand-off (403).</summary>
    public static ProblemKind NotTheSender { get; } = new("not-the-sender");

    /// <summary>Only the customer can say this directly, through web or chat (403).</summary>
    public static ProblemKind NotTheCustomer { get; } = new("not-the-customer");

    /// <summary>The hand-off was accepted (409).</summary>
    public static ProblemKind HandoffAccepted { get; } = new("handoff-accepted");

    /// <summary>There is no such key (404).</summary>
    public static ProblemKind KeyUnknown { get; } = new("key-unknown");

    /// <summary>Another channel has reserved this number (403).</summary>
    public static ProblemKind ReservedElsewhere { get; } = new("reserved-elsewhere");

    /// <summary>Nobody has reserved this number (409).</summary>
    public static ProblemKind NumberNotReserved { get; } = new("number-not-reserved");

    /// <summary>The number was issued to an existing incident (409).</summary>
    public static ProblemKind NumberTaken { get; } = new("number-taken");

    /// <summary>The key has no such block of numbers (404).</summary>
    public static ProblemKind NumberBlockUnknown { get; } = new("number-block-unknown");

    /// <summary>The signature of the request is invalid (403).</summary>
    public static ProblemKind SignatureInvalid { get; } = new("signature-invalid");

    /// <summary>There is no such webhook (404).</summary>
    public static ProblemKind WebhookUnknown { get; } = new("webhook-unknown");

    /// <summary>This is a connector, which only the configuration can change (409).</summary>
    public static ProblemKind WebhookConfigured { get; } = new("webhook-configured");

    /// <summary>The receiver failed repeatedly, so deliveries to it are suspended for a while (409).</summary>
    public static ProblemKind ReceiverHeld { get; } = new("receiver-held");

    /// <summary>The maximum number of webhooks exists already (422).</summary>
    public static ProblemKind TooManyWebhooks { get; } = new("too-many-webhooks");

    /// <summary>This key has the maximum number of streams open (429).</summary>
    public static ProblemKind TooManyStreams { get; } = new("too-many-streams");

    /// <summary>There is nothing at this address (404): the address in the client's options is wrong.</summary>
    public static ProblemKind NotFound { get; } = new("not-found");

    /// <summary>This address does not support this method (405).</summary>
    public static ProblemKind MethodNotAllowed { get; } = new("method-not-allowed");

    /// <summary>The response is not available in the requested media type (406).</summary>
    public static ProblemKind NotAcceptable { get; } = new("not-acceptable");

    /// <summary>The address is too long (414): the client's options make it so.</summary>
    public static ProblemKind AddressTooLong { get; } = new("address-too-long");

    /// <summary>The request headers are too large (431).</summary>
    public static ProblemKind HeadersTooLarge { get; } = new("headers-too-large");

    /// <summary>The request came too slowly (408).</summary>
    public static ProblemKind RequestTooSlow { get; } = new("request-too-slow");

    /// <summary>The request is not valid HTTP (400).</summary>
    public static ProblemKind BadRequest { get; } = new("bad-request");

    /// <summary>The service does not know this version of HTTP (505).</summary>
    public static ProblemKind HttpVersionUnknown { get; } = new("http-version-unknown");

    ProblemKind IOpenValue<ProblemKind>.Of(string value) => new(value);

    /// <summary>The last part of the problem's type.</summary>
    public override string ToString() => Value ?? "";
}
