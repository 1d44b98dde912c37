using System.Text;

namespace IncidentService.Client;

/// <summary>How are we doing? Never a ranking of named people.</summary>
public sealed class ReportCalls
{
    private readonly Transport transport;

    internal ReportCalls(Transport transport) => this.transport = transport;

    /// <summary>How often what a customer said was found, by the channel that asked; a row for each local day as well, where wanted. Needs the scope report.</summary>
    public Task<LookupReport> LookupsAsync(ReportQuery? query = null, bool byDay = false, CancellationToken cancellationToken = default) =>
        transport.Read((query ?? new()).Address("v1/reports/lookups", ("by", byDay ? "day" : null)), Json.Default.LookupReport, cancellationToken);

    /// <summary>The same as text: RFC 4180, a header, then a line a row.</summary>
    public Task<string> LookupsAsCsvAsync(ReportQuery? query = null, bool byDay = false, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/lookups", ("by", byDay ? "day" : null)), cancellationToken);

    /// <summary>What was quoted in vain, by shape: 1 to 200 shapes, 50 when not given. Needs the scope report.</summary>
    public Task<ShapeReport> ShapesAsync(ReportQuery? query = null, int? limit = null, CancellationToken cancellationToken = default) =>
        transport.Read((query ?? new()).Address("v1/reports/lookups/shapes", ("limit", Address.Text(limit))), Json.Default.ShapeReport, cancellationToken);

    /// <summary>The same as text: RFC 4180, a header, then a line a row.</summary>
    public Task<string> ShapesAsCsvAsync(ReportQuery? query = null, int? limit = null, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/lookups/shapes", ("limit", Address.Text(limit))), cancellationToken);

    /// <summary>How customers fared by the channel where they came in. Needs the scope report.</summary>
    public Task<ChannelReport> ChannelsAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        transport.Read((query ?? new()).Address("v1/reports/channels"), Json.Default.ChannelReport, cancellationToken);

    /// <summary>The same as text: RFC 4180, a header, then a line a row.</summary>
    public Task<string> ChannelsAsCsvAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/channels"), cancellationToken);

    /// <summary>What became of what customers were promised. Needs the scope report.</summary>
    public Task<PromiseReport> PromisesAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        transport.Read((query ?? new()).Address("v1/reports/promises"), Json.Default.PromiseReport, cancellationToken);

    /// <summary>The same as text: RFC 4180, a header, then a line a row.</summary>
    public Task<string> PromisesAsCsvAsync(ReportQuery? query = null, CancellationToken cancellationToken = default) =>
        Csv((query ?? new()).Address("v1/reports/promises"), cancellationToken);

    private async Task<string> Csv(string path, CancellationToken cancellationToken)
    {
        var answer = await transport.Send(Request.Get(path) with { Accept = "text/csv" }, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer.Body);
    }
}
