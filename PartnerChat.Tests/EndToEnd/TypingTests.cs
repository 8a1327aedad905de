using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>"Sami is writing" is true, or it is not there.</summary>
public sealed class TypingTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Theory]
    [InlineData("the line goes dark")]
    [InlineData("the tab crashes")]
    [InlineData("the hands rest")]
    public async Task TypingStuck_TheWriterIsGoneInTheMiddleOfAWord_EndsByItself(string how)
    {
        await using var line = TcpProxy.Before(new Uri(server.BaseUrl), out var through);
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, through, couple.B);
        sami.MayComplain = true;
        await sami.Box.PressSequentiallyAsync("I was just about to");
        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToBeVisibleAsync();

        if (how == "the line goes dark") line.Blackhole();
        if (how == "the tab crashes") _ = (await sami.Profile.NewCDPSessionAsync(sami.Page)).SendAsync("Page.crash").ContinueWith(t => t.Exception, TaskScheduler.Default);

        await Assertions.Expect(nora.Page.GetByTestId("typing-indicator")).ToHaveCountAsync(0, new() { Timeout = 8_000 });
    }
}
