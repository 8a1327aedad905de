using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>What happens through one door is seen at once through the others: page, REST, socket.</summary>
public sealed class DoorsTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task RestSend_AppearsInTheOpenPageAndOnTheSocket()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var page = await Partner.SignInAsync(chromium, server.BaseUrl, sami.Account);
        await using var socket = await sami.ListenAsync();

        await nora.SendAsync("From the train");

        await page.SeesAsync("From the train");
        Assert.Equal("From the train", (string?)(await socket.WaitForAsync("new_message"))["message"]!["content"]);
    }

    [Fact]
    public async Task ReadOnThePage_SendsAReceiptToTheSocket()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var page = await Partner.SignInAsync(chromium, server.BaseUrl, sami.Account);
        await using var socket = await nora.ListenAsync();

        await socket.SayAsync("Have you seen this?");
        await page.SeesAsync("Have you seen this?");
        await page.StirAsync();

        Assert.Equal("partner_b", (string?)(await socket.WaitForAsync("read_receipt"))["read_by"]);
    }

    [Fact]
    public async Task TypingAndPresence_OfTheSocket_ShowOnThePage()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var page = await Partner.SignInAsync(chromium, server.BaseUrl, sami.Account);
        await using var socket = await nora.ListenAsync();
        await Assertions.Expect(page.Page.GetByTestId("presence")).ToHaveTextAsync("here now");

        await socket.SendAsync(new { type = "typing", is_typing = true });

        await Assertions.Expect(page.Page.GetByTestId("typing-indicator")).ToHaveTextAsync("Nora is writing ");
    }

    [Fact]
    public async Task MessageOfThePage_IsToldToTheSocketAndItsReceiptToThePage()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var page = await Partner.SignInAsync(chromium, server.BaseUrl, sami.Account);
        await using var socket = await nora.ListenAsync();

        await page.WriteAsync("Supper is ready");
        var told = await socket.WaitForAsync("new_message");
        await page.SeesStatusAsync("Supper is ready", "delivered");
        await socket.SendAsync(new { type = "read", message_id = (string?)told["message"]!["id"] });

        await page.SeesStatusAsync("Supper is ready", "read");
    }
}
