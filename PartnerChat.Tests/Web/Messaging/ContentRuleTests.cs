using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class ContentRuleTests
{
    private const string AllWhiteSpace =
        "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    [Fact]
    public void Check_EveryWhiteSpaceAtBothEnds_IsTrimmed()
    {
        var error = ContentRule.Check($"{AllWhiteSpace}a b{AllWhiteSpace}", out var trimmed);

        Assert.Equal((null, "a b"), (error, trimmed));
    }

    [Fact]
    public void Check_ByteOrderMarkAtBothEnds_Stays()
    {
        var error = ContentRule.Check("\uFEFFa\uFEFF", out var trimmed);

        Assert.Equal((null, "\uFEFFa\uFEFF"), (error, trimmed));
    }

    [Theory]
    [InlineData("e\u0301")]
    [InlineData("a\r\nb")]
    [InlineData("a\u0001b\u007F")]
    [InlineData("<b onclick='x'>&amp;</b>")]
    public void Check_WhatIsInBetween_IsKeptAsWritten(string content)
    {
        var error = ContentRule.Check(content, out var trimmed);

        Assert.Equal((null, content), (error, trimmed));
    }

    [Theory]
    [InlineData("x", 1, null)]
    [InlineData("x", 5_000, null)]
    [InlineData("x", 5_001, ChatError.ContentTooLong)]
    [InlineData("\U0001F600", 5_000, null)]
    [InlineData("\U0001F600", 5_001, ChatError.ContentTooLong)]
    [InlineData("e\u0301", 2_500, null)]
    public void Check_Length_IsCountedInCodePoints(string one, int times, ChatError? expected)
    {
        var content = string.Concat(Enumerable.Repeat(one, times));

        var error = ContentRule.Check(content, out _);

        Assert.Equal(expected, error);
    }

    [Fact]
    public void Check_LongestTextInWhiteSpace_Passes()
    {
        var error = ContentRule.Check($"\n{new string('x', 5_000)}\u3000", out var trimmed);

        Assert.Equal((null, 5_000), (error, trimmed.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData(AllWhiteSpace)]
    [InlineData("\uFEFF")]
    [InlineData("\u200B\u200D\u2060")]
    [InlineData("\u00AD\u034F\u061C")]
    [InlineData("\u115F\u1160\u3164\uFFA0")]
    [InlineData("\u17B4\u17B5\u180B\u180E\u180F")]
    [InlineData("\u2065\uFE00\uFE0F\uFFF0\uFFF8")]
    [InlineData("\U0001D173\U000E0001\U000E0041\U000E0FFF")]
    [InlineData("\u200B \u200B")]
    public void Check_NothingToSee_IsEmpty(string content)
    {
        var error = ContentRule.Check(content, out _);

        Assert.Equal(ChatError.EmptyContent, error);
    }

    [Theory]
    [InlineData("\U0001F469\u200D\u2764\uFE0F\u200D\U0001F468")]
    [InlineData("\u2764\uFE0F")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\u0301")]
    [InlineData("\u0007")]
    public void Check_SomethingToSeeAmongTheInvisible_Passes(string content)
    {
        var error = ContentRule.Check(content, out var trimmed);

        Assert.Equal((null, content), (error, trimmed));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("a\0b")]
    [InlineData(" \0 ")]
    [InlineData("\0a")]
    public void Check_Nul_IsInvalid(string content)
    {
        var error = ContentRule.Check(content, out _);

        Assert.Equal(ChatError.InvalidContent, error);
    }

    // As numbers: a lone surrogate does not survive in the name of a test.
    [Theory]
    [InlineData(0xD800, 'a')]
    [InlineData(0xDBFF, ' ')]
    [InlineData('a', 0xDC00)]
    [InlineData(0xDFFF, 0xD83D)]
    public void Check_LoneSurrogate_IsInvalid(int first, int second)
    {
        var error = ContentRule.Check($"{(char)first}{(char)second}", out _);

        Assert.Equal(ChatError.InvalidContent, error);
    }

    [Fact]
    public void Check_TooLongAndNothingToSee_IsEmpty()
    {
        var error = ContentRule.Check(new string('\u200B', 5_001), out _);

        Assert.Equal(ChatError.EmptyContent, error);
    }

    [Fact]
    public void Check_TooLongAndLoneSurrogate_IsInvalid()
    {
        var error = ContentRule.Check(new string('x', 5_001) + '\uD800', out _);

        Assert.Equal(ChatError.InvalidContent, error);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("a\0")]
    public void Check_Refused_LeavesNothingToStore(string content)
    {
        ContentRule.Check(content, out var trimmed);

        Assert.Empty(trimmed);
    }
}
