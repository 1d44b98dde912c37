using IncidentService.Tests.Infrastructure;

// Every suite on SQL Server. A convention test fails if one is missing.
namespace IncidentService.Tests.OnSqlServer;

public sealed class Approvals_GrantingTests(SqlServerFixture desks) : Approvals.GrantingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Approvals_MaximumTests() : Approvals.MaximumTests(Engine.SqlServer);
public sealed class Approvals_MergedApprovalTests(
    SqlServerFixture desks) : Approvals.MergedApprovalTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Approvals_PartialTests(SqlServerFixture desks) : Approvals.Redemptions.PartialTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Approvals_RaceTests() : Approvals.Redemptions.RaceTests(Engine.SqlServer);
public sealed class Approvals_RedeemingTests(SqlServerFixture desks) : Approvals.Redemptions.RedeemingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Approvals_TransactionIdTests(
    SqlServerFixture desks) : Approvals.Redemptions.TransactionIdTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Approvals_ReversalTests(SqlServerFixture desks) : Approvals.Redemptions.ReversalTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Connectors_NatsPublishingTests() : Connectors.Nats.PublishingTests(Engine.SqlServer);
public sealed class Audit_ChainTests() : Audit.ChainTests(Engine.SqlServer);
public sealed class Audit_PruningTests() : Audit.PruningTests(Engine.SqlServer);
public sealed class Audit_TrailTests() : Audit.TrailTests(Engine.SqlServer);
public sealed class Contacts_ContactTests(SqlServerFixture desks) : Contacts.ContactTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Contacts_OneCustomerTests(SqlServerFixture desks) : Contacts.OneCustomerTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Contacts_PermissionTests(SqlServerFixture desks) : Contacts.Permissions.PermissionTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Contacts_RekeyingTests() : Contacts.LookupKeys.RekeyingTests(Engine.SqlServer);
public sealed class Contacts_UpgradeTests() : Contacts.UpgradeTests(Engine.SqlServer);
public sealed class Erasure_ErasureTests(SqlServerFixture desks) : Erasure.ErasureTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Events_FeedTests(SqlServerFixture desks) : Events.FeedTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Events_StreamTests() : Events.Streaming.StreamTests(Engine.SqlServer);
public sealed class Handoffs_AcceptanceTests(SqlServerFixture desks) : Handoffs.Acceptance.AcceptanceTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Handoffs_ArrivalTests(SqlServerFixture desks) : Handoffs.Acceptance.ArrivalTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Handoffs_OverdueTests(SqlServerFixture desks) : Handoffs.Acceptance.OverdueTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Handoffs_HandoffCountTests(SqlServerFixture desks) : Handoffs.HandoffCountTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Handoffs_RequestTests(SqlServerFixture desks) : Handoffs.RequestTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Handoffs_WaitingListTests() : Handoffs.WaitingListTests(Engine.SqlServer);
public sealed class Handoffs_AcceptanceByWriteTests(
    SqlServerFixture desks) : Handoffs.Acceptance.AcceptanceByWriteTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Http_BadInputTests(SqlServerFixture desks) : Http.BadInputTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Http_EncodingTests(SqlServerFixture desks) : Http.EncodingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Http_SlowReaderTests() : Http.SlowReaderTests(Engine.SqlServer);
public sealed class Http_OriginTests(SqlServerFixture desks) : Http.OriginTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Import_TicketImportTests(SqlServerFixture desks) : Import.TicketImportTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_LongestWaitingTests(
    SqlServerFixture desks) : Incidents.Lists.LongestWaitingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_MergeModelTests(SqlServerFixture desks) : Incidents.Merging.MergeModelTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_MergeRaceTests(SqlServerFixture desks) : Incidents.Merging.MergeRaceTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_MergeTests(SqlServerFixture desks) : Incidents.Merging.MergeTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_UnmergeTests(SqlServerFixture desks) : Incidents.Merging.UnmergeTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_OpeningTests() : Incidents.OpeningTests(Engine.SqlServer);
