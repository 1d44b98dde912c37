using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Common;

namespace IncidentService.Tests.Approvals;

public sealed class ApprovalViewTests
{
    [Theory]
    [InlineData(null, 0, false, 0, true)]
    [InlineData(2, 1, false, 0, true)]
    [InlineData(2, 2, false, 0, false)]
    [InlineData(null, 3, true, 9_999, true)]
    [InlineData(null, 3, true, 10_000, false)]
    [InlineData(2, 1, false, 10_000, true)]
    public void What_is_shown_is_open_as_long_as_what_is_stored(
        int? uses, int used, bool partial, long usedAmount, bool isOpen)
    {
        var approval = new Approval
        {
            Type = "refund", Channel = "email", Amount = 10_000, Currency = "USD", Partial = partial, Uses = uses, Used = used,
            UsedAmount = usedAmount,
        };

        Assert.Equal(isOpen, approval.IsOpen);
        Assert.Equal(isOpen, ApprovalView.From(approval, IncidentNumber.Mint()).IsOpen());
        approval.RevokedAt = new Instant(1);
        Assert.Equal((false, false), (approval.IsOpen, ApprovalView.From(approval, IncidentNumber.Mint()).IsOpen()));
    }
}
