using System.Text;

namespace IncidentService.Client;

/// <summary>Reports. They never rank named people.</summary>
public sealed class ReportCalls
{
    private readonly Transport transport;

    internal ReportCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// How often lookups found an incident, by the channel that looked up, and by local day if requested. Needs the scope report.
    /// </summary>
    public Task<LookupReport> LookupsAsync(ReportQuery? query = null, bool byDay = false, CancellationToken cancellationToken = default) =>
        transport.Read(
            (query ?? new()).Address("v1/reports/lookups", ("by", byDay ? "day" : null)), Json.Default.LookupReport, cancellationToken);

    /// <summary>The same report as CSV (RFC 4180), with a header line.</summary>
    public Task<string> LookupsAsCsvAsync(ReportQuery? query = null, bool byDay = false, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/lookups", ("by", byDay ? "day" : null)), cancellationToken);

    /// <summary>What was quoted without a match, by shape: 1 to 200 shapes, 50 by default. Needs the scope report.</summary>
    public Task<ShapeReport> ShapesAsync(ReportQuery? query = null, int? limit = null, CancellationToken cancellationToken = default) =>
        transport.Read(
            (query ?? new()).Address("v1/reports/lookups/shapes", ("limit", Address.Text(limit))),
            Json.Default.ShapeReport,
            cancellationToken);

    /// <summary>The same report as CSV (RFC 4180), with a header line.</summary>
    public Task<string> ShapesAsCsvAsync(ReportQuery? query = null, int? limit = null, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/lookups/shapes", ("limit", Address.Text(limit))), cancellationToken);

    /// <summary>Response and resolution figures by the channel in which incidents were opened. Needs the scope report.</summary>
    public Task<ChannelReport> ChannelsAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        transport.Read((query ?? new()).Address("v1/reports/channels"), Json.Default.ChannelReport, cancellationToken);

    /// <summary>The same report as CSV (RFC 4180), with a header line.</summary>
    public Task<string> ChannelsAsCsvAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/channels"), cancellationToken);

    /// <summary>The outcomes of promises. Needs the scope report.</summary>
    public Task<PromiseReport> PromisesAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        transport.Read((query ?? new()).Address("v1/reports/promises"), Json.Default.PromiseReport, cancellationToken);

    /// <summary>The same report as CSV (RFC 4180), with a header line.</summary>
    public Task<string> PromisesAsCsvAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/promises"), cancellationToken);

    private async Task<string> Csv(string path, CancellationToken cancellationToken)
    {
        var answer = await transport.Send(Request.Get(path) with { Accept = "text/csv" }, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer.Body);
    }
}