public sealed class Incidents_PatchTests(SqlServerFixture desks) : Incidents.PatchTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_ReadingTests(SqlServerFixture desks) : Incidents.ReadingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_StoredCardTests(SqlServerFixture desks) : Incidents.StoredCardTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Incidents_CardFillingTests() : Incidents.CardFillingTests(Engine.SqlServer);
public sealed class Incidents_SearchTests(SqlServerFixture desks) : Incidents.Lists.SearchTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Keys_AuthenticationTests(SqlServerFixture desks) : Keys.AuthenticationTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Keys_ScopeTests(SqlServerFixture desks) : Keys.ScopeTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Keys_WriteOnlyTests(SqlServerFixture desks) : Keys.WriteOnlyTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Keys_KeyLifecycleTests() : Keys.KeyLifecycleTests(Engine.SqlServer);
public sealed class Keys_TokenTests() : Keys.Tokens.TokenTests(Engine.SqlServer);
public sealed class Sessions_ExpiryTests() : Sessions.ExpiryTests(Engine.SqlServer);
public sealed class Sessions_ForgeryTests(SqlServerFixture desks) : Sessions.ForgeryTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Sessions_OpenIdConnectTests() : Sessions.OpenIdConnectTests(Engine.SqlServer);
public sealed class Sessions_SessionTests(SqlServerFixture desks) : Sessions.SessionTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Sessions_WrongKeyTests() : Sessions.WrongKeyTests(Engine.SqlServer);
public sealed class Lookup_GuessTests() : Lookup.GuessTests(Engine.SqlServer);
public sealed class Lookup_HintTests(SqlServerFixture desks) : Lookup.HintTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Lookup_OutcomeTests(SqlServerFixture desks) : Lookup.OutcomeTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Lookup_PhoneMenuTests(SqlServerFixture desks) : Lookup.PhoneMenus.PhoneMenuTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Lookup_PresenceTests(SqlServerFixture desks) : Lookup.PresenceTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Lookup_RecordingTests(SqlServerFixture desks) : Lookup.Recording.RecordingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Lookup_TeachingTests(SqlServerFixture desks) : Lookup.Recording.TeachingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_AdjustmentTests(SqlServerFixture desks) : Messages.Reading.AdjustmentTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_AutomaticTests() : Messages.AutomaticTests(Engine.SqlServer);
public sealed class Messages_DeliveryTests(SqlServerFixture desks) : Messages.DeliveryTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_HtmlTests(SqlServerFixture desks) : Messages.Text.HtmlTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_IntakeTests(SqlServerFixture desks) : Messages.IntakeTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_MailTests(SqlServerFixture desks) : Messages.Mail.MailTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_MistypedNumberTests(SqlServerFixture desks) : Messages.MistypedNumberTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_UnusualMailTests(
    SqlServerFixture desks) : Messages.Mail.UnusualMailTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Messages_TaughtConversationTests() : Messages.TaughtConversationTests(Engine.SqlServer);
public sealed class Webhooks_DeliveryTests() : Webhooks.Deliveries.DeliveryTests(Engine.SqlServer);
public sealed class Webhooks_WebhookTests() : Webhooks.WebhookTests(Engine.SqlServer);
public sealed class NumberBlocks_OpeningReservedTests(
    SqlServerFixture desks) : NumberBlocks.OpeningReservedTests(desks), IClassFixture<SqlServerFixture>;
public sealed class NumberBlocks_RaceTests() : NumberBlocks.RaceTests(Engine.SqlServer);
public sealed class NumberBlocks_ReservingTests(
    SqlServerFixture desks) : NumberBlocks.ReservingTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Promises_OverdueTests() : Promises.Overdue.OverdueTests(Engine.SqlServer);
