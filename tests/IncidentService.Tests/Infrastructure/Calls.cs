using IncidentService.Hosting;
using IncidentService.Keys;
using Microsoft.AspNetCore.Http;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Calls as handlers get them, for tests that enter behind HTTP.</summary>
internal static class Calls
{
    public static async Task<Call> From(string channel)
    {
        var key = new ApiKey { Id = 1, Name = "Test", Channels = channel, Teams = "*", Locations = "*", Scopes = "read write" };
        return await Call.BindAsync(new DefaultHttpContext { User = new Caller(key) });
    }
}
