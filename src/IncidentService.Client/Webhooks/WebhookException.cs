namespace IncidentService.Client;

/// <summary>What came is no webhook of the service. The message names neither secrets nor content.</summary>
public sealed class WebhookException : Exception
{
    internal WebhookException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
