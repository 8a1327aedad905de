using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

public sealed class OneTimeCodesTests
{
    // Appendix B of RFC 6238, its key in base32; of its eight digits the last six.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void CodeAt_TimesOfTheStandard_AreItsCodes(long seconds, string code)
    {
        Assert.Equal(code, OneTimeCodes.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", OneTimeCodes.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));
    }

    [Theory]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("ABCDE-FGHJK", "ABCDEFGHJK")]
    [InlineData(null, "")]
    public void Plain_AsPeopleType_LeavesTheCode(string? typed, string code)
    {
        Assert.Equal(code, OneTimeCodes.Plain(typed));
    }
}
