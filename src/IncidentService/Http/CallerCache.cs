using System.Collections.Concurrent;
using IncidentService.Keys;

namespace IncidentService.Http;

/// <summary>
/// Caches callers while the row of their key is unchanged, so that the lists in the row are not parsed for every request.
/// </summary>
internal sealed class CallerCache
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<long, Caller> callers = new();

    public Caller GetOrAdd(ApiKey key)
    {
        if (callers.TryGetValue(key.Id, out var caller) && caller.Key.ExpiresAt == key.ExpiresAt && caller.Key.Scopes == key.Scopes)
            return caller;
        if (callers.Count >= Most) callers.Clear();
        return callers[key.Id] = new Caller(key);
    }
}
