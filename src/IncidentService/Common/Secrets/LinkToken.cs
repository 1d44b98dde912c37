using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Common.Secrets;

/// <summary>
/// Creates and hashes the tokens of personal links: "trk_" and 27 characters with 160 random bits, short enough for a text message.
/// They are random and not signed: a link that can be revoked has to be looked up anyway, and a hash can sign nothing if the register
/// is stolen.
/// </summary>
internal static partial class LinkToken
{
    private const string Prefix = "trk_";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Characters = 27;
    private static readonly string Mask = Prefix + new string('•', Characters); // as long as a token, so that places in a text stay right

    public static string Create() => Prefix + RandomNumberGenerator.GetString(Alphabet, Characters);

    /// <summary>
    /// The hash that is stored and looked up; null if the text cannot be a token. The lookup by hash compares no part of the token, so its
    /// timing reveals nothing.
    /// </summary>
    public static byte[]? Hash(string text) =>
        Whole().IsMatch(text) ? SHA256.HashData(Encoding.ASCII.GetBytes(text)) : null;

    /// <summary>Masks all tokens in a text, such as those in a mail that quotes a link.</summary>
    public static string MaskIn(string text) =>
        text.Contains(Prefix, StringComparison.Ordinal) ? Anywhere().Replace(text, Mask) : text;

    [GeneratedRegex(@"\Atrk_[A-Za-z0-9]{27}\z")]
    private static partial Regex Whole();

    [GeneratedRegex("trk_[A-Za-z0-9]{27}")]
    private static partial Regex Anywhere();
}
