using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Admin;

public sealed class AdminPageTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Admin_Partner_IsNotFound()
    {
        var browser = app.NewBrowser();
        await browser.RegisterAsync("Nora");

        var answer = await browser.OpenAsync("/admin");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is nothing here", await Browser.TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_OfTheRole_ReadsHowManyAndSeesTheDrawings()
    {
        await StartConversationAsync("Zsófia");
        var email = await Accounts.AddAsync(app, "admin");
        var admin = app.NewBrowser();
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await SecondFactorKey.ProveAsync(app, email);

        var page = await admin.ReadAsync("/admin");

        Assert.Contains("in all,", page, StringComparison.Ordinal);
        Assert.Contains("Messages a day over four weeks, between", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminsLookWithoutTrace_AtTheListOrTheConversationsRoutes_ShowsNoWord()
    {
        var ljubica = (await StartConversationAsync("Ljubica")).Participant;
        Assert.Null((await app.Services.GetRequiredService<ChatService>().SendAsync(ljubica, new SendMessage("the quinces are ours", null), Ct)).Error);
        var admin = app.NewBrowser();
        var email = await Accounts.AddAsync(app, "admin");
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await SecondFactorKey.ProveAsync(app, email);

        var list = await admin.ReadAsync("/admin");
        var closed = await admin.ReadAsync($"/admin/conversations/{ljubica.ConversationId}");
        var messages = await admin.OpenAsync($"/api/partner-messages/messages?conversation_id={ljubica.ConversationId}");

        Assert.Contains("Ljubica", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("quinces", list + closed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, messages.StatusCode);
    }

    [Fact]
    public async Task AuditExport_ByAnAdmin_IsAFileThatBeginsWithItself()
    {
        var email = await Accounts.AddAsync(app, "admin");
        var admin = app.NewBrowser();
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await SecondFactorKey.ProveAsync(app, email);

        var answer = await admin.SubmitAsync("/admin/audit", "/admin/audit/export", ("who", email));

        var lines = (await answer.Content.ReadAsStringAsync(Ct)).Split("\r\n");
        Assert.Equal(("text/csv", "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal([0xEF, 0xBB, 0xBF], (await answer.Content.ReadAsByteArrayAsync(Ct))[..3]);
        Assert.StartsWith("at,actor_id", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains($",{email},", lines[1], StringComparison.Ordinal);
        Assert.Contains(",audit.exported,", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    private async Task<Visit> StartConversationAsync(string name)
    {
        var (email, _) = await app.NewBrowser().RegisterAsync(name);
        await using var scope = app.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByEmailAsync(email);
        return (await app.Services.GetRequiredService<ChatService>().VisitAsync(user!.Id, Ct)).Value!;
    }
}
