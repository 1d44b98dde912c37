using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Storage.Copying;

/// <summary>
/// The number of rows and the sum of their digests. Equal rows give equal checksums on every engine, whatever order the engine sorts them
/// in: SQL Server and the others sort characters beyond U+FFFF differently.
/// </summary>
internal record struct Checksum(long Rows, UInt128 Sum)
{
    private const byte Absent = 0;
    private const byte Whole = 1;
    private const byte Text = 2;
    private const byte Bytes = 3;

    /// <summary>Reads a row into values that are the same on every engine: a long, a string, bytes or null.</summary>
    public static void Read(DbDataReader reader, object?[] row)
    {
        reader.GetValues(row!);
        for (var place = 0; place < row.Length; place++)
        {
            row[place] = row[place] switch
            {
                DBNull => null,
                bool flag => flag ? 1L : 0L,
                int number => (long)number,
                var value => value,
            };
        }
    }

    public void Add(object?[] row)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in row) Append(digest, value);
        Rows++;
        Sum += BinaryPrimitives.ReadUInt128LittleEndian(digest.GetHashAndReset());
    }

    private static void Append(IncrementalHash digest, object? value)
    {
        switch (value)
        {
            case null: Append(digest, Absent, 0, []); break;
            case long number: Append(digest, Whole, number, []); break;
            case string text: Append(digest, Text, text.Length, Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Append(digest, Bytes, bytes.Length, bytes); break;
            default: throw new InvalidOperationException($"A register holds no {value.GetType().Name}");
        }
    }

    private static void Append(IncrementalHash digest, byte kind, long number, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[9];
        head[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], number);
        digest.AppendData(head);
        digest.AppendData(bytes);
    }
}
