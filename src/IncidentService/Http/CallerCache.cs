using System.Collections.Concurrent;
using IncidentService.Keys;

namespace IncidentService.Http;

/// <summary>Callers, kept while their row says the same, so that the lists of a key are not taken apart at every call.</summary>
internal sealed class CallerCache
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<long, Caller> callers = new();

    public Caller GetOrAdd(ApiKey key)
    {
        if (callers.TryGetValue(key.Id, out var caller) && caller.Key.ExpiresAt == key.ExpiresAt && caller.Key.Scopes == key.Scopes) return caller;
        if (callers.Count >= Most) callers.Clear();
        return callers[key.Id] = new Caller(key);
    }
}
