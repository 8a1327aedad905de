using Bunit;
using Microsoft.JSInterop;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>What the browser asks of the box's side of the server.</summary>
public sealed class MessageInputCallsTests : MessageInputContext
{
    [Fact]
    public async Task SendAsync_Several_AreSentInTheirOrder()
    {
        var input = Input();
        OutboxItem[] items = [Item("one"), Item("two")];

        var answers = await input.Instance.SendAsync(items);

        Assert.Equal(items.Select(i => new SendMessage(i.Content, i.Id)), Sent);
        Assert.Equal([(items[0].Id, 1L), (items[1].Id, 2L)], answers.Select(a => (a.Id, a.Seq!.Value)));
    }

    [Fact]
    public async Task SendAsync_Reply_SaysWhatItAnswers()
    {
        var input = Input();
        var item = Item("one") with { ReplyTo = Guid.CreateVersion7() };

        await input.Instance.SendAsync([item]);

        Assert.Equal(new SendMessage("one", item.Id, item.ReplyTo), Assert.Single(Sent));
    }

    [Fact]
    public async Task SendAsync_Stored_SaysHowLongAgo()
    {
        var answers = await Input().Instance.SendAsync([Item("one")]);

        Assert.Equal(3_000, Assert.Single(answers).AgeMs);
    }

    [Fact]
    public async Task SendAsync_StoredByAClockThatIsAhead_IsOfNow()
    {
        var input = Input();
        Answer(new SentMessage(Talk.Message(5), IsRepeat: false));

        var answers = await input.Instance.SendAsync([Item("one")]);

        Assert.Equal(0, Assert.Single(answers).AgeMs);
    }

    [Fact]
    public async Task TakeBackAsync_Several_AnswersForEach()
    {
        var input = Input();
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        foreach (var refusal in new ChatError?[] { null, ChatError.NotFound, ChatError.Unavailable }) Refusals.Enqueue(refusal);

        var answers = await input.Instance.TakeBackAsync(ids);

        Assert.Equal([new TakeBackAnswer(ids[0], null), new TakeBackAnswer(ids[1], "not_found"), new TakeBackAnswer(ids[2], "unavailable")], answers);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(ChatError.TooLate, "too_late")]
    [InlineData(ChatError.NotFound, "not_found")]
    public async Task EditAsync_Each_SaysWhatBecameOfIt(ChatError? refusal, string? expected)
    {
        var input = Input();
        var id = Guid.CreateVersion7();
        Refusals.Enqueue(refusal);

        var answer = await input.Instance.EditAsync(id, "eight, not seven");

        Assert.Equal(expected, answer);
        Assert.Equal([(id, "eight, not seven")], Edits);
    }

    [Fact]
    public async Task FindEditableAsync_OneIsThere_IsAsTyped()
    {
        Editable = Talk.Message(1, content: "**eight**, not seven");

        var found = await Input().Instance.FindEditableAsync();

        Assert.Equal(new EditableMessage(Talk.Message(1).Id, "**eight**, not seven"), found);
    }

    [Fact]
    public async Task FindEditableAsync_None_IsNothing()
    {
        Assert.Null(await Input().Instance.FindEditableAsync());
    }

    [Fact]
    public async Task SendAsync_Unavailable_StopsThere()
    {
        var input = Input();
        Answer(new SentMessage(Talk.Message(1), IsRepeat: false), ChatError.Unavailable);

        var answers = await input.Instance.SendAsync([Item("one"), Item("two"), Item("three")]);

        Assert.Equal([null, "unavailable"], answers.Select(a => a.Error));
        Assert.Equal(["one", "two"], Sent.Select(s => s.Content));
    }

    [Fact]
    public async Task SendAsync_TooFast_StopsThereAndSaysHowLongToWait()
    {
        var input = Input();
        Answer(new SentMessage(Talk.Message(1), IsRepeat: false), new ChatResult<SentMessage>(null, ChatError.RateLimited, TimeSpan.FromMilliseconds(200)));

        var answers = await input.Instance.SendAsync([Item("one"), Item("two"), Item("three")]);

        Assert.Equal([(null, null), ("rate_limited", 200d)], answers.Select(a => (a.Error, a.RetryAfterMs)));
        Assert.Equal(["one", "two"], Sent.Select(s => s.Content));
    }

    [Fact]
    public async Task SendAsync_Refused_GoesOnWithTheNext()
    {
        var input = Input();
        Answer(ChatError.ContentTooLong, new SentMessage(Talk.Message(1), IsRepeat: false));

        var answers = await input.Instance.SendAsync([Item("one"), Item("two")]);

        Assert.Equal([(null, "content_too_long"), (1L, null)], answers.Select(a => (a.Seq, a.Error)));
    }

    [Theory]
    [InlineData(ChatError.EmptyContent, "empty_content")]
    [InlineData(ChatError.ContentTooLong, "content_too_long")]
    [InlineData(ChatError.InvalidContent, "invalid_frame")]
    [InlineData(ChatError.NotFound, "not_found")]
    [InlineData(ChatError.Ended, "ended")]
    [InlineData(ChatError.Unavailable, "unavailable")]
    public async Task SendAsync_Refused_HasTheContractsName(ChatError error, string expected)
    {
        var input = Input();
        Answer(error);

        var answers = await input.Instance.SendAsync([Item("one")]);

        Assert.Equal(expected, Assert.Single(answers).Error);
    }

    [Fact]
    public async Task SendAsync_Nothing_AnswersNothing()
    {
        Assert.Empty(await Input().Instance.SendAsync([]));
    }

    [Theory]
    [InlineData(nameof(MessageInput.SendAsync))]
    [InlineData(nameof(MessageInput.TakeBackAsync))]
    [InlineData(nameof(MessageInput.EditAsync))]
    [InlineData(nameof(MessageInput.FindEditableAsync))]
    [InlineData(nameof(MessageInput.SetTyping))]
    public void Method_TheBrowserCalls_IsOpenToIt(string method)
    {
        Assert.NotNull(Attribute.GetCustomAttribute(typeof(MessageInput).GetMethod(method)!, typeof(JSInvokableAttribute)));
    }

    [Fact]
    public void SetTyping_FromTheBrowser_IsHandedOn()
    {
        var input = Input();

        input.Instance.SetTyping(true);
        input.Instance.SetTyping(false);

        Assert.Equal([true, false], Signals);
    }
}
