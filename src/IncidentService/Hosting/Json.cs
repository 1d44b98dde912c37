using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Contacts;
using IncidentService.Erasure;
using IncidentService.Events;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Lookup;
using IncidentService.Messages;
using IncidentService.NumberBlocks;
using IncidentService.Outbound;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Reports;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Hosting;

/// <summary>How everything looks in JSON, generated when the program is built. Requests are read strictly: unknown and repeated fields are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(InstantConverter), typeof(NumberConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Facts))]
[JsonSerializable(typeof(IReadOnlyList<Attachment>))]
[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(OpenRequest))]
[JsonSerializable(typeof(NumberBlockRequest))]
[JsonSerializable(typeof(NumberBlockView))]
[JsonSerializable(typeof(NumberBlockPage))]
[JsonSerializable(typeof(PatchRequest))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(Card))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(UnmergeRequest))]
[JsonSerializable(typeof(IncidentStatus))]
[JsonSerializable(typeof(IncidentPage))]
[JsonSerializable(typeof(LineRequest))]
[JsonSerializable(typeof(RedactionRequest))]
[JsonSerializable(typeof(Line))]
[JsonSerializable(typeof(LinePage))]
[JsonSerializable(typeof(InteractionRequest))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(InteractionPage))]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(CardContact))]
[JsonSerializable(typeof(CardReference))]
[JsonSerializable(typeof(ReferenceMatches))]
[JsonSerializable(typeof(ResolutionRequest))]
[JsonSerializable(typeof(ConfirmationRequest))]
[JsonSerializable(typeof(DisputeRequest))]
[JsonSerializable(typeof(PermissionRequest))]
[JsonSerializable(typeof(OptOutRequest))]
[JsonSerializable(typeof(Permission))]
[JsonSerializable(typeof(PromiseRequest))]
[JsonSerializable(typeof(PromiseOutcomeRequest))]
[JsonSerializable(typeof(PromiseView))]
[JsonSerializable(typeof(PromisePage))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(MessageReceipt))]
[JsonSerializable(typeof(LookupRequest))]
[JsonSerializable(typeof(LookupAnswer))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(RecordedLookup))]
[JsonSerializable(typeof(LookupPage))]
[JsonSerializable(typeof(ShapeList))]
[JsonSerializable(typeof(HandoffRequest))]
[JsonSerializable(typeof(HandoffView))]
[JsonSerializable(typeof(HandoffPage))]
[JsonSerializable(typeof(ApprovalRequest))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(ApprovalList))]
[JsonSerializable(typeof(RedemptionRequest))]
[JsonSerializable(typeof(ReversalRequest))]
[JsonSerializable(typeof(RevocationRequest))]
[JsonSerializable(typeof(RedemptionView))]
[JsonSerializable(typeof(LookupReport))]
[JsonSerializable(typeof(ShapeReport))]
[JsonSerializable(typeof(ChannelReport))]
[JsonSerializable(typeof(PromiseReport))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(ErasureRequest))]
[JsonSerializable(typeof(Erasure.Erasure))]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(TestEvent))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(AmendWebhookRequest))]
[JsonSerializable(typeof(RedeliveryRequest))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(SetAsidePage))]
internal sealed partial class Json : JsonSerializerContext
{
    private static Json? wire;

    /// <summary>The context to use. Its answers are JSON documents, never parts of HTML, so only what JSON requires is escaped.</summary>
    public static Json Wire => wire ??= new Json(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

internal sealed class InstantConverter : JsonConverter<Instant>
{
    private const int Length = 27;

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("must be an RFC 3339 time with its offset, such as 2026-11-21T09:30:00Z");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        value.TryFormat(text, out var written);
        writer.WriteStringValue(text[..written]);
    }
}

internal sealed class NumberConverter : JsonConverter<IncidentNumber>
{
    private const int Length = 12;

    public override IncidentNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NumberReader.Read(reader.GetString() ?? "") is { Kind: ReadingKind.Exact } reading
            ? reading.Number
            : throw new JsonException("must be an incident number: twelve digits whose check digits fit");

    public override void Write(Utf8JsonWriter writer, IncidentNumber value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        Utf8Formatter.TryFormat(value.Value, text, out _);
        writer.WriteStringValue(text);
    }
}
