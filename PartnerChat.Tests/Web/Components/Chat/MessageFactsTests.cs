using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class MessageFactsTests
{
    private static readonly DateTimeOffset At = Talk.Noon.AddMinutes(1);

    private readonly ViewerClock _clock;

    public MessageFactsTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        _clock = new ViewerClock(new FakeTimeProvider(Talk.Noon.AddHours(1)), "Europe/Berlin", Words.Of<ChatTexts>());
    }

    [Fact]
    public void Times_OfARead_AreExactOnTheViewersClock()
    {
        var facts = MessageFacts.Times(Talk.Message(1).Read(), _clock, Words.Of<MessageTexts>());

        Assert.Equal(["Sent: Today, 13:01:00", "Delivered: 13:01:01", "Read: 13:01:02"], facts.Facts.Select(f => $"{f.Label}: {f.Text}"));
    }

    [Fact]
    public void Times_OnAnotherDay_NameIt()
    {
        var message = Talk.Message(1) with { ReadAt = At.AddDays(-1).AddHours(1), SentAt = At.AddDays(-1), EditedAt = At };

        var facts = MessageFacts.Times(message, _clock, Words.Of<MessageTexts>());

        Assert.Equal(["Sent: Yesterday, 13:01:00", "Read: 14:01:00", "Edited: Today, 13:01:00"], facts.Facts.Select(f => $"{f.Label}: {f.Text}"));
    }

    [Fact]
    public void Edits_EachText_StandsAtTheTimeFromWhichItWasThere()
    {
        EarlierText[] earlier = [new("seven", At.AddMinutes(5)), new("eight", At.AddMinutes(9))];

        var facts = MessageFacts.Edits(Talk.Message(1, content: "nine"), earlier, _clock, Words.Of<MessageTexts>());

        Assert.Equal("Edited 2 times", facts.Title);
        Assert.Equal(["13:01 seven", "13:06 eight", "13:10 nine"], facts.Facts.Select(f => $"{f.Label} {f.Text}"));
    }
}
