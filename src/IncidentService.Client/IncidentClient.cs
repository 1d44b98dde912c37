namespace IncidentService.Client;

/// <summary>
/// The client of the service, with a property per resource. It is thread-safe. Create one for the whole program, because its circuit
/// breaker counts all calls.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="IncidentApiException"/> (the service refused the call, and says why), <see
/// cref="IncidentUnreachableException"/> (the result is unknown; repeat the call later), <see cref="ArgumentException"/> (nothing was sent)
/// and <see cref="OperationCanceledException"/>. Times are sent and received in UTC,
/// with microseconds.
/// </remarks>
public sealed partial class IncidentClient : IDisposable
{
    private readonly HttpClient? own;

    /// <summary>Creates a client with its own connections.</summary>
    /// <param name="options">How to reach the service. The client copies the options.</param>
    /// <param name="clock">The clock of retries and timeouts; the system clock by default.</param>
    /// <exception cref="ArgumentException">The address or the key is missing.</exception>
    public IncidentClient(IncidentClientOptions options, TimeProvider? clock = null)
        : this(options, new HttpClient(Handler()) { Timeout = Timeout.InfiniteTimeSpan }, clock, owns: true)
    {
    }

    /// <summary>
    /// Creates a client over a given <see cref="HttpClient"/>, which the caller keeps and disposes of. Its timeout should be longer than
    /// that of an attempt.
    /// </summary>
    /// <inheritdoc cref="IncidentClient(IncidentClientOptions, TimeProvider)"/>
    public IncidentClient(IncidentClientOptions options, HttpClient http, TimeProvider? clock = null)
        : this(options, http, clock, owns: false)
    {
    }

    internal IncidentClient(IncidentClientOptions options, Func<HttpClient> http, TimeProvider? clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        var transport = new Transport(options.Checked(), http, clock ?? TimeProvider.System);
        Incidents = new IncidentCalls(transport);
        Messages = new MessageCalls(transport);
        Lookups = new LookupCalls(transport);
        References = new ReferenceCalls(transport);
        Contacts = new ContactCalls(transport);
        Timeline = new TimelineCalls(transport);
        Interactions = new InteractionCalls(transport);
        Handoffs = new HandoffCalls(transport);
        Approvals = new ApprovalCalls(transport);
        Redemptions = new RedemptionCalls(transport);
        Promises = new PromiseCalls(transport);
        Resolution = new ResolutionCalls(transport);
        Permissions = new PermissionCalls(transport);
        Merging = new MergingCalls(transport);
        Erasures = new ErasureCalls(transport);
        Reports = new ReportCalls(transport);
        Keys = new KeyCalls(transport);
        Audit = new AuditCalls(transport);
        NumberBlocks = new NumberBlockCalls(transport);
        TrackingLinks = new TrackingLinkCalls(transport);
        Events = new EventCalls(transport);
        Webhooks = new WebhookCalls(transport);
    }

    private IncidentClient(IncidentClientOptions options, HttpClient http, TimeProvider? clock, bool owns)
        : this(options, () => http, clock) =>
        own = owns ? http : null;

    /// <summary>Open, read, change, list and search incidents.</summary>
    public IncidentCalls Incidents { get; }

    /// <summary>Record incoming messages.</summary>
    public MessageCalls Messages { get; }

    /// <summary>Find incidents by what customers quote.</summary>
    public LookupCalls Lookups { get; }

    /// <summary>References: the identifiers of other systems.</summary>
    public ReferenceCalls References { get; }

    /// <summary>Contacts: how customers are known.</summary>
    public ContactCalls Contacts { get; }

    /// <summary>The timeline: everything that happened to an incident, in order.</summary>
    public TimelineCalls Timeline { get; }

    /// <summary>Interactions: calls, visits, chats and messages of customers.</summary>
    public InteractionCalls Interactions { get; }

    /// <summary>Hand-offs between channels and teams.</summary>
    public HandoffCalls Handoffs { get; }

    /// <summary>Approvals: what tills and reps may honour.</summary>
    public ApprovalCalls Approvals { get; }

    /// <summary>Redeem approvals, and reverse redemptions.</summary>
    public RedemptionCalls Redemptions { get; }

    /// <summary>Promises: what customers were told will happen, and when.</summary>
    public PromiseCalls Promises { get; }

    /// <summary>Resolve incidents; record the customer's confirmation or dispute.</summary>
    public ResolutionCalls Resolution { get; }

    /// <summary>Permission to contact a customer.</summary>
    public PermissionCalls Permissions { get; }

    /// <summary>Merge and unmerge incidents.</summary>
    public MergingCalls Merging { get; }

    /// <summary>Remove a customer's personal data.</summary>
    public ErasureCalls Erasures { get; }

    /// <summary>Reports.</summary>
    public ReportCalls Reports { get; }

    /// <summary>API keys.</summary>
    public KeyCalls Keys { get; }

    /// <summary>The audit trail.</summary>
    public AuditCalls Audit { get; }

    /// <summary>All events, complete and in order.</summary>
    public EventCalls Events { get; }

    /// <summary>Webhooks and their deliveries.</summary>
    public WebhookCalls Webhooks { get; }

    /// <summary>Reserve numbers for use without a connection.</summary>
    public NumberBlockCalls NumberBlocks { get; }

    /// <summary>Personal links to the customer's page.</summary>
    public TrackingLinkCalls TrackingLinks { get; }

    /// <summary>Closes the connections, if the client owns them.</summary>
    public void Dispose() => own?.Dispose();
}
