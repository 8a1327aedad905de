using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

public sealed class InspectionTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_OfAnAdmin_ShowsTextAsTextAndStandsInBothChatsAtOnceAndAfterAReload()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        await nora.WriteAsync("<img src=x onerror=alert(1)> **bold**");
        await sami.SeesAsync("<img src=x onerror=alert(1)> bold");
        var id = (await server.Get<ChatService>().VisitAsync(couple.A.Id, Ct)).Value!.Participant.ConversationId;
        await using var admin = await Partner.ArriveAsync(chromium, server.BaseUrl);
        await admin.Page.GetByTestId("demo-admin").ClickAsync();
        await admin.Page.WaitForURLAsync("**/admin");

        await admin.Page.WatchForGapsAsync("main h1");

        await admin.Page.GotoAsync($"/admin/conversations/{id}");
        await admin.Page.Locator("[data-testid=reason-form][data-interactive=true]").WaitForAsync();
        await admin.Page.HasNoGapsAsync();
        await Assertions.Expect(admin.Page.GetByTestId("inspected-message")).ToHaveCountAsync(0);
        await admin.Page.GetByTestId("reason").FillAsync("Sami reported missing messages.");
        await admin.Page.GetByTestId("look").ClickAsync();

        await Assertions.Expect(admin.Page.Locator("h2.pager-place")).ToBeFocusedAsync();
        await Assertions.Expect(admin.Page.GetByTestId("inspected-text")).ToHaveTextAsync("<img src=x onerror=alert(1)> **bold**");
        foreach (var partner in new[] { nora, sami })
        {
            await Assertions.Expect(LookIn(partner)).ToContainTextAsync("Sami reported missing messages.");
            await partner.Page.ReloadAsync();
            await partner.WaitUntilInteractiveAsync();
            await Assertions.Expect(LookIn(partner)).ToHaveCountAsync(1);
        }

        await admin.Page.GotoAsync("/admin/audit");
        await Assertions.Expect(admin.Page.Locator(".audit-row")).ToHaveCountAsync(2);
        // Within the circuit too, another page has another title, and is where one is.
        await admin.Page.Locator(".tabs [href='/admin/accounts']").ClickAsync();
        await Assertions.Expect(admin.Page).ToHaveTitleAsync(new Regex("^Accounts "));
        await Assertions.Expect(admin.Page.Locator("h1")).ToBeFocusedAsync();
        await admin.Page.Locator(".tabs [href='/admin']").ClickAsync();
        await admin.Page.Locator($".act [href$='{id}']").ClickAsync();
        await Assertions.Expect(admin.Page.GetByTestId("reason-form")).ToBeVisibleAsync();
        await Assertions.Expect(admin.Page.Locator("h1")).ToBeFocusedAsync();
    }

    private static ILocator LookIn(Partner partner) => partner.Page.Locator("[data-notice=inspected]");
}
