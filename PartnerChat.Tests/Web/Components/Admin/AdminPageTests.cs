using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Admin;

public sealed class AdminPageTests(PagesApp app) : IClassFixture<PagesApp>
{
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

        var page = await admin.ReadAsync("/admin");

        Assert.Contains("Conversations", page, StringComparison.Ordinal);
        Assert.Contains("Zsófia</bdi>, alone so far", page, StringComparison.Ordinal);
    }

    private async Task StartConversationAsync(string name)
    {
        var (email, _) = await app.NewBrowser().RegisterAsync(name);
        await using var scope = app.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByEmailAsync(email);
        await app.Services.GetRequiredService<ConversationStore>().FindMembershipAsync(user!.Id, TestContext.Current.CancellationToken);
    }
}
