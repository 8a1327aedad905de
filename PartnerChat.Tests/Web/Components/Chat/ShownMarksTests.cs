using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class ShownMarksTests
{
    private static readonly MessageRecord Original = Talk.Message(1);
    private static readonly MessageRecord Answer = Talk.Message(51) with { ReplyToId = Original.Id };

    [Fact]
    public void Missing_OfAnOlderPage_AreItsMessages()
    {
        var marks = Known(Talk.Messages(51, 60));

        Assert.Equal(Talk.Messages(41, 50), marks.Missing(Talk.Messages(41, 60)));
    }

    [Fact]
    public void Missing_AfterNewMessages_AreNone()
    {
        var marks = Known(Talk.Messages(1, 50));

        marks.Come(Answer, _ => Original);

        Assert.Empty(marks.Missing([.. Talk.Messages(1, 50), Answer]));
        Assert.Equal(Original.Content, marks.QuoteOf(Answer)!.Text);
    }

    [Fact]
    public void Missing_AnswerToSomethingOutOfView_IsThatAnswer()
    {
        var marks = Known(Talk.Messages(41, 50));

        marks.Come(Answer, _ => null);

        Assert.Equal([Answer], marks.Missing([.. Talk.Messages(41, 50), Answer]));
    }

    [Fact]
    public void QuoteOf_OriginalChangedWhileItWasRead_IsTheNewerOne()
    {
        var marks = Known([]);
        marks.Change(Original.Deleted());

        marks.Add([Answer], new PageMarks([QuotedMessage.Of(Original)], []));

        Assert.True(marks.QuoteOf(Answer)!.IsDeleted);
    }

    [Fact]
    public void QuoteOf_DeletedAnswer_IsNone()
    {
        var marks = Known([Answer], QuotedMessage.Of(Original));

        Assert.Null(marks.QuoteOf(Answer.Deleted()));
    }

    [Fact]
    public void IsStarred_Deleted_HasNone()
    {
        var marks = Known([Answer]);
        marks.SetStar(Answer.Id, true);

        marks.Change(Answer.Deleted());

        Assert.False(marks.IsStarred(Answer.Id));
    }

    [Fact]
    public void Of_Some_AreTheirsAlone()
    {
        var marks = Known([Original, Answer], QuotedMessage.Of(Original));
        marks.SetStar(Original.Id, true);

        var ofAnswer = marks.Of([Answer]);

        Assert.Equal([QuotedMessage.Of(Original)], ofAnswer.Quotes);
        Assert.Empty(ofAnswer.Starred);
    }

    [Fact]
    public void QuotedMessage_OfALongText_EndsBetweenCodePoints()
    {
        var quote = QuotedMessage.Of(Talk.Message(1, content: string.Concat(Enumerable.Repeat("😀", 300))));

        Assert.Equal(2 * QuotedMessage.MaxLength, quote.Text.Length);
    }

    private static ShownMarks Known(IReadOnlyList<MessageRecord> messages, params QuotedMessage[] quotes) => new(messages, new PageMarks(quotes, []));
}
