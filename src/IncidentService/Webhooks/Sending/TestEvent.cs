using System.Text.Json;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Events;

namespace IncidentService.Webhooks.Sending;

/// <summary>An event without content, which tests whether a receiver accepts events.</summary>
internal sealed record TestEvent(string Id, string Source, Instant Time)
{
    /// <summary>The type without prefix, as in the timeline.</summary>
    public const string BareType = "webhook.tested";

    public string Specversion => "1.0";
    public string Type => CloudEvent.TypePrefix + BareType;

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, JsonTypes.Of<TestEvent>());
}
