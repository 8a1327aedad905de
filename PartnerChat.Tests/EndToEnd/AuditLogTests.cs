using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PartnerChat.Data;
using PartnerChat.Data.Auditing;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>The page of the audit log, in a browser.</summary>
public sealed class AuditLogTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    private const int Entries = 60;
    private static readonly DateTimeOffset Long = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_OldestFirst_BeginsAtItsOtherEndAndTurnsItsPages()
    {
        await FillAsync();
        await using var admin = await Partner.ArriveAsync(chromium, server.BaseUrl);
        await admin.Page.GetByTestId("demo-admin").ClickAsync();
        await admin.Page.WaitForURLAsync("**/admin");
        await admin.Page.GotoAsync("/admin/audit");
        var targets = admin.Page.Locator(".audit-row td:nth-child(4) button");
        await Assertions.Expect(targets.First).ToHaveAttributeAsync("title", IdOf(Entries - 1).ToString());
        await Assertions.Expect(admin.Page.GetByTestId("audit-newer")).ToBeDisabledAsync();

        await admin.Page.Locator("[data-testid=audit] [aria-sort]").GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(targets.First).ToHaveAttributeAsync("title", IdOf(0).ToString());
        await Assertions.Expect(admin.Page.GetByTestId("audit-older")).ToBeDisabledAsync();
        await admin.Page.GetByTestId("audit-newer").ClickAsync();
        await Assertions.Expect(targets.First).ToHaveAttributeAsync("title", IdOf(AuditLog.PageSize).ToString());
        await admin.Page.GetByTestId("audit-older").ClickAsync();
        await Assertions.Expect(targets.First).ToHaveAttributeAsync("title", IdOf(0).ToString());
    }

    private static Guid IdOf(int i) => new(i, 0, 0, new byte[8]);

    private async Task FillAsync()
    {
        await using var db = await server.Get<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(Ct);
        for (var i = 0; i < Entries; i++) db.Audit(new AuditActor(IdOf(1), null), Long.AddMinutes(i), AuditActions.ConversationRead, new AuditTarget("conversation", IdOf(i)));
        await db.SaveChangesAsync(Ct);
    }
}
