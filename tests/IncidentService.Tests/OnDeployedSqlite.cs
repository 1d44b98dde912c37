using IncidentService.Tests.Infrastructure;

// Every suite on SQLite as it is deployed. In OnSqlite.cs each statement is checked for SQL Server, for which the dialect is a server's:
// what only SQLite does, such as a search whose queries run in turn, is tested here. A convention test fails if a suite is missing.
namespace IncidentService.Tests.OnDeployedSqlite;

public sealed class Approvals_GrantingTests(
    DeployedSqliteFixture desks) : Approvals.GrantingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Approvals_MaximumTests() : Approvals.MaximumTests(Engine.DeployedSqlite);
public sealed class Approvals_MergedApprovalTests(
    DeployedSqliteFixture desks) : Approvals.MergedApprovalTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Approvals_PartialTests(
    DeployedSqliteFixture desks) : Approvals.Redemptions.PartialTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Approvals_RaceTests() : Approvals.Redemptions.RaceTests(Engine.DeployedSqlite);
public sealed class Approvals_RedeemingTests(
    DeployedSqliteFixture desks) : Approvals.Redemptions.RedeemingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Approvals_TransactionIdTests(
    DeployedSqliteFixture desks) : Approvals.Redemptions.TransactionIdTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Approvals_ReversalTests(
    DeployedSqliteFixture desks) : Approvals.Redemptions.ReversalTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Connectors_NatsPublishingTests() : Connectors.Nats.PublishingTests(Engine.DeployedSqlite);
public sealed class Audit_ChainTests() : Audit.ChainTests(Engine.DeployedSqlite);
public sealed class Audit_PruningTests() : Audit.PruningTests(Engine.DeployedSqlite);
public sealed class Audit_TrailTests() : Audit.TrailTests(Engine.DeployedSqlite);
public sealed class Contacts_ContactTests(DeployedSqliteFixture desks) : Contacts.ContactTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Contacts_OneCustomerTests(
    DeployedSqliteFixture desks) : Contacts.OneCustomerTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Contacts_PermissionTests(
    DeployedSqliteFixture desks) : Contacts.Permissions.PermissionTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Contacts_RekeyingTests() : Contacts.LookupKeys.RekeyingTests(Engine.DeployedSqlite);
public sealed class Contacts_UpgradeTests() : Contacts.UpgradeTests(Engine.DeployedSqlite);
public sealed class Erasure_ErasureTests(DeployedSqliteFixture desks) : Erasure.ErasureTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Events_FeedTests(DeployedSqliteFixture desks) : Events.FeedTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Events_StreamTests() : Events.Streaming.StreamTests(Engine.DeployedSqlite);
public sealed class Handoffs_AcceptanceTests(
    DeployedSqliteFixture desks) : Handoffs.Acceptance.AcceptanceTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Handoffs_ArrivalTests(
    DeployedSqliteFixture desks) : Handoffs.Acceptance.ArrivalTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Handoffs_OverdueTests(
    DeployedSqliteFixture desks) : Handoffs.Acceptance.OverdueTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Handoffs_HandoffCountTests(
    DeployedSqliteFixture desks) : Handoffs.HandoffCountTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Handoffs_RequestTests(DeployedSqliteFixture desks) : Handoffs.RequestTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Handoffs_WaitingListTests() : Handoffs.WaitingListTests(Engine.DeployedSqlite);
public sealed class Handoffs_AcceptanceByWriteTests(
    DeployedSqliteFixture desks) : Handoffs.Acceptance.AcceptanceByWriteTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Http_BadInputTests(DeployedSqliteFixture desks) : Http.BadInputTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Http_EncodingTests(DeployedSqliteFixture desks) : Http.EncodingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Http_SlowReaderTests() : Http.SlowReaderTests(Engine.DeployedSqlite);
public sealed class Http_OriginTests(DeployedSqliteFixture desks) : Http.OriginTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Import_TicketImportTests(
    DeployedSqliteFixture desks) : Import.TicketImportTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_LongestWaitingTests(
    DeployedSqliteFixture desks) : Incidents.Lists.LongestWaitingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_MergeModelTests(
    DeployedSqliteFixture desks) : Incidents.Merging.MergeModelTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_MergeRaceTests(
    DeployedSqliteFixture desks) : Incidents.Merging.MergeRaceTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_MergeTests(
    DeployedSqliteFixture desks) : Incidents.Merging.MergeTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_UnmergeTests(
    DeployedSqliteFixture desks) : Incidents.Merging.UnmergeTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_OpeningTests() : Incidents.OpeningTests(Engine.DeployedSqlite);
