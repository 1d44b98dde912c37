using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Something that the service sent. Members that this version does not know are kept, and written again with the rest.</summary>
public abstract record Received
{
    /// <summary>Members that a newer service sent; null where there were none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
