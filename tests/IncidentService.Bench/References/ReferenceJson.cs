using System.Text.Json.Serialization;

namespace IncidentService.Bench.References;

internal sealed record Document(string Title, string Body);

internal sealed record Item(long Id, string Subject, string Body);

internal sealed record NewItem(string Subject, string Body);

internal sealed record Created(long Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Document))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(NewItem))]
[JsonSerializable(typeof(Created))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
