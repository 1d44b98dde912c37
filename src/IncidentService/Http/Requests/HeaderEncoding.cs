using System.Text;

namespace IncidentService.Http.Requests;

/// <summary>
/// Reads request headers as UTF-8, and bytes that are none as ISO-8859-1, which HTTP used before and some programs still send. Kestrel by
/// itself refuses such a request without a word.
/// </summary>
internal static class HeaderEncoding
{
    public static Encoding Utf8OrLatin1 { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Latin1Fallback());

    private sealed class Latin1Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4; // the most bytes that are refused at once

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();
    }

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string text = "";
        private int next;

        public override int Remaining => text.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (text, next) = (Encoding.Latin1.GetString(bytesUnknown), 0);
            return true;
        }

        public override char GetNextChar() => next < text.Length ? text[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0) return false;
            next--;
            return true;
        }

        public override void Reset() => (text, next) = ("", 0);
    }
}
