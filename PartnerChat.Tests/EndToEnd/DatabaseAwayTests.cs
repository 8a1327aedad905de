using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The database goes while people write, and comes back.</summary>
public sealed class DatabaseAwayTests(PostgresFixture postgres, ChromiumFixture chromium)
{
    private TcpProxy? _line;

    [Fact]
    public async Task Cut_WhileSomethingIsTakenBack_IsTakenBackByItselfAndThePageStopsComplaining()
    {
        await using var server = NewServer();
        await server.InitializeAsync();
        var couple = await server.NewCoupleAsync();
        await using var line = _line!;
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.WriteAsync("too early");
        await sami.SeesAsync("too early");

        await Assertions.Expect(nora.UndoOf("too early")).ToBeVisibleAsync();
        line.Cut();
        await nora.UndoOf("too early").ClickAsync();
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.");
        line.Heal();

        await Assertions.Expect(sami.BubbleOf("too early")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Assertions.Expect(nora.BubbleOf("too early")).ToHaveCountAsync(0);
        await Assertions.Expect(nora.Banner).ToBeHiddenAsync(new() { Timeout = 10_000 });
        await Assertions.Expect(nora.Box).ToHaveValueAsync("too early");
    }

    [Fact]
    public async Task Cut_WhileWriting_EverythingIsKeptAndGoesOutByItself()
    {
        await using var server = NewServer();
        await server.InitializeAsync();
        var couple = await server.NewCoupleAsync();
        await using var line = _line!;
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.WriteAsync("before");
        await sami.SeesAsync("before");

        line.Cut();
        await nora.WriteAsync("first without a database");
        await nora.WriteAsync("second without a database");
        await nora.Box.FillAsync("and a draft");
        await Assertions.Expect(nora.Banner).ToContainTextAsync("The server is not answering.");
        await nora.SeesStatusAsync("second without a database", "sending");
        line.Heal();

        await sami.SeesAsync("second without a database");
        await nora.SeesStatusAsync("second without a database", "delivered");
        Assert.Equal(["before", "first without a database", "second without a database"], await nora.TextsAsync());
        Assert.Equal(await nora.TextsAsync(), await sami.TextsAsync());
        await Assertions.Expect(nora.Box).ToHaveValueAsync("and a draft");
        await Assertions.Expect(nora.Banner).ToBeHiddenAsync(new() { Timeout = 10_000 });
    }

    private ChatServer NewServer() => new(postgres)
    {
        Route = direct =>
        {
            _line = TcpProxy.Before(direct, out var through);
            return through;
        },
    };
}
