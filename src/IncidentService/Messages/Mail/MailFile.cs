using System.Security.Cryptography;
using IncidentService.Timeline;
using MimeKit;

namespace IncidentService.Messages.Mail;

/// <summary>Describes a file of a mail by its name, size and digest. The file itself stays in the mail.</summary>
internal static class MailFile
{
    public static Attachment Describe(MimePart part)
    {
        using var measured = new MeasuredStream();
        part.Content?.DecodeTo(measured);
        return Describe(part.FileName ?? part.ContentType.Name, part.ContentType.MimeType, measured);
    }

    public static Attachment Describe(MessagePart part)
    {
        using var measured = new MeasuredStream();
        part.Message?.WriteTo(measured);
        return Describe(part.ContentDisposition?.FileName ?? part.ContentType.Name, part.ContentType.MimeType, measured);
    }

    /// <summary>The first bytes of a content.</summary>
    public static byte[] ReadBytes(IMimeContent content, int most)
    {
        using var decoded = content.Open();
        var bytes = new byte[most];
        var length = decoded.ReadAtLeast(bytes, most, throwOnEndOfStream: false);
        return bytes[..length];
    }

    private static Attachment Describe(string? name, string mediaType, MeasuredStream content) =>
        new() { Name = name, MediaType = mediaType, Size = content.Length, Sha256 = content.Sha256() };

    /// <summary>Takes bytes for their number and digest, and keeps none.</summary>
    private sealed class MeasuredStream : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long length;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => length;
        public override long Position { get => length; set => throw new NotSupportedException(); }

        public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            length += buffer.Length;
        }

        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
