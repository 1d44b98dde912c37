using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>What a page fetches, as the browser's own network log counts it: compressed, with headers.</summary>
internal sealed class Transfer
{
    private readonly ConcurrentDictionary<string, (string Address, string Initiator)> requests = new();
    private readonly ConcurrentDictionary<string, double> bytes = new();

    private Transfer(ICDPSession log)
    {
        log.Event("Network.requestWillBeSent").OnEvent += (_, sent) => requests[Id(sent)] = (
            sent!.Value.GetProperty("request").GetProperty("url").GetString()!,
            sent.Value.GetProperty("initiator").GetProperty("type").GetString()!);
        log.Event("Network.loadingFinished").OnEvent +=
            (_, finished) => bytes[Id(finished)] = finished!.Value.GetProperty("encodedDataLength").GetDouble();
    }

    public int Requests => requests.Count;

    public double Bytes => bytes.Values.Sum();

    /// <summary>Files that nobody knew of until a script ran.</summary>
    public IEnumerable<string> FoundByScripts => requests.Values
        .Where(request => request.Initiator == "script" && request.Address.Contains("/assets/", StringComparison.Ordinal))
        .Select(request => request.Address);

    public static async Task<Transfer> Watch(IPage page)
    {
        var log = await page.Context.NewCDPSessionAsync(page);
        var transfer = new Transfer(log);
        await log.SendAsync("Network.enable");
        return transfer;
    }

    private static string Id(JsonElement? message) => message!.Value.GetProperty("requestId").GetString()!;
}
