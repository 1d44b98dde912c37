using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IncidentService.Client;
using IncidentService.Tests.Contract;
using IncidentNumbers;

namespace IncidentService.Tests.Client;

/// <summary>Maps the client's types to schemas of the contract: same name, without "View", with these exceptions.</summary>
internal static class Records
{
    private static readonly Dictionary<string, Type> Renamed = new()
    {
        ["MoneyRequest"] = typeof(Money),
        ["KeyView"] = typeof(ApiKey), // a type Key cannot have a member Key
        ["Permission"] = typeof(PermissionAnswer), // the analyzers keep names in Permission for .NET's own
        ["IncidentNumber"] = typeof(IncidentNumber),
        ["Instant"] = typeof(DateTimeOffset),
    };

    private static readonly ILookup<string, Type> Public = typeof(IncidentClient).Assembly.GetExportedTypes().ToLookup(type => type.Name);

    public static Type Of(ContractModel contract, string schema)
    {
        if (Renamed.TryGetValue(schema, out var renamed)) return renamed;
        if (Public[schema.EndsWith("View", StringComparison.Ordinal) ? schema[..^4] : schema].SingleOrDefault() is { } own) return own;
        var item = ContractModel.NameOf(contract.Schemas[schema]!["properties"]!["items"]!["items"]!.AsObject())!;
        return typeof(Page<>).MakeGenericType(Of(contract, item));
    }

    /// <summary>The member with this JSON name.</summary>
    public static PropertyInfo? Member(Type type, string name) => Members(type).SingleOrDefault(member => NameOf(member) == name);

    /// <summary>The JSON name of a member.</summary>
    public static string NameOf(PropertyInfo member) =>
        member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    /// <summary>All members that are serialized.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(member => !member.IsDefined(typeof(JsonIgnoreAttribute)) && !member.IsDefined(typeof(JsonExtensionDataAttribute)));

    /// <summary>True for a type whose null members have a meaning: it is sent and never read.</summary>
    public static bool IsPatch(Type type) => type.GetProperties().Any(member => member.PropertyType == typeof(Patched?));

    public static bool IsOpenValue(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(face => face.Name.StartsWith("IOpenValue", StringComparison.Ordinal));

    /// <summary>The known values of an open list.</summary>
    public static IEnumerable<string> Values(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Static).Select(value => value.GetValue(null)!.ToString()!);

    /// <summary>The values that a schema lists, as enum or extensible enum; null if it lists none.</summary>
    public static IReadOnlyList<string>? Listed(JsonObject schema) =>
        ((schema["x-extensible-enum"] ?? schema["enum"]) as JsonArray)?.Where(value => value is not null)
            .Select(value => value!.ToString())
            .ToList();
}
