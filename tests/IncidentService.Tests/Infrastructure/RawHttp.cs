using System.Net.Sockets;
using System.Text;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Sends a request byte by byte, with addresses and headers that HttpClient would correct or refuse.</summary>
internal static class RawHttp
{
    /// <summary>
    /// The status and the rest of the response. The version is HTTP/1.1 unless the request line names one. The head is Latin-1, so that any
    /// byte can be sent.
    /// </summary>
    public static async Task<(int Status, string Text)> Send(Uri address, string key, string requestLine, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        var version = requestLine.Contains(" HTTP/", StringComparison.Ordinal) ? "" : " HTTP/1.1";
        var head = string.Join("\r\n", [
            requestLine + version, $"Host: {address.Authority}", $"Authorization: Bearer {key}", "Connection: close", .. headers, "", ""]);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        return answer.Length > 0 ? (int.Parse(answer.Split(' ')[1]), answer) : throw new IOException("Closed without an answer");
    }
}
