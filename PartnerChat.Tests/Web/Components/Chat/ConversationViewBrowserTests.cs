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
        var page = new TaskCompletionSource<bool>();
        Pages.Enqueue(page.Task);
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));

        var first = view.InvokeAsync(view.Instance.LoadOlderAsync);
        var second = view.InvokeAsync(view.Instance.LoadOlderAsync);

        Assert.Equal((1, false), (Asked, second.IsCompleted));
        page.SetResult(true);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task LoadOlderAsync_AfterTheFirstCame_AsksAgain()
    {
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));

        await view.InvokeAsync(view.Instance.LoadOlderAsync);
        await view.InvokeAsync(view.Instance.LoadOlderAsync);

        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task LoadOlderAsync_Fails_SaysSoAndOffersToTryAgain()
    {
        Pages.Enqueue(Task.FromResult(false));
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));

        await view.InvokeAsync(view.Instance.LoadOlderAsync);

        var error = view.Find("[data-testid=load-older-error]");
        Assert.Equal(("alert", "Try again"), (error.GetAttribute("role"), error.QuerySelector("button[type=button]")!.TextContent));
    }

    [Fact]
    public async Task LoadOlderAsync_TryAgain_AsksAgainAndTakesTheErrorAway()
    {
        Pages.Enqueue(Task.FromResult(false));
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));
        await view.InvokeAsync(view.Instance.LoadOlderAsync);

        await view.Find("[data-testid=load-older-error] button").ClickAsync(new MouseEventArgs());

        Assert.Equal(2, Asked);
        Assert.Empty(view.FindAll("[data-testid=load-older-error]"));
    }

    [Fact]
    public async Task LoadOlderAsync_FailsAgain_SaysSoAgain()
    {
        Pages.Enqueue(Task.FromResult(false));
        Pages.Enqueue(Task.FromResult(false));
        var view = View(State(Talk.Messages(5, 9), hasOlder: true));
        await view.InvokeAsync(view.Instance.LoadOlderAsync);

        await view.Find("[data-testid=load-older-error] button").ClickAsync(new MouseEventArgs());

        Assert.Single(view.FindAll("[data-testid=load-older-error]"));
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
    [InlineData(nameof(ConversationView.MarkRead))]
    public void Method_TheBrowserCalls_IsOpenToIt(string method)
    {
        Assert.NotNull(Attribute.GetCustomAttribute(typeof(ConversationView).GetMethod(method)!, typeof(JSInvokableAttribute)));
    }
}
