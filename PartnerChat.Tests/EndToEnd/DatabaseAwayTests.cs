using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The database goes while people write, and comes back.</summary>
public sealed class DatabaseAwayTests(PostgresFixture postgres, ChromiumFixture chromium)
{
    [Fact]
    public async Task Cut_WhileWriting_EverythingIsKeptAndGoesOutByItself()
    {
        TcpProxy? line = null;
        await using var server = new ChatServer(postgres)
        {
            Route = direct =>
            {
                line = TcpProxy.Before(direct, out var through);
                return through;
            },
        };
        await server.InitializeAsync();
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await using var cut = line!;
        await nora.WriteAsync("before");
        await sami.SeesAsync("before");

        cut.Cut();
        await nora.WriteAsync("first without a database");
        await nora.WriteAsync("second without a database");
        await nora.Box.FillAsync("and a draft");
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.");
        await nora.SeesStatusAsync("second without a database", "sending");
        cut.Heal();

        await sami.SeesAsync("second without a database");
        await nora.SeesStatusAsync("second without a database", "delivered");
        Assert.Equal(["before", "first without a database", "second without a database"], await nora.TextsAsync());
        Assert.Equal(await nora.TextsAsync(), await sami.TextsAsync());
        await Assertions.Expect(nora.Box).ToHaveValueAsync("and a draft");
        await Assertions.Expect(nora.Banner).ToBeHiddenAsync(new() { Timeout = 10_000 });
    }
}
