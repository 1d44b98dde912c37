using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentService.Approvals;
using IncidentService.Approvals.Redemptions;
using IncidentService.Audit;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Contacts.Permissions;
using IncidentService.Erasure;
using IncidentService.Events;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Lists;
using IncidentService.Incidents.Merging;
using IncidentService.Keys;
using IncidentService.Keys.Requests;
using IncidentService.Lookup;
using IncidentService.Lookup.Cards;
using IncidentService.Messages;
using IncidentService.NumberBlocks;
using IncidentService.Promises;
using IncidentService.Promises.Sla;
using IncidentService.References;
using IncidentService.Reports;
using IncidentService.Resolution;
using IncidentService.Sessions;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;
using IncidentService.Tracking;
using IncidentService.Tracking.Links;
using IncidentService.Tracking.Views;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Hosting;

/// <summary>
/// The JSON serialization of all request and view types, generated at build time. Unknown and repeated fields in requests are errors.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(InstantConverter), typeof(NumberConverter)])]
[JsonSerializable(typeof(object))] // what filters of endpoints return; otherwise the start waits for the description by reflection
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
[JsonSerializable(typeof(StoredIncident))]
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
[JsonSerializable(typeof(SlaPreview))]
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
[JsonSerializable(typeof(TrackingLinkRequest))]
[JsonSerializable(typeof(TrackingLinkView))]
[JsonSerializable(typeof(TrackingLinkList))]
[JsonSerializable(typeof(CustomerViewRequest))]
[JsonSerializable(typeof(CustomerLinkRequest))]
[JsonSerializable(typeof(CustomerConfirmationRequest))]
[JsonSerializable(typeof(CustomerDisputeRequest))]
[JsonSerializable(typeof(CustomerMessageRequest))]
[JsonSerializable(typeof(CustomerView))]
[JsonSerializable(typeof(CustomerIncident))]
[JsonSerializable(typeof(AuditEntryView))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(RotationRequest))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignInMethods))]
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

    [ModuleInitializer]
    internal static void Register() => JsonTypes.Use(static () => Wire);

    /// <summary>
    /// The context to use. It escapes only what JSON requires, because responses are JSON documents and never parts of HTML.
    /// </summary>
    public static Json Wire =>
        wire ??= new Json(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
