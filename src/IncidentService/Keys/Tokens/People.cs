using System.Security.Cryptography;
using System.Text;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys.Tokens;

/// <summary>
/// The stored identities of people, one per issuer and subject: their idempotency keys, limits and origins need one. It is created at the
/// first request of a person. It has no permissions, because each token has its own. Revoking it, like a key, locks the person out.
/// </summary>
internal sealed class People(Store store, CallerCache callers)
{
    /// <summary>Null if the person was locked out.</summary>
    public async Task<ApiKey?> Find(string issuer, string subject, string name)
    {
        // no key has this hash: the text of a key has no line break
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}"));
        if (await callers.FindPerson(hash) is { } known) return known;
        if (await store.Read(session => session.FindKey(hash)) is null) await Add(hash, name);
        return await callers.FindPerson(hash);
    }

    private Task Add(byte[] hash, string name) => store.Change(
        async transaction =>
        {
            if (await transaction.FindKey(hash) is not null) return; // another request has created it
            transaction.AddKey(new ApiKey
            {
                Id = transaction.NewId(),
                Kind = KeyKinds.Person,
                Name = name.Length <= Limits.Token ? name : name[..Limits.Token],
                Hash = hash,
                Channels = "",
                Teams = "",
                Locations = "",
                Scopes = "",
                CreatedAt = transaction.Now,
            });
        },
        CancellationToken.None);
}
