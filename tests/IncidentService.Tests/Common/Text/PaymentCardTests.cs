using IncidentService.Common.Text;

namespace IncidentService.Tests.Common.Text;

/// <summary>Digits that look like a payment card are masked; other long digit runs are stored.</summary>
public sealed class PaymentCardTests
{
    [Theory]
    [InlineData("4111111111111111", "••••••••••••1111")]
    [InlineData("4111 1111 1111 1111", "•••• •••• •••• 1111")]
    [InlineData("4111-1111-1111-1111.", "••••-••••-••••-1111.")]
    [InlineData("4111.1111.1111.1111", "••••.••••.••••.1111")]
    [InlineData("4111  1111  1111  1111", "••••  ••••  ••••  1111")]
    [InlineData("4111\u00a01111\u00a01111\u00a01111", "••••\u00a0••••\u00a0••••\u00a01111")]
    [InlineData("4111–1111–1111–1111", "••••–••••–••••–1111")]
    [InlineData("３７８２ ８２２４６３ １０００５", "•••• •••••• •０００５")]
    [InlineData("it is 4111 1111 1111 1111 12/27, thanks", "it is •••• •••• •••• 1111 12/27, thanks")]
    [InlineData("order 5 4111111111111111", "order 5 ••••••••••••1111")]
    [InlineData("3782 822463 10005", "•••• •••••• •0005")]
    public void All_digits_of_a_payment_card_but_the_last_four_are_masked(string text, string masked) =>
        Assert.Equal(masked, PaymentCards.Mask(text));

    [Theory]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("8675-3091-2374")]
    [InlineData("8675-3091-2374 9245-9151-0230")]
    [InlineData("+1 555 010 0199, or 555 010 0142 after six")]
    [InlineData("")]
    public void Other_digits_are_left_alone(string text) => Assert.Equal(text, PaymentCards.Mask(text));
}
