using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentNumbers;
using IncidentService.Connectors.Zendesk.Incoming;
using Polly;

namespace IncidentService.Connectors.Zendesk.Outgoing;

/// <summary>Reads from and writes to Zendesk's API (https://developer.zendesk.com/api-reference/ticketing).</summary>
internal sealed partial class ZendeskClient
{
    private const string LatestComments = "comments?sort=-created_at&page%5Bsize%5D=30";
    private const int LargestAnswer = 16 * 1024 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient http;
    private readonly ZendeskPipelines pipelines;
    private readonly ZendeskApi? api;
    private readonly ILogger<ZendeskClient> logger;

    public ZendeskClient(HttpClient http, ZendeskSettings settings, ZendeskPipelines pipelines, ILogger<ZendeskClient> logger)
    {
        (this.http, this.pipelines, this.logger, api) = (http, pipelines, logger, settings.Api);
        http.Timeout = Timeout.InfiniteTimeSpan; // the pipelines have their own timeouts
        http.MaxResponseContentBufferSize = LargestAnswer;
        if (api is null) return;
        http.BaseAddress = api.Url;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{api.Email}/token:{api.Token}")));
    }

    /// <summary>
    /// Finds a user; null if Zendesk cannot say now. The message is recorded even without its sender.
    /// </summary>
    public async Task<ZendeskUser?> FindUser(long user, CancellationToken cancellation)
    {
        if (api is null) return null;
        try
        {
            using var response = await pipelines.Hurried.ExecuteAsync(
                async stopped => await http.GetAsync($"/api/v2/users/{user}.json", stopped), cancellation);
            return response.IsSuccessStatusCode
                ? (await response.Content.ReadFromJsonAsync(ZendeskJson.Default.ZendeskUserAnswer, cancellation))?.User
                : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException or JsonException)
        {
            LogSenderUnknown(exception);
            return null;
        }
    }

    /// <summary>Writes the number to its ticket field and adds its tag. Both can be repeated.</summary>
    public async Task WriteNumber(long ticket, IncidentNumber number, CancellationToken cancellation)
    {
        if (api?.NumberField is { } field)
            await Change(pipelines.Repeatable, ticket, new() { CustomFields = [new(field, number.Formatted)] }, cancellation);
        await Put(
            pipelines.Repeatable,
            $"/api/v2/tickets/{ticket}/tags.json",
            new ZendeskTags([$"{ZendeskSettings.TagPrefix}{number}"]),
            ZendeskJson.Default.ZendeskTags,
            cancellation);
    }

    /// <summary>
    /// Adds an internal note, unless the ticket has an identical one. So a note whose response was lost is not written twice.
    /// </summary>
    public async Task AddNote(long ticket, string note, CancellationToken cancellation)
    {
        using var answer = await Send(
            pipelines.Repeatable, () => new HttpRequestMessage(HttpMethod.Get, $"/api/v2/tickets/{ticket}/{LatestComments}"), cancellation);
        var comments = await answer.Content.ReadFromJsonAsync(ZendeskJson.Default.ZendeskComments, cancellation);
        if (comments?.Comments?.Any(comment => !comment.Public && comment.Body == note) == true) return;
        await Change(pipelines.Once, ticket, new() { Comment = new(note, Public: false) }, cancellation);
    }

    private Task Change(
        ResiliencePipeline<HttpResponseMessage> pipeline, long ticket, ZendeskTicketChange change, CancellationToken cancellation) =>
        Put(
            pipeline,
            $"/api/v2/tickets/{ticket}.json",
            new ZendeskTicketUpdate(change),
            ZendeskJson.Default.ZendeskTicketUpdate,
            cancellation);

    private async Task Put<T>(
        ResiliencePipeline<HttpResponseMessage> pipeline, string path, T value, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        using var answer = await Send(
            pipeline,
            () => new HttpRequestMessage(HttpMethod.Put, path)
            {
                Content = new ByteArrayContent(body) { Headers = { ContentType = Json } }
            },
            cancellation);
    }

    /// <exception cref="HttpRequestException">Zendesk cannot be reached.</exception>
    /// <exception cref="ZendeskException">Zendesk refused the request.</exception>
    /// <exception cref="ExecutionRejectedException">Zendesk takes too long, or failed too often recently.</exception>
    private async Task<HttpResponseMessage> Send(
        ResiliencePipeline<HttpResponseMessage> pipeline, Func<HttpRequestMessage> ask, CancellationToken cancellation)
    {
        var answer = await pipeline.ExecuteAsync(
            async stopped =>
            {
                using var request = ask();
                return await http.SendAsync(request, stopped);
            },
            cancellation);
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw new ZendeskException(answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The sender could not be read from Zendesk: the message is recorded without its sender")]
    private partial void LogSenderUnknown(Exception exception);
}