public sealed class Incidents_PatchTests(DeployedSqliteFixture desks) : Incidents.PatchTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_ReadingTests(
    DeployedSqliteFixture desks) : Incidents.ReadingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_StoredCardTests(
    DeployedSqliteFixture desks) : Incidents.StoredCardTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Incidents_CardFillingTests() : Incidents.CardFillingTests(Engine.DeployedSqlite);
public sealed class Incidents_SearchTests(
    DeployedSqliteFixture desks) : Incidents.Lists.SearchTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Keys_AuthenticationTests(
    DeployedSqliteFixture desks) : Keys.AuthenticationTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Keys_ScopeTests(DeployedSqliteFixture desks) : Keys.ScopeTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Keys_WriteOnlyTests(DeployedSqliteFixture desks) : Keys.WriteOnlyTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Keys_KeyLifecycleTests() : Keys.KeyLifecycleTests(Engine.DeployedSqlite);
public sealed class Keys_TokenTests() : Keys.Tokens.TokenTests(Engine.DeployedSqlite);
public sealed class Sessions_ExpiryTests() : Sessions.ExpiryTests(Engine.DeployedSqlite);
public sealed class Sessions_ForgeryTests(DeployedSqliteFixture desks) : Sessions.ForgeryTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Sessions_OpenIdConnectTests() : Sessions.OpenIdConnectTests(Engine.DeployedSqlite);
public sealed class Sessions_SessionTests(DeployedSqliteFixture desks) : Sessions.SessionTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Sessions_WrongKeyTests() : Sessions.WrongKeyTests(Engine.DeployedSqlite);
public sealed class Lookup_GuessTests() : Lookup.GuessTests(Engine.DeployedSqlite);
public sealed class Lookup_HintTests(DeployedSqliteFixture desks) : Lookup.HintTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Lookup_OutcomeTests(DeployedSqliteFixture desks) : Lookup.OutcomeTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Lookup_PhoneMenuTests(
    DeployedSqliteFixture desks) : Lookup.PhoneMenus.PhoneMenuTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Lookup_PresenceTests(DeployedSqliteFixture desks) : Lookup.PresenceTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Lookup_RecordingTests(
    DeployedSqliteFixture desks) : Lookup.Recording.RecordingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Lookup_TeachingTests(
    DeployedSqliteFixture desks) : Lookup.Recording.TeachingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_AdjustmentTests(
    DeployedSqliteFixture desks) : Messages.Reading.AdjustmentTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_AutomaticTests() : Messages.AutomaticTests(Engine.DeployedSqlite);
public sealed class Messages_DeliveryTests(
    DeployedSqliteFixture desks) : Messages.DeliveryTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_HtmlTests(DeployedSqliteFixture desks) : Messages.Text.HtmlTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_IntakeTests(DeployedSqliteFixture desks) : Messages.IntakeTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_MailTests(DeployedSqliteFixture desks) : Messages.Mail.MailTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_MistypedNumberTests(
    DeployedSqliteFixture desks) : Messages.MistypedNumberTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_UnusualMailTests(
    DeployedSqliteFixture desks) : Messages.Mail.UnusualMailTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Messages_TaughtConversationTests() : Messages.TaughtConversationTests(Engine.DeployedSqlite);
public sealed class Webhooks_DeliveryTests() : Webhooks.Deliveries.DeliveryTests(Engine.DeployedSqlite);
public sealed class Webhooks_WebhookTests() : Webhooks.WebhookTests(Engine.DeployedSqlite);
public sealed class NumberBlocks_OpeningReservedTests(
    DeployedSqliteFixture desks) : NumberBlocks.OpeningReservedTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class NumberBlocks_RaceTests() : NumberBlocks.RaceTests(Engine.DeployedSqlite);
