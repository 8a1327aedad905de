using System.Text;
using CsCheck;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Properties;

public sealed class ContentRuleProperties
{
    private static readonly int Cases = Campaign.Count(200_000);

    [Fact]
    public void Check_AnyText_SaysWhatTheModelSays() => Texts.Any.Sample(
        text =>
        {
            var error = ContentRule.Check(text, out var stored);

            Assert.Equal(ContentModel.Check(text), (error, stored));
        },
        iter: Cases);

    [Fact]
    public void Check_EachCodePoint_SaysWhatTheModelSays()
    {
        var differ = Enumerable.Range(0, 0x110000).Where(point => !Rune.IsValid(point) || Differs(char.ConvertFromUtf32(point)));

        Assert.Equal(Enumerable.Range(0xD800, 0x800), differ);
    }

    [Fact]
    public void Check_WhatIsStored_IsStoredAgainAsItIs() => Texts.Any.Sample(
        text =>
        {
            if (ContentRule.Check(text, out var stored) is not null) return;

            var error = ContentRule.Check(stored, out var again);

            Assert.Equal((null, stored), (error, again));
            Assert.InRange(ContentModel.LengthOf(stored), 1, ContentRule.MaxLength);
        },
        iter: Cases);

    [Fact]
    public void Check_SpaceAroundIt_ChangesNothing() => Texts.Any.Sample(
        text =>
        {
            var plain = (ContentRule.Check(text, out var stored), stored);

            var spaced = (ContentRule.Check($"\u3000\r\n{text}\u2028 ", out var trimmed), trimmed);

            Assert.Equal(plain, spaced);
        },
        iter: Cases);

    private static bool Differs(string one) => (ContentRule.Check(one, out var stored), stored) != ContentModel.Check(one);
}
