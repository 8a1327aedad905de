using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Mail;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Settings;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Components.Settings;

public sealed class SettingsPageTests(PostgresFixture postgres) : PageContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TestDatabase? _database;
    private TcpProxy? _proxy;
    private ChatNode _node = null!;
    private Couple _couple = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _proxy = TcpProxy.Before(_database.ConnectionString, out var through);
        _node = await ChatNode.StartAsync(through);
        _couple = await Couple.JoinAsync(_node, Ct);
    }

    [Fact]
    public async Task Open_ShowsWhatIsStored()
    {
        await _node.Get<SettingsService>().ChangeAsync(_couple.A, new(Theme: "dark", SendKey: "ctrl_enter", TypingIndicator: false), Ct);

        var page = Open(_couple.A);

        Assert.True(page.Find("input[name=theme][value=dark]").HasAttribute("checked"));
        Assert.True(page.Find("input[name=send-key][value=ctrl_enter]").HasAttribute("checked"));
        Assert.True(page.Find("#receipts").HasAttribute("checked"));
        Assert.False(page.Find("#typing").HasAttribute("checked"));
        Assert.Equal("Nora", page.Find("#name").GetAttribute("value"));
        Assert.Contains("As Sami sees it.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_Pressed_IsStoredAndSaidToBe()
    {
        var page = Open(_couple.A);

        page.Find("#presence").Change(false);

        page.WaitForAssertion(() => Assert.Equal("Saved", page.Find("[data-testid=settings-status]").TextContent), Patience);
        Assert.False((await _node.Get<SettingsService>().GetAsync(_couple.A, Ct)).Value!.Presence);
        Assert.False(page.Find("#presence").HasAttribute("checked"));
    }

    [Fact]
    public void Switch_DatabaseAway_GoesBackAndSaysSo()
    {
        var page = Open(_couple.A);
        _proxy!.Cut();

        page.Find("#receipts").Change(false);

        page.WaitForAssertion(() => Assert.StartsWith("Not saved.", page.Find("[data-testid=settings-problem]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("", page.Find("[data-testid=settings-status]").TextContent);
        page.WaitForAssertion(() => Assert.True(page.Find("#receipts").HasAttribute("checked")), Patience);
    }

    [Fact]
    public async Task Changed_OnAnotherPage_IsShownHere()
    {
        var page = Open(_couple.A);

        await _node.Get<SettingsService>().ChangeAsync(_couple.A, new(Theme: "light", Notifications: true), Ct);
        await _node.Get<SettingsService>().RenameAsync(_couple.A, "Nora Berg", Ct);

        page.WaitForAssertion(() => Assert.True(page.Find("input[name=theme][value=light]").HasAttribute("checked")), Patience);
        page.WaitForAssertion(() => Assert.Equal("Nora Berg", page.Find("#name").GetAttribute("value")), Patience);
        Assert.False(page.Find("#notification-text").HasAttribute("disabled"));
        Assert.Equal("on", page.Find("live-settings").GetAttribute("data-notify"));
    }

    [Theory]
    [InlineData("", "Give a name that your partner will see.")]
    [InlineData("123456789012345678901234567890123456789012345678901", "At most 50 characters. Shorten it.")]
    public async Task Name_ThatIsNone_SaysWhyAndStoresNothing(string typed, string why)
    {
        var page = Open(_couple.A);

        page.Find("#name").Change(typed);

        page.WaitForAssertion(() => Assert.Equal(why, page.Find("#name-problem").TextContent), Patience);
        Assert.Equal("true", page.Find("#name").GetAttribute("aria-invalid"));
        Assert.Equal("Nora", (await _node.VisitAsync(_couple.B, Ct)).Membership.PartnerName);
    }

    [Fact]
    public async Task Receipts_OffAtThePartner_AreExplained()
    {
        await _node.Get<SettingsService>().ChangeAsync(_couple.B, new(ReadReceipts: false), Ct);

        var page = Open(_couple.A);

        Assert.Contains("Sami has them off", page.Find("#receipts-hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InNoRelationship_HasNoNameToGive()
    {
        var page = Open(await Couple.AddUserAsync(_node, Ct));

        Assert.Empty(page.FindAll("#name"));
        Assert.Contains("your partner sees that they are off", page.Find("#receipts-hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_SignedInAndOutElsewhere_AreShownWithoutAReload()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var sessions = _node.Get<AccountSessionStore>();
        var page = Open(_couple.A, time: time);
        page.WaitForAssertion(() => Assert.StartsWith("Signed in on 0 devices", Devices(page), StringComparison.Ordinal), Patience);

        await sessions.StartAsync(_couple.A, new SessionOrigin("Firefox", "Linux", "Europe/Berlin"), Ct);
        time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.StartsWith("Signed in on 1 deviceFirefox on Linux", Devices(page), StringComparison.Ordinal), Patience);
        await _node.Get<DeviceStore>().EndAllAsync(_couple.A, null, Ct);
        time.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.StartsWith("Signed in on 0 devices", Devices(page), StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Prerendered_NoCircuitYet_CannotBePressed()
    {
        var page = Open(_couple.A, isInteractive: false);

        Assert.All(page.FindAll(".settings input"), input => Assert.True(input.HasAttribute("disabled")));
        Assert.False(page.Find("[data-testid=settings]").HasAttribute("data-interactive"));
    }

    public new async ValueTask DisposeAsync()
    {
        await DisposeComponentsAsync();
        await base.DisposeAsync();
        await _node.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private static string Devices(IRenderedComponent<SettingsPage> page) => page.Find("[data-testid=sessions-row] div").TextContent;

    private IRenderedComponent<SettingsPage> Open(Guid user, bool isInteractive = true, TimeProvider? time = null)
    {
        Services.AddSingleton(_node.Get<SettingsService>());
        Services.AddSingleton(_node.Get<ExportsUnderWay>());
        Services.AddSingleton(_node.Get<SettingsFeed>());
        Services.AddSingleton(new AccountAddresses(_node.Get<MailStore>(), new MailSetup(null, true, "")));
        Services.AddSingleton(_node.Chat);
        Services.AddSingleton(time ?? TimeProvider.System);
        Services.AddSingleton(_node.Get<AccountSessionStore>());
        Services.AddSingleton(_node.Get<DeviceStore>());
        Services.AddLogging();
        Services.AddSingleton<SessionCheck>();
        Services.AddSingleton<SignInWatch>();
        Services.AddSingleton<AccountSessions>();
        this.AddBunitPersistentComponentState();
        this.AddAuthorization().SetAuthorized("nora").SetClaims(new Claim(ClaimTypes.NameIdentifier, user.ToString()));
        SetRendererInfo(new(isInteractive ? "Server" : "Static", isInteractive));
        var page = Render<SettingsPage>();
        page.WaitForElement(".settings", Patience);
        return page;
    }
}
