using AngleSharp.Dom;
using Bunit;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Web.Components.Chat.Rendering;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>What stands on a bubble beside its text.</summary>
public sealed class MessageMarksTests : PageContext
{
    private static readonly Reaction Heart = new("❤️", Talk.Noon);
    private static readonly Reaction Party = new("🥳", Talk.Noon);

    [Theory]
    [InlineData(PartnerSide.A, "You")]
    [InlineData(PartnerSide.B, "Sami")]
    public void Render_Quote_IsALinkThatNamesWhoSaidWhat(PartnerSide from, string name)
    {
        var original = Talk.Message(3, from, content: "**Dentist** moved us to Thursday\n- 16:30");

        var quote = Bubble(Row(Talk.Message(9)) with { Quote = QuotedMessage.Of(original) }).Find("a.quote");

        Assert.Equal(
            ($"/chat#{original.Id}", name, "Dentist moved us to Thursday\n16:30", "auto"),
            (quote.GetAttribute("href"), quote.QuerySelector("b")!.TextContent, Said(quote).TextContent, Said(quote).GetAttribute("dir")));
    }

    [Fact]
    public void Render_QuoteOfADeleted_SaysSo()
    {
        var bubble = Bubble(Row(Talk.Message(9)) with { Quote = QuotedMessage.Of(Talk.Message(3).Deleted()) });

        Assert.Equal("Message deleted", Said(bubble.Find("a.quote")).TextContent);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[x](javascript:alert(1)) <img src=x onerror=alert(1)>")]
    [InlineData("https://example.org/plan")]
    public void Render_QuoteOfTricks_IsText(string content)
    {
        var quote = Bubble(Row(Talk.Message(9)) with { Quote = QuotedMessage.Of(Talk.Message(3, content: content)) }).Find("a.quote");

        Assert.Empty(Said(quote).Children);
        Assert.Equal(content, Said(quote).TextContent);
    }

    [Theory]
    [InlineData("❤️", null, "❤️|true|❤️ from you. Press to take yours back")]
    [InlineData(null, "❤️", "❤️|false|❤️ from Sami. Press to add yours")]
    [InlineData("❤️", "❤️", "❤️|true|❤️ from both. Press to take yours back")]
    [InlineData("🥳", "❤️", "❤️|false|❤️ from Sami. Press to add yours; 🥳|true|🥳 from you. Press to take yours back")]
    public void Render_Reactions_AreButtonsThatSayWhose(string? own, string? theirs, string expected)
    {
        var message = Talk.Message(1) with { Reactions = new MessageReactions(Of(own), Of(theirs)) };

        var chips = Bubble(Row(message)).FindAll(".reactions button");

        Assert.Equal(expected, string.Join("; ", chips.Select(c => $"{c.TextContent}|{c.GetAttribute("aria-pressed")}|{c.GetAttribute("aria-label")}")));
    }

    [Fact]
    public void Render_EditedAndStarred_AreButtonsInTheGutterThatIsShown()
    {
        var bubble = Bubble(Row(Talk.Message(1) with { EditedAt = Talk.Noon }) with { IsStarred = true });

        Assert.Equal(["edits", "star", "times"], bubble.FindAll(".stamp [data-do]").Select(b => b.GetAttribute("data-do")));
        Assert.Contains("stamped", bubble.Find("li").ClassList);
    }

    [Fact]
    public void Render_DeletedAfterAnEdit_ShowsNoMark()
    {
        var bubble = Bubble(Row((Talk.Message(1) with { EditedAt = Talk.Noon }).Deleted()));

        Assert.Equal(["times"], bubble.FindAll(".stamp [data-do]").Select(b => b.GetAttribute("data-do")));
    }

    [Theory]
    [InlineData(20, 10, false)]
    [InlineData(21, 10, true)]
    [InlineData(1, 601, true)]
    [InlineData(1, 600, false)]
    public void Render_TextThatMayBeLong_OffersTheRest(int lines, int letters, bool expected)
    {
        var content = string.Join('\n', Enumerable.Repeat(new string('x', letters), lines));

        Assert.Equal(expected, Bubble(Row(Talk.Message(1, content: content))).FindAll("button.more").Count == 1);
    }

    [Fact]
    public void Render_Message_IsReachedByKeysAndItsButtonsAreNoStops()
    {
        var bubble = Bubble(Row(Talk.Message(1) with { EditedAt = Talk.Noon, Reactions = new MessageReactions(Heart, Party) }) with { IsStarred = true });

        Assert.All([bubble.Find("li"), .. bubble.FindAll("button")], e => Assert.Equal("-1", e.GetAttribute("tabindex")));
    }

    private static Reaction? Of(string? emoji) => emoji is null ? null : new Reaction(emoji, Talk.Noon);

    private static BubbleRow Row(MessageRecord message) => new(message, message.SenderId == PartnerSide.A, false, false, false, false, "09:41");

    private static IElement Said(IElement quote) => quote.QuerySelector(".said")!;

    private IRenderedComponent<MessageBubble> Bubble(BubbleRow row) => Bubbles.Bubble(this, row);
}
