using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>The page to try the API, under the policy of our own pages.</summary>
public sealed class ScalarTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Scalar_Opened_ShowsTheRoutesAndAsksNobodyElse()
    {
        await using var visitor = await Partner.ArriveAsync(chromium, server.BaseUrl);

        await visitor.Page.GotoAsync("/scalar/");

        await Assertions.Expect(visitor.Page.GetByText("Start a relationship").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
