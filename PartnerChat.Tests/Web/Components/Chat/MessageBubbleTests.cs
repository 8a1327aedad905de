using AngleSharp.Dom;
using Bunit;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Web.Components.Chat.Rendering;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class MessageBubbleTests : PageContext
{
    [Theory]
    [InlineData(PartnerSide.A, "own")]
    [InlineData(PartnerSide.B, "partner")]
    public void Render_Message_IsAListItemThatNamesItself(PartnerSide from, string side)
    {
        var message = Talk.Message(7, from);

        var item = Bubble(Row(message)).Find("li");

        Assert.Equal(
            ("message-bubble", message.Id.ToString(), "7", side),
            (item.GetAttribute("data-testid"), item.GetAttribute("data-message-id"), item.GetAttribute("data-seq"), item.GetAttribute("data-side")));
    }

    [Fact]
    public void Render_OwnMessage_CarriesItsClientId()
    {
        var message = Talk.Message(7, PartnerSide.A);

        Assert.Equal(message.ClientMessageId.ToString(), Bubble(Row(message)).Find("li").GetAttribute("data-client-id"));
    }

    [Fact]
    public void Render_PartnersMessage_CarriesNoClientId()
    {
        Assert.False(Bubble(Row(Talk.Message(7))).Find("li").HasAttribute("data-client-id"));
    }

    [Theory]
    [InlineData(MessageStatus.Sent, "sent", "#t-sent")]
    [InlineData(MessageStatus.Delivered, "delivered", "#t-delivered")]
    [InlineData(MessageStatus.Read, "read", "#t-read")]
    public void Render_OwnStatus_IsAnAttributeAWordAndAShape(MessageStatus status, string name, string shape)
    {
        var bubble = Bubble(Row(At(status, PartnerSide.A)));

        Assert.Equal(
            (name, $"word-{name}", shape),
            (bubble.Find("li").GetAttribute("data-status"), bubble.Find(".tick").GetAttribute("aria-labelledby"), bubble.Find(".tick use").GetAttribute("href")));
    }

    [Fact]
    public void Render_WhatBubblesAreNamedBy_IsOnThePage()
    {
        var named = Bubble(Row(Talk.Message(1, PartnerSide.A)) with { IsStarred = true }).FindAll("[aria-labelledby]").Select(e => e.GetAttribute("aria-labelledby")!);

        var words = Render<SpokenWords>();

        Assert.All(named, word => Assert.NotEmpty(words.Find($"#{word}").TextContent));
    }

    [Fact]
    public void Render_PartnersMessage_HasStatusButNoTick()
    {
        var bubble = Bubble(Row(At(MessageStatus.Delivered, PartnerSide.B)));

        Assert.Equal("delivered", bubble.Find("li").GetAttribute("data-status"));
        Assert.Empty(bubble.FindAll(".tick"));
    }

    [Theory]
    [InlineData(PartnerSide.A, "You: ")]
    [InlineData(PartnerSide.B, "Sami: ")]
    public void Render_Sender_IsSaidToReaders(PartnerSide from, string expected)
    {
        Assert.Equal(expected, Bubble(Row(Talk.Message(1, from))).Find(".bubble .sr").TextContent);
    }

    [Theory]
    [InlineData(true, true, true, false, "msg first last stamped")]
    [InlineData(true, false, false, false, "msg first")]
    [InlineData(false, false, true, false, "msg stamped")]
    [InlineData(false, true, true, true, "msg last stamped last-read")]
    [InlineData(false, false, false, false, "msg")]
    public void Render_Grouping_IsInTheClasses(bool isFirst, bool isLast, bool isStamped, bool isLastRead, string expected)
    {
        var row = Row(Talk.Message(1, PartnerSide.A)) with { IsFirst = isFirst, IsLast = isLast, IsStamped = isStamped, IsLastRead = isLastRead };

        Assert.Equal(expected, Bubble(row).Find("li").ClassName);
    }

    [Theory]
    [InlineData(PartnerSide.A, "You deleted this message")]
    [InlineData(PartnerSide.B, "Message deleted")]
    public void Render_Deleted_IsATombstoneWithoutTick(PartnerSide from, string expected)
    {
        var bubble = Bubble(Row(Talk.Message(1, from).Deleted()));

        Assert.Equal(expected, Text(bubble).TextContent);
        Assert.Contains("deleted", bubble.Find("li").ClassList);
        Assert.Empty(bubble.FindAll(".tick"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("</div></li><li>&lt;b&gt;")]
    [InlineData("a  b\n\n c & \"d\"")]
    public void Render_Text_NeverBecomesMarkup(string content)
    {
        var text = Text(Bubble(Row(Talk.Message(1, content: content))));

        Assert.Empty(text.Children);
        Assert.Equal(content, text.TextContent);
    }

    [Fact]
    public void Render_Text_FindsItsOwnDirection()
    {
        Assert.Equal("auto", Text(Bubble(Row(Talk.Message(1)))).GetAttribute("dir"));
    }

    [Fact]
    public void Render_Time_IsTheViewersWithTheExactOneBehind()
    {
        var time = Bubble(Row(Talk.Message(1, at: Talk.Noon.AddTicks(10)))).Find("time");

        Assert.Equal(("09:41", "2026-11-18T12:00:00.0000010Z"), (time.TextContent, time.GetAttribute("datetime")));
    }

    [Fact]
    public void Render_SameRow_IsNotRenderedAgain()
    {
        var row = Row(Talk.Message(1));
        var bubble = Bubble(row);

        bubble.Render(p => p.Add(b => b.Row, row));

        Assert.Equal(1, bubble.RenderCount);
    }

    [Fact]
    public void Render_OtherRow_IsRenderedAgain()
    {
        var row = Row(Talk.Message(1));
        var bubble = Bubble(row);

        bubble.Render(p => p.Add(b => b.Row, row with { IsLast = true }));

        Assert.Equal(2, bubble.RenderCount);
    }

    private static MessageRecord At(MessageStatus status, PartnerSide from) => status switch
    {
        MessageStatus.Read => Talk.Message(1, from).Read(),
        MessageStatus.Delivered => Talk.Message(1, from).Delivered(),
        _ => Talk.Message(1, from),
    };

    private static BubbleRow Row(MessageRecord message) => new(message, message.SenderId == PartnerSide.A, false, false, false, false, "09:41");

    private static IElement Text(IRenderedComponent<MessageBubble> bubble) => bubble.Find("[data-testid=message-text]");

    private IRenderedComponent<MessageBubble> Bubble(BubbleRow row) => Bubbles.Bubble(this, row);
}
