using System.Net;
using System.Text.RegularExpressions;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Settings;

/// <summary>The forms of account and security, as a browser without scripts sends them.</summary>
public sealed partial class SecurityPageTests(PagesApp app) : IClassFixture<PagesApp>
{
    private const string Page = "/settings/security";
    private const string TwoFactor = "/settings/security/two-factor";
    private const string Another = "a lamp in another window";

    [Fact]
    public async Task Devices_OfEverySignIn_AreListedWithThisOneFirst()
    {
        var (desk, email) = await SignInAsync();
        await SignInAsync(email);
        await app.NewCaller().SignInAsync(email);
        await app.ExecuteAsync("UPDATE account_sessions SET browser = 'Safari', system = 'iPhone', zone = 'America/Argentina/Buenos_Aires' WHERE id = $1", (await app.SessionsOfAsync(email))[1].Id);

        var page = await desk.ReadAsync(Page);

        Assert.Equal(3, Devices().Count(page));
        Assert.Contains("Signed in on 3 devices", page, StringComparison.Ordinal);
        Assert.Contains("Safari on iPhone", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>Buenos Aires</bdi>", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("data-this=\"true\"", StringComparison.Ordinal) < page.IndexOf("Safari on iPhone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Device_SignedOut_IsOutAndNoOther()
    {
        var (desk, email) = await SignInAsync();
        var (phone, _) = await SignInAsync(email);
        var (tablet, _) = await SignInAsync(email);

        var answer = await desk.SubmitAsync(Page, "sessions", ("Session", $"{(await app.SessionsOfAsync(email))[1].Id}"));

        Assert.Equal(Page, answer.Headers.Location?.OriginalString);
        Assert.Equal((true, false, true), (await IsInAsync(desk), await IsInAsync(phone), await IsInAsync(tablet)));
        Assert.Contains("Signed out there.", await desk.ReadAsync(Page), StringComparison.Ordinal);
        Assert.DoesNotContain("Signed out there.", await desk.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_OfSomebodyElse_StaysIn()
    {
        var (desk, _) = await SignInAsync();
        var (other, email) = await SignInAsync();

        await desk.SubmitAsync(Page, "sessions", ("Session", $"{(await app.SessionsOfAsync(email))[0].Id}"));

        Assert.True(await IsInAsync(other));
    }

    [Fact]
    public async Task SignOutEverywhere_EndsAllAndThisOne()
    {
        var (desk, email) = await SignInAsync();
        var (phone, _) = await SignInAsync(email);

        var answer = await desk.SubmitAsync(Page, "/account/sign-out-everywhere");

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.Equal((false, false), (await IsInAsync(desk), await IsInAsync(phone)));
    }

    [Fact]
    public async Task Password_Changed_EndsTheOthersAndKeepsThisOne()
    {
        var (desk, email) = await SignInAsync();
        var (phone, _) = await SignInAsync(email);

        var answer = await desk.SubmitAsync(Page, "password", ("Input.Present", Accounts.Password), ("Input.New", Another));

        Assert.Equal(Page, answer.Headers.Location?.OriginalString);
        Assert.Equal((true, false), (await IsInAsync(desk), await IsInAsync(phone)));
        Assert.Contains("Signed in on 1 device<", await desk.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.NewCaller().PostAsync("/api/auth/login", new { email, password = Another })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.NewCaller().PostAsync("/api/auth/login", new { email, password = Accounts.Password })).Status);
    }

    [Theory]
    [InlineData("not this one at all", Another, "present-password-error")]
    [InlineData(Accounts.Password, "short", "new-password-error")]
    [InlineData(Accounts.Password, "password1234", "new-password-error")]
    public async Task Password_ThatDoesNotFit_IsRefusedBesideTheFieldAndNothingChanges(string present, string next, string field)
    {
        var (desk, email) = await SignInAsync();
        var (phone, _) = await SignInAsync(email);

        var page = await Browser.TextOf(await desk.SubmitAsync(Page, "password", ("Input.Present", present), ("Input.New", next)));

        Assert.Contains($"id=\"{field}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(next, page, StringComparison.Ordinal);
        Assert.True(await IsInAsync(phone));
    }

    [Fact]
    public async Task Password_GuessedManyTimes_IsNotLookedAtAnyMore()
    {
        var (desk, _) = await SignInAsync();
        for (var i = 0; i < 5; i++) await desk.SubmitAsync(Page, "password", ("Input.Present", $"not this one at all {i}"), ("Input.New", Another));

        var right = await desk.SubmitAsync(Page, "password", ("Input.Present", Accounts.Password), ("Input.New", Another));

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Contains("present-password-error", await Browser.TextOf(right), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoFactor_WholeLife_IsAskedForAtEachSignInUntilItIsOff()
    {
        var (desk, email) = await SignInAsync();
        var (phone, _) = await SignInAsync(email);
        var key = await ReadKeyAsync(desk);
        Assert.Equal(key.CodeAt(app.Time.GetUtcNow()), (await ReadKeyAsync(desk)).CodeAt(app.Time.GetUtcNow()));

        // On, by a code; the others are out.
        Assert.Contains("code-error", await Browser.TextOf(await desk.SubmitAsync(TwoFactor, "two-factor-on", ("Code", "000000"), ("Input.Present", Accounts.Password))), StringComparison.Ordinal);
        var codes = CodesIn(await Browser.TextOf(await desk.SubmitAsync(TwoFactor, "two-factor-on", ("Code", key.CodeAt(app.Time.GetUtcNow())), ("Input.Present", Accounts.Password))));
        Assert.Equal(10, codes.Length);
        Assert.Equal((true, false), (await IsInAsync(desk), await IsInAsync(phone)));
        Assert.DoesNotContain(codes[0], await desk.ReadAsync(TwoFactor), StringComparison.Ordinal);

        // In by password and code; a code that was used is none.
        Next();
        var code = key.CodeAt(app.Time.GetUtcNow());
        phone = await HalfInAsync(email);
        Assert.False(await IsInAsync(phone));
        Assert.Equal("/settings", (await phone.SubmitAsync("/account/second-factor?ReturnUrl=%2Fsettings", "second-factor", ("Input.Code", $"{code[..3]} {code[3..]}"))).Headers.Location?.OriginalString);
        Assert.Contains("code-error", await Browser.TextOf(await (await HalfInAsync(email)).SubmitAsync("/account/second-factor", "second-factor", ("Input.Code", code))), StringComparison.Ordinal);

        // In by a recovery code, of which one less is left; new ones for a proof.
        var lost = await HalfInAsync(email);
        Assert.Equal("/chat", (await lost.SubmitAsync("/account/second-factor?by=recovery", "second-factor", ("Input.Code", codes[3]))).Headers.Location?.OriginalString);
        Assert.Contains("9 recovery codes are left.", await lost.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Contains("codes-proof-error", await Browser.TextOf(await lost.SubmitAsync(TwoFactor, "recovery-codes", ("CodesProof", "000000"))), StringComparison.Ordinal);
        Assert.Contains("codes-proof-error", await Browser.TextOf(await lost.SubmitAsync(TwoFactor, "recovery-codes", ("CodesProof", Accounts.Password))), StringComparison.Ordinal);
        Assert.Equal(10, CodesIn(await Browser.TextOf(await lost.SubmitAsync(TwoFactor, "recovery-codes", ("CodesProof", codes[4])))).Except(codes).Count());

        // A device that is remembered is not asked; off, nobody is.
        Next();
        await phone.SubmitAsync("/account/logout", "/account/logout");
        await phone.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        await phone.SubmitAsync("/account/second-factor", "second-factor", ("Input.Code", key.CodeAt(app.Time.GetUtcNow())), ("Input.IsRemembered", "true"));
        await phone.SubmitAsync("/account/logout", "/account/logout");
        Assert.Equal("/chat", (await phone.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password))).Headers.Location?.OriginalString);
        Next();
        Assert.Equal(Page, (await phone.SubmitAsync(TwoFactor, "two-factor-off", ("OffProof", key.CodeAt(app.Time.GetUtcNow())))).Headers.Location?.OriginalString);
        Assert.Equal((true, false), (await IsInAsync(phone), await IsInAsync(desk)));
        Assert.Equal("/chat", (await app.NewBrowser().SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password))).Headers.Location?.OriginalString);
        Assert.All(await app.SessionsOfAsync(email), s => Assert.Null(s.SecondFactor));
    }

    // Whoever comes to a page left open would keep its owner out for good.
    [Theory]
    [InlineData("")]
    [InlineData("not this one at all")]
    public async Task TwoFactor_SwitchedOnWithoutThePassword_StaysOff(string present)
    {
        var (desk, _) = await SignInAsync();
        var key = await ReadKeyAsync(desk);

        var page = await Browser.TextOf(await desk.SubmitAsync(TwoFactor, "two-factor-on", ("Code", key.CodeAt(app.Time.GetUtcNow())), ("Input.Present", present)));

        Assert.Contains("present-password-error", page, StringComparison.Ordinal);
        Assert.Contains("data-on=\"false\"", await desk.ReadAsync(Page), StringComparison.Ordinal);
    }

    // A stolen password is just what the second factor is for.
    [Theory]
    [InlineData("not this one at all")]
    [InlineData(Accounts.Password)]
    [InlineData("")]
    public async Task TwoFactor_SwitchedOffWithoutIt_StaysOn(string proof)
    {
        var (desk, email) = await SignInAsync();
        await SecondFactorKey.AddKeepingAsync(app, email);

        var page = await Browser.TextOf(await desk.SubmitAsync(TwoFactor, "two-factor-off", ("OffProof", proof)));

        Assert.Contains("off-proof-error", page, StringComparison.Ordinal);
        Assert.Contains("data-on=\"true\"", await desk.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondFactor_OfNobodyWhoWaits_LeadsToTheSignIn()
    {
        Assert.Equal("/account/login", (await app.NewBrowser().OpenAsync("/account/second-factor")).Headers.Location?.OriginalString.Split('?')[0]);
    }

    [Fact]
    public async Task Passkey_AddedWithoutTheSecondFactor_IsNone()
    {
        var (desk, email) = await SignInAsync();
        var (key, _) = await SecondFactorKey.AddKeepingAsync(app, email);

        var without = await Browser.TextOf(await desk.SubmitAsync(Page, "add-passkey", ("Input.Present", Accounts.Password), ("Input.Passkey", "none")));
        var with = await Browser.TextOf(await desk.SubmitAsync(Page, "add-passkey", ("Input.Present", Accounts.Password), ("Input.Code", key.CodeAt(app.Time.GetUtcNow())), ("Input.Passkey", "none")));

        Assert.Contains("passkey-code-error", without, StringComparison.Ordinal);
        Assert.DoesNotContain("passkey-code-error", with, StringComparison.Ordinal);
    }

    // Who has no password shows a passkey before another is made, or a page left open makes a door.
    [Fact]
    public async Task Passkey_AskedForByWhoHasAPasskeyOnlyAndShowsNone_IsNotBegun()
    {
        var (desk, email) = await SignInAsync();
        var token = ("__RequestVerificationToken", Token().Match(await desk.ReadAsync(Page)).Groups[1].Value);
        await app.ExecuteAsync("UPDATE users SET password_hash = NULL WHERE email = $1", email);
        var id = await app.IdOfAsync(email);
        await app.ExecuteAsync("INSERT INTO user_passkeys (credential_id, user_id, data) VALUES ($1, $2, '{}')", id.ToByteArray(), id);

        var none = await desk.PostAsync("/account/passkey/addition", token);
        var wrong = await desk.PostAsync("/account/passkey/addition", token, ("Input.Shown", "none"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (none.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task Passkey_ThatIsNotThere_IsNotFound()
    {
        var (desk, _) = await SignInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await desk.OpenAsync($"{Page}/passkeys/none")).StatusCode);
    }

    private async Task<(Browser Browser, string Email)> SignInAsync(string? known = null)
    {
        var (browser, email) = (app.NewBrowser(), known ?? await Accounts.AddAsync(app));
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        return (browser, email);
    }

    private async Task<Browser> HalfInAsync(string email)
    {
        var browser = app.NewBrowser();
        var answer = await browser.SubmitAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", Accounts.Password));
        Assert.Equal("/account/second-factor?ReturnUrl=%2Fchat", answer.Headers.Location?.OriginalString);
        return browser;
    }

    private void Next() => app.Time.Advance(TimeSpan.FromMinutes(1));

    private static async Task<SecondFactorKey> ReadKeyAsync(Browser browser) => new(Key().Match(await browser.ReadAsync(TwoFactor)).Groups[1].Value);

    private static string[] CodesIn(string page) => Codes().Match(page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<bool> IsInAsync(Browser browser) => (await browser.OpenAsync("/settings")).StatusCode == HttpStatusCode.OK;

    [GeneratedRegex("data-testid=\"device\"")]
    private static partial Regex Devices();

    [GeneratedRegex("<code id=\"authenticator-key\"[^>]*>([^<]+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<pre class=\"codes\"[^>]*>([^<]+)</pre>")]
    private static partial Regex Codes();
}
