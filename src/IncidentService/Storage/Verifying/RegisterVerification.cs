using System.Globalization;
using Dapper;
using IncidentNumbers;
using IncidentService.Audit;
using IncidentService.Common;

namespace IncidentService.Storage.Verifying;

/// <summary>The result of one check: how many rows break the rule, and the ids of the first few.</summary>
internal sealed record VerifiedRule(string Name, string Rule, long Violations, IReadOnlyList<string> Examples)
{
    public bool Holds => Violations == 0;
}

/// <summary>
/// Checks everything that must hold in a register, on one snapshot, while it is served. It reads only. `report` is told the current step,
/// how many are done, and their total.
/// </summary>
internal sealed class RegisterVerification(Store store, Action<string, long, long> report)
{
    private const int MostExamples = 5;

    /// <summary>A server gives events their place in the feed within a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly Invariant Numbers = new(
        "numbers", "The check digits of every number hold.", "SELECT n.number FROM numbers n");

    public async Task<IReadOnlyList<VerifiedRule>> Run()
    {
        var results = new List<VerifiedRule>();
        var total = Invariant.All.Count + 3;
        await store.ReadSnapshot(async session =>
        {
            Report(await CheckFile(session));
            Report(await Check<long>(session, Numbers, number => !IncidentNumber.IsValid(number)));
            Report(await CheckAudit(session));
            foreach (var invariant in Invariant.All) Report(await Check<long>(session, invariant, _ => true));
            return results.Count;
        });
        return results;

        void Report(VerifiedRule result)
        {
            results.Add(result);
            report("Verifying", results.Count, total);
        }
    }

    private static async Task<VerifiedRule> CheckAudit(Session session)
    {
        var chain = await new AuditVerification(session, _ => { }).Run();
        return new VerifiedRule("audit-chain", "The audit trail is whole and unaltered.", chain.Violations, chain.Faults);
    }

    private async Task<VerifiedRule> CheckFile(Session session)
    {
        var rule = new Invariant("file", "The file of the register is whole.", session.Dialect.IntegrityCheck ?? "");
        return rule.Sql.Length == 0
            ? new VerifiedRule(rule.Name, rule.Rule, 0, [])
            : await Check<string>(session, rule, line => line != "ok");
    }

    /// <summary>Has no timeout: a large register is read from its beginning to its end.</summary>
    private async Task<VerifiedRule> Check<T>(Session session, Invariant invariant, Func<T, bool> isBroken)
    {
        var (count, examples) = (0L, new List<string>());
        var now = Instant.Now(store.Clock);
        var parameters = new
        {
            before = now.Plus(-Grace), longBefore = now.Plus(-AuditEntry.LongestUnsealed), yes = true,
            deletesFormerCards = session.Dialect.DeletesFormerCards,
        };
        await foreach (var found in session.Connection.QueryUnbufferedAsync<T>(invariant.Sql, parameters, commandTimeout: 0))
        {
            if (isBroken(found) && count++ < MostExamples) examples.Add(string.Create(CultureInfo.InvariantCulture, $"{found}"));
        }
        return new VerifiedRule(invariant.Name, invariant.Rule, count, examples);
    }
}
