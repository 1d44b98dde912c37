namespace IncidentService.Http.Requests;

/// <summary>The names of the service's own request headers.</summary>
internal static class RequestHeaders
{
    public const string Channel = "X-Channel";
    public const string Location = "X-Location";
    public const string Team = "X-Team";
    public const string Agent = "X-Agent";
    public const string Antiforgery = "X-Antiforgery";

    /// <summary>A page sends it with what it asks for by itself, while perhaps nobody sits in front of it.</summary>
    public const string Unattended = "X-Unattended";

    public const string IdempotencyKey = "Idempotency-Key";
}
