using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Calls as endpoints get them, for tests that go around HTTP. They name the caller; what they change runs elsewhere.</summary>
internal static class Calls
{
    public static async Task<Call> From(string channel)
    {
        var key = new ApiKey { Id = 1, Name = "Test", Channels = channel, Teams = "*", Locations = "*", Scopes = "read write" };
        var services = new ServiceCollection().AddSingleton(new Changes(null!, null!)).BuildServiceProvider();
        return await Call.BindAsync(new DefaultHttpContext { User = new Caller(key), RequestServices = services });
    }
}
