namespace IncidentService.Client;

/// <summary>
/// The service, a property per noun. Safe for use by several threads at once; make one for the whole program, for its circuit breaker counts all calls.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="IncidentApiException"/> (the service refused, and says why), <see cref="IncidentUnreachableException"/> (nobody knows;
/// repeat it later), <see cref="ArgumentException"/> (nothing was sent) and <see cref="OperationCanceledException"/>. Times are sent and received in UTC,
/// with microseconds.
/// </remarks>
public sealed partial class IncidentClient : IDisposable
{
    private readonly HttpClient? own;

    /// <summary>A client with connections of its own.</summary>
    /// <param name="options">How to reach the service; copied.</param>
    /// <param name="clock">The clock of retries and timeouts; the system's when not given.</param>
    /// <exception cref="ArgumentException">The address or the key is missing.</exception>
    public IncidentClient(IncidentClientOptions options, TimeProvider? clock = null)
        : this(options, new HttpClient(Handler()) { Timeout = Timeout.InfiniteTimeSpan }, clock, owns: true)
    {
    }

    /// <summary>A client over a given <see cref="HttpClient"/>, which stays the caller's. Its own timeout should be longer than that of an attempt.</summary>
    /// <inheritdoc cref="IncidentClient(IncidentClientOptions, TimeProvider)"/>
    public IncidentClient(IncidentClientOptions options, HttpClient http, TimeProvider? clock = null) : this(options, http, clock, owns: false)
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
        NumberBlocks = new NumberBlockCalls(transport);
        Events = new EventCalls(transport);
        Webhooks = new WebhookCalls(transport);
    }

    private IncidentClient(IncidentClientOptions options, HttpClient http, TimeProvider? clock, bool owns) : this(options, () => http, clock) => own = owns ? http : null;

    /// <summary>Open, read, change, list and search incidents.</summary>
    public IncidentCalls Incidents { get; }

    /// <summary>Take in what customers write.</summary>
    public MessageCalls Messages { get; }

    /// <summary>"What is this number?"</summary>
    public LookupCalls Lookups { get; }

    /// <summary>What other systems call incidents.</summary>
    public ReferenceCalls References { get; }

    /// <summary>How customers are known.</summary>
    public ContactCalls Contacts { get; }

    /// <summary>Everything that happened to an incident, in one order.</summary>
    public TimelineCalls Timeline { get; }

    /// <summary>The customer was there.</summary>
    public InteractionCalls Interactions { get; }

    /// <summary>From one channel or team to another.</summary>
    public HandoffCalls Handoffs { get; }

    /// <summary>What tills and reps may honour.</summary>
    public ApprovalCalls Approvals { get; }

    /// <summary>Approvals honoured, and taken back.</summary>
    public RedemptionCalls Redemptions { get; }

    /// <summary>What customers were told will happen, and until when.</summary>
    public PromiseCalls Promises { get; }

    /// <summary>We say that it is resolved; the customer agrees, or does not.</summary>
    public ResolutionCalls Resolution { get; }

    /// <summary>May we approach this customer?</summary>
    public PermissionCalls Permissions { get; }

    /// <summary>Two incidents are one problem, or were not after all.</summary>
    public MergingCalls Merging { get; }

    /// <summary>Forget a customer.</summary>
    public ErasureCalls Erasures { get; }

    /// <summary>How are we doing?</summary>
    public ReportCalls Reports { get; }

    /// <summary>The keys of the callers.</summary>
    public KeyCalls Keys { get; }

    /// <summary>Everything that happens, complete and in order.</summary>
    public EventCalls Events { get; }

    /// <summary>Who is told of events, and how that goes.</summary>
    public WebhookCalls Webhooks { get; }

    /// <summary>Numbers for when the line is down.</summary>
    public NumberBlockCalls NumberBlocks { get; }

    /// <summary>Closes the connections, where they are this client's own.</summary>
    public void Dispose() => own?.Dispose();
}
