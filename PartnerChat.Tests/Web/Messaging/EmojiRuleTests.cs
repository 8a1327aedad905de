using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class EmojiRuleTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("❤")]
    [InlineData("❤️")]
    [InlineData("❤️‍🔥")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🧑🏿‍❤️‍💋‍🧑🏻")]
    [InlineData("🏳️‍🌈")]
    [InlineData("🇩🇪")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F")]
    [InlineData("#️⃣")]
    [InlineData("7⃣")]
    [InlineData("‼️")]
    [InlineData("©️")]
    [InlineData("⭐")]
    [InlineData("\U0001FAE9")]
    public void IsEmoji_OneEmoji_Is(string text)
    {
        Assert.True(EmojiRule.IsEmoji(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("é")]
    [InlineData("ق")]
    [InlineData("漢")]
    [InlineData("👍👍")]
    [InlineData("👍 ")]
    [InlineData(":)")]
    [InlineData("🇩")]
    [InlineData("❤\u0301")]
    [InlineData("❤\uFE0E")]
    [InlineData("👍\u200D")]
    [InlineData("\u200D")]
    [InlineData("\uFE0F")]
    [InlineData("a⃣")]
    [InlineData("∑")]
    [InlineData("\0")]
    [InlineData("<b>")]
    public void IsEmoji_AnythingElse_IsNot(string text)
    {
        Assert.False(EmojiRule.IsEmoji(text));
    }

    [Fact]
    public void IsEmoji_LoneSurrogate_IsNot()
    {
        Assert.False(EmojiRule.IsEmoji("\uD83D"));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void IsEmoji_FamilyOfMany_HasAtMost32CodePoints(int people, bool expected)
    {
        // Each but the last with a joiner: 2n - 1, and a style to make it even.
        var family = string.Join('\u200D', Enumerable.Repeat("👩", people)) + '\uFE0F';

        Assert.Equal(expected, EmojiRule.IsEmoji(family));
    }
}
