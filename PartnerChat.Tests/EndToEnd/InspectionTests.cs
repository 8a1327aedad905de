using Microsoft.Playwright;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

public sealed class InspectionTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    // How often what the page came with was away while it became live.
    private const string CountGaps = """
        addEventListener('DOMContentLoaded', () => {
          window.gaps = 0;
          new MutationObserver(() => { if (!document.querySelector('main form')) window.gaps++; }).observe(document.body, { childList: true, subtree: true });
        });
        """;

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

        await admin.Page.AddInitScriptAsync(CountGaps);

        await admin.Page.GotoAsync($"/admin/conversations/{id}");
        await admin.Page.Locator("[data-testid=reason-form][data-interactive=true]").WaitForAsync();
        Assert.Equal(0, await admin.Page.EvaluateAsync<int>("window.gaps"));
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
    }

    private static ILocator LookIn(Partner partner) => partner.Page.Locator("[data-notice=inspected]");
}
