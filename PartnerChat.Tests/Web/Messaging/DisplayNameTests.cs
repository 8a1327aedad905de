using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("Nora", "Nora")]
    [InlineData(" \u2003Nora\u00A0\n", "Nora")]
    [InlineData("N", "N")]
    [InlineData("نورا", "نورا")]
    [InlineData("👩‍🚀", "👩‍🚀")]
    [InlineData("Anna Lena", "Anna Lena")]
    public void TryParse_Name_IsTrimmed(string text, string expected)
    {
        var isName = DisplayName.TryParse(text, out var name, out var fault);

        Assert.True(isName);
        Assert.Equal(expected, name);
        Assert.Equal(DisplayNameFault.None, fault);
    }

    [Theory]
    [InlineData(null, DisplayNameFault.Blank)]
    [InlineData("", DisplayNameFault.Blank)]
    [InlineData(" \t\u3000", DisplayNameFault.Blank)]
    [InlineData("\u200B\u200D", DisplayNameFault.Blank)]
    [InlineData("\u3164", DisplayNameFault.Blank)]
    [InlineData("\uFEFF\u2060 \u00AD", DisplayNameFault.Blank)]
    [InlineData("No\0ra", DisplayNameFault.Malformed)]
    public void TryParse_NoName_SaysWhy(string? text, DisplayNameFault expected)
    {
        var isName = DisplayName.TryParse(text, out var name, out var fault);

        Assert.False(isName);
        Assert.Null(name);
        Assert.Equal(expected, fault);
        Assert.NotEmpty(fault.Explain());
    }

    [Fact]
    public void TryParse_LoneSurrogate_IsMalformed()
    {
        var isName = DisplayName.TryParse("Nora" + (char)0xD83D, out _, out var fault);

        Assert.False(isName);
        Assert.Equal(DisplayNameFault.Malformed, fault);
    }

    [Fact]
    public void TryParse_FiftyCodePoints_FitAndOneMoreDoesNot()
    {
        var fifty = string.Concat(Enumerable.Repeat("🌙", 50));

        var fits = DisplayName.TryParse(fifty, out _, out _);
        var isTooLong = !DisplayName.TryParse(fifty + "a", out _, out var fault);

        Assert.True(fits);
        Assert.True(isTooLong);
        Assert.Equal(DisplayNameFault.TooLong, fault);
    }
}
