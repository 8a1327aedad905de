using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat.Search;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat.Search;

public sealed class HitTextTests
{
    [Theory]
    [InlineData("The market still has Quinces.", "quin", "The market still has [Quin]ces.")]
    [InlineData("so so", "so", "[so] [so]")]
    [InlineData("<b>no markup</b>", "b>", "<[b>]no markup</[b>]")]
    [InlineData("one two three four five six seven eight nine ten eleven quinces", "quin", "…five six seven eight nine ten eleven [quin]ces")]
    public void Parts_OfAHit_AreTheTextWithWhatWasFoundApart(string text, string words, string parts)
    {
        Assert.Equal(parts, Written(text, words));
    }

    [Fact]
    public void Parts_LongWithoutASpace_BreakNoCharacter()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍👩‍👧", 100)) + "x" + string.Concat(Enumerable.Repeat("👩‍👩‍👧", 100));

        var written = Written(text, "x");

        Assert.Equal(1, written.Count(c => c == 'x'));
        Assert.Equal("", written.Replace("👩‍👩‍👧", "", StringComparison.Ordinal).Replace("[x]", "", StringComparison.Ordinal).Trim('…'));
        Assert.InRange(written.Length, 100, 300);
    }

    private static string Written(string text, string words) =>
        string.Concat(HitText.Parts(SearchHit.Of(Talk.Message(1, content: text), words)!).Select(p => p.IsFound ? $"[{p.Text}]" : p.Text));
}
