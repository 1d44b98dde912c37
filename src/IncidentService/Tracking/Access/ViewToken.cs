using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Tracking.Access;

/// <summary>
/// What an open page was opened with: a personal link, or a contact of an incident. It is looked up again at every call, so a revoked link
/// and a removed contact end the page at once.
/// </summary>
internal readonly record struct ViewSubject(bool IsLink, long Id, int ContactOrdinal)
{
    public static ViewSubject Link(long id) => new(true, id, 0);

    public static ViewSubject Contact(long incidentId, int ordinal) => new(false, incidentId, ordinal);
}

/// <summary>
/// Signs the tokens of open pages: what was proved, and until when. A page that is opened writes nothing, so nobody can fill the
/// register by opening pages. All replicas share the key, which the register holds.
/// </summary>
internal sealed class ViewTokens(Store store)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private const string SecretName = "tracking-views";

    /// <summary>The dot keeps API keys apart: none has one, so a token is never looked up as a key.</summary>
    private const string Prefix = "view.";
    private const int Payload = 1 + sizeof(long) + sizeof(int) + sizeof(long);
    private const int Signed = Payload + HMACSHA256.HashSizeInBytes;
    private byte[]? signingKey;

    public async Task<string> Create(ViewSubject subject, Instant expires)
    {
        var bytes = new byte[Signed];
        bytes[0] = subject.IsLink ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), subject.Id);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1 + sizeof(long)), subject.ContactOrdinal);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Payload - sizeof(long)), expires.Micros);
        HMACSHA256.HashData(await FindKey(), bytes.AsSpan(0, Payload), bytes.AsSpan(Payload));
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null if the token is not one of ours, or has expired.</summary>
    public async Task<ViewSubject?> Verify(string token, Instant now)
    {
        var bytes = new byte[Signed];
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(token.AsSpan(Prefix.Length), out var length)
            || length != Signed) return null;
        Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length), bytes);
        var signature = HMACSHA256.HashData(await FindKey(), bytes.AsSpan(0, Payload));
        if (!CryptographicOperations.FixedTimeEquals(signature, bytes.AsSpan(Payload))) return null;
        if (BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Payload - sizeof(long))) <= now.Micros) return null;
        var subject = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1));
        return new ViewSubject(bytes[0] == 1, subject, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1 + sizeof(long))));
    }

    private async ValueTask<byte[]> FindKey() => signingKey ??=
        await store.Read(session => session.FindSecret(SecretName)) ?? (await store.Change<byte[]>(AddKey, CancellationToken.None)).Value;

    private static async Task<Outcome<byte[]>> AddKey(Transaction transaction)
    {
        if (await transaction.FindSecret(SecretName) is { } known) return known;
        var made = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
        transaction.AddSecret(SecretName, made);
        return made;
    }
}
