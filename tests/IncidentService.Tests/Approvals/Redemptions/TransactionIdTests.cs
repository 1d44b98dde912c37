using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals.Redemptions;

/// <summary>Which ids a till may give its transactions, and which of them are the same.</summary>
public abstract class TransactionIdTests(ServiceFixture fixture) : Suite(fixture)
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("100%")]
    [InlineData("%2F")]
    [InlineData("日本語 7")]
    [InlineData("a?b#c")]
    [InlineData("reversal")]
    public async Task A_transaction_id_may_contain_any_printable_characters(string transaction)
    {
        var approval = await fixture.Email.Grant(new { type = "waiver" });

        var redeemed = await fixture.Till.Redeem(approval, transaction);

        Assert.Equal(transaction, redeemed.Expect(HttpStatusCode.Created)["transaction"]!.ToString());
        Assert.Equal(redeemed.Text, (await fixture.Till.Get(redeemed.Location!)).Text);
        Assert.Equal(
            transaction,
            (await fixture.Till.Reverse(approval, transaction)).Expect(HttpStatusCode.OK)["reversedBy"]!["transaction"]!.ToString());
    }

    [Fact]
    public async Task Compatible_characters_give_the_same_transaction_id()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver" });

        var redeemed = await fixture.Till.Redeem(approval, "T-1");

        Assert.Equal(redeemed.Text, (await fixture.Till.Redeem(approval, "\uFF34-\uFF11")).Text);
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("%FF")]
    [InlineData("a/../b")]
    [InlineData("a%01")]
    [InlineData("long")]
    public async Task An_invalid_transaction_id_is_refused(string encoded)
    {
        var approval = await fixture.Email.Grant(new { type = "waiver" });
        var target = $"{approval}/redemptions/{(encoded == "long" ? new string('x', 201) : encoded)}";

        var (status, text) = await RawHttp.Send(fixture.Service.Address, fixture.Till.Key, "GET " + target);

        Assert.Equal(400, status);
        Assert.Contains("\"field\":\"transaction\"", text);
    }
}
