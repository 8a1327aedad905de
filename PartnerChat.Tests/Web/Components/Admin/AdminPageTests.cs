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
    public async Task Admin_OfTheRole_SeesConversationsByName()
    {
        await StartConversationAsync("Zsófia");
        var email = await Accounts.AddAsync(app, "admin");
        var admin = app.NewBrowser();
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await SecondFactorKey.ProveAsync(app, email);

        var page = await admin.ReadAsync("/admin");

        Assert.Contains("Conversations", page, StringComparison.Ordinal);
        Assert.Contains("Zsófia</bdi>, alone so far", page, StringComparison.Ordinal);
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
        var messages = await admin.OpenAsync($"/api/partner-messages/messages?conversation_id={ljubica.ConversationId}");

        Assert.Contains("Ljubica", list, StringComparison.Ordinal);
        Assert.DoesNotContain("quinces", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, messages.StatusCode);
    }

    private async Task<Visit> StartConversationAsync(string name)
    {
        var (email, _) = await app.NewBrowser().RegisterAsync(name);
        await using var scope = app.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByEmailAsync(email);
        return (await app.Services.GetRequiredService<ChatService>().VisitAsync(user!.Id, Ct)).Value!;
    }
}
