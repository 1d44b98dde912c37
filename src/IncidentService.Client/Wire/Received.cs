using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>A value that the service sent. Members that this version does not know are kept, and written again with the others.</summary>
public abstract record Received
{
    /// <summary>Members that a newer service sent; null if there were none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
