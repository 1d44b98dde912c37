using System.CommandLine;
using IncidentService.Changes;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks;

namespace IncidentService.CommandLine.Registers;

/// <summary>A service that runs sees each change within a second.</summary>
internal static class WebhookCommands
{
    public static Command Webhooks() => new("webhooks", "List, pause, resume and replay webhooks and connectors.")
    {
        List(), Change("pause", "Send nothing until it is resumed. Events wait.", WebhookChanges.Pause),
        Change("resume", "Send again, also what has failed, from the first event that waits.", WebhookChanges.Resume), Replay(),
    };

    private static Command List()
    {
        var json = JsonOutput.CreateOption();
        var list = new Command("list", "List who is told of events, how far each has come in the feed, and what is tried again.") { json };
        list.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var (all, last) = await offline.Store.Read(
                async session => (await session.ListSubscriptions(), await session.FindLastPosition()));
            if (parsed.GetValue(json)) JsonOutput.WriteList(all.Select(to => JsonOutput.ToNode(WebhookView.From(to))));
            else foreach (var to in all) Console.WriteLine(Describe(to, $" of {last:N0}"));
            return 0;
        }));
        return list;
    }

    private static Command Change(string name, string description, Func<ChangeContext, Subscription, Task<Problem?>> work)
    {
        var (id, json) = (CreateId(), JsonOutput.CreateOption());
        var command = new Command(name, description + " Exit code 0: done; 1: there is no such webhook.") { id, json };
        command.SetAction(parsed => CommandHost.Run(
            offline => Run(offline, $"webhooks {name}", (parsed.GetValue(id), parsed.GetValue(json)), work)));
        return command;
    }

    private static Command Replay()
    {
        var (id, json) = (CreateId(), JsonOutput.CreateOption());
        var position = new Option<long?>("--position") { Description = "The place in the feed after which to begin; 0 for all events" };
        var since = new Option<string?>("--since") { Description = "The time since which, such as 2027-01-31T00:00:00Z" };
        var replay = new Command(
            "replay", "Send events again that happened after a place in the feed, or since a time. Exit code 0: done; 1: refused.")
        {
            id, position, since, json,
        };
        replay.SetAction(parsed => CommandHost.Run(offline =>
        {
            var errors = new ValidationErrors();
            var (place, time) = (parsed.GetValue(position), errors.ParseInstant("--since", parsed.GetValue(since)));
            if (errors.IsEmpty && (place is null) == (time is null)) errors.Add("--position", "or --since is needed, and not both");
            if (place < 0) errors.Add("--position", "must not be negative");
            if (!errors.IsEmpty) return Task.FromResult(JsonOutput.RefuseArguments(errors));
            return Run(
                offline, "webhooks replay", (parsed.GetValue(id), parsed.GetValue(json)),
                (change, to) => WebhookChanges.Replay(change, to, (place, time)));
        }));
        return replay;
    }

    private static async Task<int> Run(
        CommandHost offline, string command, (long Id, bool Json) given, Func<ChangeContext, Subscription, Task<Problem?>> work)
    {
        var rules = offline.Rules;
        var outcome = await offline.Store.Change(
            transaction =>
            {
                transaction.AddAudit([CommandHost.Describe(command, transaction.Now, $"{given.Id}")]);
                return WebhookChanges.Change(new ChangeContext(transaction, rules, Origin.Clock), given.Id, work);
            },
            CancellationToken.None);
        if (!outcome.Try(out var to, out var refused))
        {
            return await ServeCommand.Refuse(
                refused.Errors is [var fault, ..] ? $"--{fault.Field} {fault.Message}" : refused.Detail ?? refused.Title);
        }
        if (given.Json) JsonOutput.Write(JsonOutput.ToNode(WebhookView.From(to)));
        else Console.WriteLine(Describe(to));
        return 0;
    }

    private static Argument<long> CreateId() => new("id") { Description = "The id that webhooks list shows" };

    private static string Describe(Subscription to, string ofAll = "") =>
        $"{to.Id}  {to.State,-7}  {to.Name}  {to.Sender}  at {to.Position:N0}{ofAll}, {to.Waiting:N0} wait, {to.SetAside:N0} set aside"
        + (to.Reason is null ? "" : $"  {to.Reason}");
}
