namespace IncidentService.Client;

/// <summary>Finds incidents by what customers quote.</summary>
public sealed class LookupCalls
{
    private readonly Transport transport;

    internal LookupCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Finds incidents by what a customer said, in any channel. Always returns an outcome, and is always recorded. Needs the scope read.
    /// </summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.TooManyGuesses"/>: the key has missed too often.</exception>
    public Task<Answer<LookupAnswer>> LookUpAsync(
        LookupRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post("v1/lookups", request, Json.Default.LookupRequest, options), Json.Default.LookupAnswer, cancellationToken);

    /// <summary>A lookup as recorded. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.LookupUnknown"/>.</exception>
    public Task<RecordedLookup> GetAsync(string lookup, CancellationToken cancellationToken = default) =>
        transport.Read("v1/lookups/" + Address.Segment(lookup), Json.Default.RecordedLookup, cancellationToken);

    /// <summary>Lookups as recorded, newest first. Needs the scope read.</summary>
    public Paged<RecordedLookup> List(LookupFilter? filter = null) =>
        transport.Pages(cursor => Request.Get((filter ?? new()).Address(cursor)), Json.Default.PageRecordedLookup);

    /// <summary>What was quoted without a match, by shape, the most frequent first. Needs the scope read.</summary>
    public Task<ShapeList> ListShapesAsync(Channel? channel = null, int? limit = null, CancellationToken cancellationToken = default) =>
        transport.Read(
            Address.With("v1/lookups/shapes", ("channel", channel?.Value), ("limit", Address.Text(limit))),
            Json.Default.ShapeList,
            cancellationToken);

    /// <summary>
    /// Records the number that a lookup was about, found later or confirmed. With a system, the quoted text is taught. Needs the scope
    /// write.
    /// </summary>
    /// <exception cref="IncidentApiException">
    /// <see cref="ProblemKind.NotTeachable"/>, <see cref="ProblemKind.ReferenceHeld"/>, <see cref="ProblemKind.NumberUnknown"/>.
    /// </exception>
    public Task<Answer<RecordedLookup>> AnswerAsync(
        string lookup, AnswerRequest request, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Put("v1/lookups/" + Address.Segment(lookup) + "/answer", request, Json.Default.AnswerRequest, options),
            Json.Default.RecordedLookup, cancellationToken);

    /// <summary>Withdraws an answer, with what it taught. Needs the scope write.</summary>
    public Task WithdrawAnswerAsync(string lookup, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, "v1/lookups/" + Address.Segment(lookup) + "/answer", options), cancellationToken);
}
