using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>The timeline: everything that happened to an incident, in order.</summary>
public sealed class TimelineCalls
{
    private readonly Transport transport;

    internal TimelineCalls(Transport transport) => this.transport = transport;

    /// <summary>All lines, oldest first, including those of merged incidents. Needs the scope read.</summary>
    public Paged<Line> List(IncidentNumber number, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Address.Of(number) + "/timeline", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PageLine);

    /// <summary>
    /// Adds an incoming or outgoing message, or an internal note. An outgoing message may grant approvals, make promises and hand off.
    /// Needs the scope write.
    /// </summary>
    public Task<Answer<Line>> AddAsync(
        IncidentNumber number, LineRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/timeline", request, Json.Default.LineRequest, options),
            Json.Default.Line,
            cancellationToken);

    /// <summary>A line, by its sequence number. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Line>> GetAsync(
        IncidentNumber number, int sequence, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "timeline", sequence), options), Json.Default.Line, cancellationToken);

    /// <summary>Removes the text of a line; the line itself stays. Needs the scope write.</summary>
    public Task<Answer<Line>> RedactAsync(
        IncidentNumber number, int sequence, RedactionRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(
                Address.Of(number, "timeline", sequence) + "/redaction",
                request ?? new RedactionRequest(),
                Json.Default.RedactionRequest,
                options),
            Json.Default.Line, cancellationToken);
}
