using Bunit;
using Microsoft.JSInterop;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class MessageInputTests : PageContext
{
    private readonly BunitJSModuleInterop _module;
    private readonly List<SendMessage> _sent = [];
    private readonly List<bool> _typing = [];
    private readonly Queue<ChatResult<SentMessage>> _answers = new();

    public MessageInputTests()
    {
        _module = JSInterop.SetupModule("./Components/Chat/MessageInput.razor.js");
        _module.SetupVoid("connect", _ => true).SetVoidResult();
    }

    [Fact]
    public void Render_Box_HasANameAndSaysWhatDescribesIt()
    {
        var input = Input(isLive: false);
        var box = input.Find("textarea[data-testid=message-input]");

        Assert.Equal(("Message to Sami", "composer-under"), (box.GetAttribute("aria-label"), box.GetAttribute("aria-describedby")));
        Assert.NotNull(input.Find("#composer-under"));
    }

    [Fact]
    public void Render_BeforeThePartnerJoined_WritesToYourPartner()
    {
        var input = Input(isLive: false, partnerName: null);

        Assert.Equal("Message to your partner", input.Find("textarea").GetAttribute("aria-label"));
    }

    [Fact]
    public void Render_SendButton_SubmitsAndHasAName()
    {
        var button = Input(isLive: false).Find("button[data-testid=send-button]");

        Assert.Equal(("submit", "Send"), (button.GetAttribute("type"), button.GetAttribute("aria-label")));
    }

    [Fact]
    public void Render_Problem_IsAnAlert()
    {
        Assert.Equal("alert", Input(isLive: false).Find("[data-part=problem]").GetAttribute("role"));
    }

    [Fact]
    public void Render_PartnerTypes_IsSaid()
    {
        var input = Input(isLive: false, isPartnerTyping: true);

        Assert.Equal("Sami is writing", input.Find("[data-testid=typing-indicator]").TextContent.Trim());
    }

    [Fact]
    public void Render_PartnerStopped_IsNotSaid()
    {
        var input = Input(isLive: false, isPartnerTyping: true);

        input.Render(p => p.Add(i => i.IsPartnerTyping, false));

        Assert.Empty(input.FindAll("[data-testid=typing-indicator]"));
    }

    [Fact]
    public void Render_NoSession_AsksNothingOfTheBrowser()
    {
        var input = Input(isLive: false);

        Assert.Empty(JSInterop.Invocations);
        Assert.False(input.Find("message-composer").HasAttribute("data-live"));
    }

    [Fact]
    public void Render_Session_IsLiveOnceConnected()
    {
        var input = Input();

        _module.VerifyInvoke("connect");
        Assert.Equal("true", input.Find("message-composer").GetAttribute("data-live"));
    }

    [Fact]
    public void Render_SessionThatStillConnects_IsNotLive()
    {
        _module.SetupVoid("connect", _ => true);

        var input = Input();

        Assert.False(input.Find("message-composer").HasAttribute("data-live"));
    }

    [Fact]
    public void Render_Again_ConnectsOnce()
    {
        var input = Input();

        input.Render(p => p.Add(i => i.IsPartnerTyping, true));

        _module.VerifyInvoke("connect", calledTimes: 1);
    }

    [Fact]
    public void Render_BrowserGoesWhileConnecting_IsSurvived()
    {
        _module.SetupVoid("connect", _ => true).SetException(new JSDisconnectedException("gone"));

        var input = Input();

        Assert.False(input.Find("message-composer").HasAttribute("data-live"));
    }

    [Fact]
    public async Task SendAsync_Several_AreSentInTheirOrder()
    {
        var input = Input();
        OutboxItem[] items = [Item("one"), Item("two")];

        var answers = await input.Instance.SendAsync(items);

        Assert.Equal(items.Select(i => new SendMessage(i.Content, i.Id)), _sent);
        Assert.Equal([new OutboxAnswer(items[0].Id, 1, null), new OutboxAnswer(items[1].Id, 2, null)], answers);
    }

    [Fact]
    public async Task SendAsync_Unavailable_StopsThere()
    {
        var input = Input();
        Answer(new SentMessage(Talk.Message(1), IsRepeat: false), ChatError.Unavailable);

        var answers = await input.Instance.SendAsync([Item("one"), Item("two"), Item("three")]);

        Assert.Equal([null, "unavailable"], answers.Select(a => a.Error));
        Assert.Equal(["one", "two"], _sent.Select(s => s.Content));
    }

    [Fact]
    public async Task SendAsync_TooFast_StopsThereAndSaysHowLongToWait()
    {
        var input = Input();
        Answer(new SentMessage(Talk.Message(1), IsRepeat: false), new ChatResult<SentMessage>(null, ChatError.RateLimited, TimeSpan.FromMilliseconds(200)));

        var answers = await input.Instance.SendAsync([Item("one"), Item("two"), Item("three")]);

        Assert.Equal([(null, null), ("rate_limited", 200d)], answers.Select(a => (a.Error, a.RetryAfterMs)));
        Assert.Equal(["one", "two"], _sent.Select(s => s.Content));
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

        Assert.Equal([true, false], _typing);
    }

    private static OutboxItem Item(string content) => new(Guid.CreateVersion7(), content);

    private void Answer(params ChatResult<SentMessage>[] answers)
    {
        foreach (var answer in answers) _answers.Enqueue(answer);
    }

    private Task<ChatResult<SentMessage>> Send(SendMessage message)
    {
        _sent.Add(message);
        return Task.FromResult(_answers.TryDequeue(out var answer) ? answer : new SentMessage(Talk.Message(_sent.Count), IsRepeat: false));
    }

    private IRenderedComponent<MessageInput> Input(bool isLive = true, bool isPartnerTyping = false, string? partnerName = "Sami") => Render<MessageInput>(p => p
        .Add(i => i.PartnerName, partnerName)
        .Add(i => i.IsPartnerTyping, isPartnerTyping)
        .Add(i => i.IsLive, isLive)
        .Add(i => i.Send, Send)
        .Add(i => i.Typing, _typing.Add));
}
