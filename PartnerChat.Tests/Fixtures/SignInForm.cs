using System.Net;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Signs an account in as a browser without scripts does: two requests instead of two pages.</summary>
internal static class SignInForm
{
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

    /// <summary>The cookies of the session.</summary>
    public static async Task<IReadOnlyList<Cookie>> SendAsync(Uri baseUrl, TestAccount account)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = baseUrl };
        http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        using var answer = await new Browser(http).SubmitAsync("/account/login?ReturnUrl=%2Fchat", "login", ("Input.Email", account.Email), ("Input.Password", Accounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return [.. cookies.GetAllCookies().Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, Secure = c.Secure, SameSite = SameSiteAttribute.Lax })];
    }
}