public sealed class Promises_PauseTests() : Promises.Sla.PauseTests(Engine.SqlServer);
public sealed class Promises_PauseWalkTests() : Promises.Sla.PauseWalkTests(Engine.SqlServer);
public sealed class Promises_PromiseTests(SqlServerFixture desks) : Promises.PromiseTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Promises_SettlingTests() : Promises.SettlingTests(Engine.SqlServer);
public sealed class Promises_TargetTests() : Promises.Sla.TargetTests(Engine.SqlServer);
public sealed class Promises_WorkListTests() : Promises.Overdue.WorkListTests(Engine.SqlServer);
public sealed class References_ReferenceAddressTests(
    SqlServerFixture desks) : References.ReferenceAddressTests(desks), IClassFixture<SqlServerFixture>;
public sealed class References_ReferenceTests(SqlServerFixture desks) : References.ReferenceTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Reports_PeriodTests(SqlServerFixture desks) : Reports.PeriodTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Reports_ReportTests() : Reports.ReportTests(Engine.SqlServer);
public sealed class Reports_TableTests(SqlServerFixture desks) : Reports.Tables.TableTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Resolution_QuietPeriodTests(
    SqlServerFixture desks) : Resolution.QuietPeriodTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Resolution_ResolutionTests(SqlServerFixture desks) : Resolution.ResolutionTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Storage_ConcurrencyTests() : Storage.ConcurrencyTests(Engine.SqlServer);
public sealed class Storage_CopyTests() : Storage.CopyTests(Engine.SqlServer);
public sealed class Storage_IdempotencyTests() : Storage.IdempotencyTests(Engine.SqlServer);
public sealed class Storage_TwoProgramsTests() : Storage.TwoProgramsTests(Engine.SqlServer);
public sealed class Storage_RaceCostTests(ITestOutputHelper output) : Storage.RaceCostTests(Engine.SqlServer, output);
public sealed class Storage_RetryLimitTests() : Storage.RetryLimitTests(Engine.SqlServer);
public sealed class Storage_UniquenessTests() : Storage.UniquenessTests(Engine.SqlServer);
public sealed class Stories_DealershipStory() : Stories.DealershipStory(Engine.SqlServer);
public sealed class Stories_LostComputerStory() : Stories.LostComputerStory(Engine.SqlServer);
public sealed class Stories_PriceMatchHonouredStory() : Stories.PriceMatchHonouredStory(Engine.SqlServer);
public sealed class Stories_PriceMatchStory(SqlServerFixture desks) : Stories.PriceMatchStory(desks), IClassFixture<SqlServerFixture>;
public sealed class Stories_StockRepliesStory() : Stories.StockRepliesStory(Engine.SqlServer);
public sealed class Stories_TilesStory() : Stories.TilesStory(Engine.SqlServer);
public sealed class Timeline_InteractionTests(SqlServerFixture desks) : Timeline.InteractionTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Timeline_RedactionTests(SqlServerFixture desks) : Timeline.RedactionTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Timeline_TimelineTests(SqlServerFixture desks) : Timeline.TimelineTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Tracking_ActionTests(SqlServerFixture desks) : Tracking.ActionTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Tracking_CustomerIncidentTests(SqlServerFixture desks) : Tracking.CustomerIncidentTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Tracking_LinkTests(SqlServerFixture desks) : Tracking.LinkTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Tracking_OpeningTests(SqlServerFixture desks) : Tracking.OpeningTests(desks), IClassFixture<SqlServerFixture>;
public sealed class Storage_FeedOrderTests() : Storage.FeedOrderTests(Engine.SqlServer);
public sealed class Storage_ServerFaultTests() : Storage.ServerFaultTests(Engine.SqlServer);
public sealed class Storage_SchemaTests() : Storage.SchemaTests(Engine.SqlServer);
public sealed class Storage_VerificationTests() : Storage.Verifying.VerificationTests(Engine.SqlServer);
public sealed class Faults_ClockStepTests() : Faults.ClockStepTests(Engine.SqlServer);
