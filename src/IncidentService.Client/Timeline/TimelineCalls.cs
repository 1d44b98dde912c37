using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Everything that happened to an incident, in one order.</summary>
public sealed class TimelineCalls
{
    private readonly Transport transport;

    internal TimelineCalls(Transport transport) => this.transport = transport;

    /// <summary>All lines, oldest first, those of merged incidents among them. Needs the scope read.</summary>
    public Paged<Line> List(IncidentNumber number, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Address.Of(number) + "/timeline", ("limit", Address.Text(pageSize)), ("cursor", cursor))), Json.Default.PageLine);

    /// <summary>Adds a message in or out, or an internal note. A message out may grant, promise and hand over. Needs the scope write.</summary>
    public Task<Answer<Line>> AddAsync(IncidentNumber number, LineRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Address.Of(number) + "/timeline", request, Json.Default.LineRequest, options), Json.Default.Line, cancellationToken);

    /// <summary>A line, by its sequence. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Line>> GetAsync(IncidentNumber number, int sequence, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "timeline", sequence), options), Json.Default.Line, cancellationToken);

    /// <summary>Removes what a line said; the line itself stays. Needs the scope write.</summary>
    public Task<Answer<Line>> RedactAsync(
        IncidentNumber number, int sequence, RedactionRequest? request = null, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number, "timeline", sequence) + "/redaction", request ?? new RedactionRequest(), Json.Default.RedactionRequest, options),
            Json.Default.Line, cancellationToken);
}
