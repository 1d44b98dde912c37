using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IncidentService.Common.Json;

/// <summary>
/// How each type looks in JSON. The composition root knows all types and registers their generated context here, so that the slices, which
/// only know their own, do not depend on it.
/// </summary>
internal static class JsonTypes
{
    private static Func<JsonSerializerContext>? context;

    /// <summary>Called once, before anything else runs.</summary>
    public static void Use(Func<JsonSerializerContext> all) => context = all;

    /// <exception cref="InvalidOperationException">The context does not list the type.</exception>
    public static JsonTypeInfo<T> Of<T>() => Cached<T>.Info;

    private static class Cached<T>
    {
        public static readonly JsonTypeInfo<T> Info = context!().GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
            ?? throw new InvalidOperationException($"Json lists no {typeof(T)}.");
    }
}
