using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Security;

/// <summary>An admin whose sign-in used no second factor gets nothing of what is an admin's.</summary>
public sealed class AdminGateTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string SetUp = "data-testid=\"admin-set-up\"";

    [Fact]
    public async Task EveryAddressOfTheAdmins_ByPasswordAlone_ShowsHowToSetItUp()
    {
        await app.NewBrowser().RegisterAsync("Zsófia");
        var (admin, _) = await SignInAsync();
        var addresses = AdminRoutes().Append("/admin/no-such-page").Append("/admin/").Append("/ADMIN").ToList();

        Assert.Contains("/admin", addresses);
        Assert.All(await Task.WhenAll(addresses.Select(a => admin.OpenAsync(a))), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        foreach (var address in addresses)
        {
            var page = await admin.ReadAsync(address);
            Assert.Contains(SetUp, page, StringComparison.Ordinal);
            Assert.DoesNotContain("Zsófia", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_ToAnAdminsAddress_ByPasswordAlone_IsForbidden()
    {
        var (admin, _) = await SignInAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsync("/admin")).StatusCode);
    }

    [Fact]
    public async Task Admin_WhoUsedASecondFactor_IsIn()
    {
        var (admin, email) = await SignInAsync();
        await SecondFactorKey.ProveAsync(app, email);

        var page = await admin.ReadAsync("/admin");

        Assert.DoesNotContain(SetUp, page, StringComparison.Ordinal);
        Assert.Contains("admin-top", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_WithAnAppAtHand_ProvesItThere()
    {
        var email = await Accounts.AddAsync(app, "admin");
        var (key, _) = await SecondFactorKey.AddAsync(app.Services, email);
        var admin = app.NewBrowser();
        await admin.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await admin.SubmitAsync("/account/second-factor", "second-factor", ("Input.Code", key.CodeAt(app.Time.GetUtcNow())));
        await app.ExecuteAsync("UPDATE account_sessions SET second_factor = NULL WHERE user_id = (SELECT id FROM users WHERE email = $1)", email);
        app.Time.Advance(TimeSpan.FromMinutes(1));

        var refused = await Browser.TextOf(await admin.SubmitAsync("/admin", "admin-second-factor", ("Input.Code", "000000")));
        var led = await admin.SubmitAsync("/admin", "admin-second-factor", ("Input.Code", key.CodeAt(app.Time.GetUtcNow())));

        Assert.Contains("code-error", refused, StringComparison.Ordinal);
        Assert.Equal("/admin", led.Headers.Location?.OriginalString);
        Assert.DoesNotContain(SetUp, await admin.ReadAsync("/admin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_OnADevelopmentServer_NeedsNone()
    {
        var demo = app.NewBrowser();
        await demo.SubmitAsync("/", "/demo/sign-in", ("who", "admin"));

        Assert.DoesNotContain(SetUp, await demo.ReadAsync("/admin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_InACircuit_AsksForTheSecondFactorToo()
    {
        var (_, email) = await SignInAsync();
        var before = await IsAllowedAsync(email);
        await SecondFactorKey.ProveAsync(app, email);
        var proved = await IsAllowedAsync(email);
        await app.ExecuteAsync("DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = $1)", email);

        var without = await IsAllowedAsync(email);

        Assert.Equal((false, true, false), (before, proved, without));
    }

    // As a component in a circuit asks: by the principal that it has, without a request.
    private async Task<bool> IsAllowedAsync(string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var session = (await app.SessionsOfAsync(email))[^1];
        var who = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, $"{session.UserId}"), new(ClaimTypes.Role, AccountSecurity.AdminRole),
                new(SignIn.SessionClaim, $"{session.Id}"), new(SignIn.StampClaim, session.SecurityStamp!),
            ],
            "test"));
        return (await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(who, null, AccountSecurity.AdminPolicy)).Succeeded;
    }

    private IEnumerable<string> AdminRoutes() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == AccountSecurity.AdminPolicy) || e.RoutePattern.RawText!.TrimStart('/').StartsWith("admin", StringComparison.Ordinal))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + string.Join('/', e.RoutePattern.RawText!.Trim('/').Split('/').Select(part => part.StartsWith('{') ? $"{Guid.CreateVersion7()}" : part)))
            .Distinct();

    private async Task<(Browser Admin, string Email)> SignInAsync()
    {
        var (browser, email) = (app.NewBrowser(), await Accounts.AddAsync(app, "admin"));
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        return (browser, email);
    }
}
