namespace IncidentService.Client;

/// <summary>The request is not a webhook of the service. The message contains neither secrets nor content.</summary>
public sealed class WebhookException : Exception
{
    internal WebhookException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