public sealed class NumberBlocks_ReservingTests(
    DeployedSqliteFixture desks) : NumberBlocks.ReservingTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Promises_OverdueTests() : Promises.Overdue.OverdueTests(Engine.DeployedSqlite);
public sealed class Promises_PauseTests() : Promises.Sla.PauseTests(Engine.DeployedSqlite);
public sealed class Promises_PauseWalkTests() : Promises.Sla.PauseWalkTests(Engine.DeployedSqlite);
public sealed class Promises_PromiseTests(DeployedSqliteFixture desks) : Promises.PromiseTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Promises_SettlingTests() : Promises.SettlingTests(Engine.DeployedSqlite);
public sealed class Promises_TargetTests() : Promises.Sla.TargetTests(Engine.DeployedSqlite);
public sealed class Promises_WorkListTests() : Promises.Overdue.WorkListTests(Engine.DeployedSqlite);
public sealed class References_ReferenceAddressTests(
    DeployedSqliteFixture desks) : References.ReferenceAddressTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class References_ReferenceTests(
    DeployedSqliteFixture desks) : References.ReferenceTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Reports_PeriodTests(DeployedSqliteFixture desks) : Reports.PeriodTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Reports_ReportTests() : Reports.ReportTests(Engine.DeployedSqlite);
public sealed class Reports_TableTests(
    DeployedSqliteFixture desks) : Reports.Tables.TableTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Resolution_QuietPeriodTests(
    DeployedSqliteFixture desks) : Resolution.QuietPeriodTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Resolution_ResolutionTests(
    DeployedSqliteFixture desks) : Resolution.ResolutionTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Storage_ConcurrencyTests() : Storage.ConcurrencyTests(Engine.DeployedSqlite);
public sealed class Storage_CopyTests() : Storage.CopyTests(Engine.DeployedSqlite);
public sealed class Storage_IdempotencyTests() : Storage.IdempotencyTests(Engine.DeployedSqlite);
public sealed class Storage_TwoProgramsTests() : Storage.TwoProgramsTests(Engine.DeployedSqlite);
public sealed class Storage_RaceCostTests(ITestOutputHelper output) : Storage.RaceCostTests(Engine.DeployedSqlite, output);
public sealed class Storage_RetryLimitTests() : Storage.RetryLimitTests(Engine.DeployedSqlite);
public sealed class Storage_UniquenessTests() : Storage.UniquenessTests(Engine.DeployedSqlite);
public sealed class Stories_DealershipStory() : Stories.DealershipStory(Engine.DeployedSqlite);
public sealed class Stories_LostComputerStory() : Stories.LostComputerStory(Engine.DeployedSqlite);
public sealed class Stories_PriceMatchHonouredStory() : Stories.PriceMatchHonouredStory(Engine.DeployedSqlite);
public sealed class Stories_PriceMatchStory(
    DeployedSqliteFixture desks) : Stories.PriceMatchStory(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Stories_StockRepliesStory() : Stories.StockRepliesStory(Engine.DeployedSqlite);
public sealed class Stories_TilesStory() : Stories.TilesStory(Engine.DeployedSqlite);
public sealed class Timeline_InteractionTests(
    DeployedSqliteFixture desks) : Timeline.InteractionTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Timeline_RedactionTests(
    DeployedSqliteFixture desks) : Timeline.RedactionTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Timeline_TimelineTests(
    DeployedSqliteFixture desks) : Timeline.TimelineTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Tracking_ActionTests(DeployedSqliteFixture desks) : Tracking.ActionTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Tracking_CustomerIncidentTests(
    DeployedSqliteFixture desks) : Tracking.CustomerIncidentTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Tracking_LinkTests(DeployedSqliteFixture desks) : Tracking.LinkTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Tracking_OpeningTests(DeployedSqliteFixture desks) : Tracking.OpeningTests(desks), IClassFixture<DeployedSqliteFixture>;
public sealed class Storage_FeedOrderTests() : Storage.FeedOrderTests(Engine.DeployedSqlite);
public sealed class Storage_SchemaTests() : Storage.SchemaTests(Engine.DeployedSqlite);
public sealed class Storage_VerificationTests() : Storage.Verifying.VerificationTests(Engine.DeployedSqlite);
public sealed class Faults_ClockStepTests() : Faults.ClockStepTests(Engine.DeployedSqlite);
