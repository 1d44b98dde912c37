using System.Text.Json;
using IncidentService.Common;
using IncidentService.Events;

namespace IncidentService.Webhooks;

/// <summary>An event in which nothing happened, to see whether a receiver takes it.</summary>
internal sealed record TestEvent(string Id, string Source, Instant Time)
{
    /// <summary>As the timeline would name it.</summary>
    public const string BareType = "webhook.tested";

    public string Specversion => "1.0";
    public string Type => CloudEvent.TypePrefix + BareType;

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, JsonTypes.Of<TestEvent>());
}
