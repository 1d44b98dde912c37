using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace IncidentService.Common.Telemetry;

/// <summary>
/// All instruments of the service. While nobody listens, each costs a comparison and allocates nothing. Tags hold words of the service's
/// own lists only: never a number, a name or a value of a customer.
/// </summary>
internal sealed class ServiceMetrics
{
    public const string MeterName = "IncidentService";

    private readonly Counter<long> opened;
    private readonly ObservableCounter<long> overdue;
    private readonly Counter<long> lookups;
    private readonly Counter<long> misses;
    private readonly Counter<long> deliveries;
    private readonly Histogram<double> deliveryDelay;
    private readonly ObservableGauge<double> webhookLag;
    private readonly Histogram<int> commitSize;
    private readonly Histogram<double> commitDuration;
    private readonly ConcurrentDictionary<long, double> lags = new();
    private Func<int>? writeQueue;
    private long promisesOverdue;
    private long auditHead;
    private long auditLost;

    public ServiceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        opened = meter.CreateCounter<long>("incidents.opened", "{incident}", "Incidents opened, by channel.");
        // observed from zero on: an alert on its increase would miss what is counted before the first scrape that shows it
        overdue = meter.CreateObservableCounter(
            "incidents.promises.overdue", () => Volatile.Read(ref promisesOverdue), "{promise}", "Promises that fell due unkept.");
        lookups = meter.CreateCounter<long>("incidents.lookups", "{lookup}", "Lookups, by outcome and channel.");
        misses = meter.CreateCounter<long>("incidents.lookups.missed", "{lookup}", "Lookups that found nothing, by channel.");
        deliveries = meter.CreateCounter<long>("incidents.webhooks.attempts", "{attempt}", "Attempts to deliver an event, by outcome.");
        deliveryDelay = meter.CreateHistogram(
            "incidents.webhooks.delay", "s", "The time from an event to its delivery.",
            advice: Bounds(0.1, 0.5, 1, 5, 30, 300, 3600, 86400));
        webhookLag = meter.CreateObservableGauge(
            "incidents.webhooks.lag", ReadLags, "s", "The age of the oldest event that waits for delivery, by subscription.");
        meter.CreateObservableGauge("incidents.writes.waiting", ReadQueue, "{change}", "Changes that wait for SQLite's writer.");
        meter.CreateObservableGauge(
            "incidents.audit.head", () => Volatile.Read(ref auditHead), "{entry}",
            "The last entry of the audit trail that this replica knows.");
        meter.CreateObservableCounter(
            "incidents.audit.lost", () => Volatile.Read(ref auditLost), "{entry}", "Entries of the audit trail that could not be kept.");
        commitSize = meter.CreateHistogram(
            "incidents.commits.size", "{change}", "Changes that SQLite's writer commits together.",
            advice: Bounds(1, 2, 4, 8, 16, 32, 64, 128));
        commitDuration = meter.CreateHistogram(
            "incidents.commits.duration", "s", "The time that such a commit takes.",
            advice: Bounds(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5));
    }

    /// <summary>False while nobody listens to what is counted of committed events.</summary>
    public bool CountsEvents => opened.Enabled || overdue.Enabled;

    /// <summary>False while the lags go to nobody: finding them takes a query.</summary>
    public bool MeasuresLag => webhookLag.Enabled;

    public void CountOpened(string? channel) => opened.Add(1, new KeyValuePair<string, object?>("channel", channel));

    public void CountOverduePromise() => Interlocked.Increment(ref promisesOverdue);

    public void CountLookup(string outcome, string channel, bool missed)
    {
        lookups.Add(1, new("outcome", outcome), new("channel", channel));
        if (missed) misses.Add(1, new KeyValuePair<string, object?>("channel", channel));
    }

    public void CountDelivery(string outcome, bool delivered, TimeSpan sinceEvent)
    {
        deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        if (delivered) deliveryDelay.Record(sinceEvent.TotalSeconds);
    }

    public void SetLag(long subscription, TimeSpan lag) => lags[subscription] = lag.TotalSeconds;

    public void RemoveLag(long subscription) => lags.TryRemove(subscription, out _);

    public void RecordCommit(int changes, TimeSpan duration)
    {
        commitSize.Record(changes);
        commitDuration.Record(duration.TotalSeconds);
    }

    public void SetAuditHead(long sequence) => Volatile.Write(ref auditHead, sequence);

    public void CountLostAudit() => Interlocked.Increment(ref auditLost);

    /// <summary>Says where the length of the queue is to be read.</summary>
    public void ObserveWriteQueue(Func<int> length) => writeQueue = length;

    private IEnumerable<Measurement<int>> ReadQueue() => writeQueue is { } length ? [new Measurement<int>(length())] : [];

    private IEnumerable<Measurement<double>> ReadLags() =>
        lags.Select(lag => new Measurement<double>(lag.Value, new KeyValuePair<string, object?>("subscription", lag.Key)));

    private static InstrumentAdvice<int> Bounds(params int[] bounds) => new() { HistogramBucketBoundaries = bounds };

    private static InstrumentAdvice<double> Bounds(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
