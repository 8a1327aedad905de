using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>What the browser calls of the list, and what comes of it.</summary>
public sealed class ConversationViewBrowserTests : ConversationViewContext
{
    [Fact]
    public async Task LoadOlderAsync_Twice_AsksOnceAtATime()
    {
        var page = new TaskCompletionSource<HistoryAnswer>();
        History.Answers.Enqueue(page.Task);
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));

        var first = view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));
        var second = view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));

        Assert.Equal((1, false), (History.Asked.Count, second.IsCompleted));
        page.SetResult(HistoryAnswer.Done);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task LoadOlderAsync_AfterTheFirstCame_AsksAgain()
    {
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));

        await view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));
        await view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));

        Assert.Equal(2, History.Asked.Count);
    }

    [Fact]
    public async Task LoadOlderAsync_Fails_SaysSoAndOffersToTryAgain()
    {
        History.Answers.Enqueue(Task.FromResult(HistoryAnswer.Unavailable));
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));

        await view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));

        var error = view.Find("[data-testid=load-older-error]");
        Assert.Equal(("alert", "Try again"), (error.GetAttribute("role"), error.QuerySelector("button[type=button]")!.TextContent));
    }

    [Fact]
    public async Task LoadOlderAsync_TryAgain_AsksAgainAndTakesTheErrorAway()
    {
        History.Answers.Enqueue(Task.FromResult(HistoryAnswer.Unavailable));
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));
        await view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));

        await view.Find("[data-testid=load-older-error] button").ClickAsync(new MouseEventArgs());

        Assert.Equal(2, History.Asked.Count);
        Assert.Empty(view.FindAll("[data-testid=load-older-error]"));
    }

    [Fact]
    public async Task LoadOlderAsync_FailsAgain_SaysSoAgain()
    {
        History.Answers.Enqueue(Task.FromResult(HistoryAnswer.Unavailable));
        History.Answers.Enqueue(Task.FromResult(HistoryAnswer.Unavailable));
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));
        await view.InvokeAsync(() => view.Instance.LoadOlderAsync(5, 9));

        await view.Find("[data-testid=load-older-error] button").ClickAsync(new MouseEventArgs());

        Assert.Single(view.FindAll("[data-testid=load-older-error]"));
    }

    [Fact]
    public async Task LoadNewerAsync_Fails_SaysSoAtTheEndAndOffersToTryAgain()
    {
        History.Answers.Enqueue(Task.FromResult(HistoryAnswer.Unavailable));
        var state = State(Talk.Messages(5, 9));
        state.Window.Apply(Talk.Message(11).Sent());
        var view = View(state);
        await view.InvokeAsync(() => view.Instance.LoadNewerAsync(9, 5));

        await view.Find("[data-testid=load-newer-error] button").ClickAsync(new MouseEventArgs());

        Assert.Equal([new NewerPage(9, 5), new NewerPage()], History.Asked);
        Assert.Empty(view.FindAll("[data-testid=load-newer-error]"));
    }

    [Fact]
    public async Task JumpAsync_Message_AnswersWhatCameOfIt()
    {
        var target = new JumpTarget(Talk.Message(3).Id);
        History.Answers.Enqueue(Task.FromResult(HistoryAnswer.Gone));
        var view = View(State(Talk.Messages(5, 9)));

        var answer = await view.InvokeAsync(() => view.Instance.JumpAsync(target));

        Assert.Equal((HistoryAnswer.Gone, target), (answer, Assert.Single(History.Asked)));
    }

    [Fact]
    public async Task JumpAsync_NotLive_IsUnavailable()
    {
        var view = View(State(Talk.Messages(5, 9)), isLive: false);

        Assert.Equal(HistoryAnswer.Unavailable, await view.InvokeAsync(() => view.Instance.JumpAsync(new JumpTarget())));
    }

    [Fact]
    public void MarkRead_FromTheBrowser_IsHandedOn()
    {
        var view = View(State(Talk.Messages(1, 3)));

        view.Instance.MarkRead(3);

        Assert.Equal([3L], Seen);
    }

    [Theory]
    [InlineData(nameof(ConversationView.LoadOlderAsync))]
    [InlineData(nameof(ConversationView.LoadNewerAsync))]
    [InlineData(nameof(ConversationView.LetGoAsync))]
    [InlineData(nameof(ConversationView.JumpAsync))]
    [InlineData(nameof(ConversationView.FindSpanAsync))]
    [InlineData(nameof(ConversationView.MarkRead))]
    public void Method_TheBrowserCalls_IsOpenToIt(string method)
    {
        Assert.NotNull(Attribute.GetCustomAttribute(typeof(ConversationView).GetMethod(method)!, typeof(JSInvokableAttribute)));
    }
}
