using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys.Requests;

/// <summary>A key that replaced another, with its secret.</summary>
internal sealed record ReplacedKey(ApiKey Key, string Secret, Instant Now);

/// <summary>
/// Replaces the secret of a key; its id, permissions and limits stay. The former secret works until a given time, so that a fleet of tills
/// can be changed one by one. Only the last former one does.
/// </summary>
internal static class KeyRotation
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static async Task<Outcome<ReplacedKey>> Replace(Transaction transaction, long id, Instant? formerUntil)
    {
        if (await transaction.FindKey(id) is not { } key) return Problem.From(Problems.KeyUnknown);
        if (key.Kind != KeyKinds.Key || !key.IsValid(transaction.Now)) return Problem.From(Problems.KeyNotReplaceable);
        var secret = KeySecret.Create();
        var replaced = key with
        {
            Hash = KeySecret.Hash(secret)!,
            Prefix = KeySecret.Prefix(secret),
            FormerHash = key.Hash,
            FormerUntil = formerUntil ?? transaction.Now.Plus(Overlap),
        };
        transaction.ReplaceKey(replaced);
        return new ReplacedKey(replaced, secret, transaction.Now);
    }
}
