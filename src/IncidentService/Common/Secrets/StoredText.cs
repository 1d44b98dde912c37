using IncidentService.Common.Text;

namespace IncidentService.Common.Secrets;

/// <summary>Masks what no stored text may contain: card numbers, and the tokens of personal links.</summary>
internal static class StoredText
{
    public static string Mask(string text) => LinkToken.MaskIn(PaymentCards.Mask(text));
}
