using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Auditing;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Admin.Inspections;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Admin;

/// <summary>The view of a look: nothing before a reason, the pages after it, closed by itself when its time is over.</summary>
public sealed class InspectionPageTests(PostgresFixture postgres) : PageContext, IAsyncLifetime
{
    private const string Message = "[data-testid=inspected-message]";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private TestDatabase? _database;
    private ChatNode _node = null!;
    private Couple _couple = null!;
    private AuditActor _admin = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database, _time);
        _couple = await Couple.JoinAsync(_node, Ct);
        await _couple.WriteAsync(_node, 60, Ct);
        _admin = await Admins.AddAsync(_node, Ct);
        Services.AddSingleton(_node.Get<InspectionService>()).AddSingleton<TimeProvider>(_time);
        this.AddBunitPersistentComponentState();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new("Server", true));
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task Page_BeforeAReason_HasNoWordOfTheirsAndNoEntryIsWritten()
    {
        var page = Open();

        Assert.Contains("Nora", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(Message));
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.Find("#why-fault").TextContent);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Look_OverTime_ClosesByItself()
    {
        var page = Open();
        await LookAsync(page);
        Assert.Equal(50, page.FindAll(Message).Count);
        await page.Find("[data-testid=inspection-older]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(10, page.FindAll(Message).Count));

        _time.Advance(TimeSpan.FromMinutes(30));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Message)));
        Assert.NotEmpty(page.Find("[data-testid=inspection-status]").TextContent);
        Assert.NotNull(page.Find("[data-testid=reason]"));
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task Look_RoleLostMeanwhile_IsNotFound()
    {
        var page = Open();
        await LookAsync(page);
        await Admins.DismissAsync(_node, _admin, Ct);
        var isNotFound = false;
        Services.GetRequiredService<NavigationManager>().OnNotFound += (_, _) => isNotFound = true;

        await page.Find("[data-testid=inspection-older]").ClickAsync();

        page.WaitForAssertion(() => Assert.True(isNotFound));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Look_LeftAndComeBackTo_GoesOnWithTheReasonThatWasGiven()
    {
        await LookAsync(Open());

        var again = Open();
        Assert.Empty(again.FindAll("[data-testid=reason]"));
        await again.Find("form").SubmitAsync();

        again.WaitForAssertion(() => Assert.Equal(50, again.FindAll(Message).Count));
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task Look_GoneOnWithAfterItsTime_AsksForAnotherReason()
    {
        await LookAsync(Open());
        var again = Open();
        _time.Advance(TimeSpan.FromMinutes(30));

        await again.Find("form").SubmitAsync();

        again.WaitForElement("[data-testid=reason]");
        Assert.NotEmpty(again.Find("[data-testid=inspection-status]").TextContent);
        Assert.Equal(2, await CountAsync());
    }

    private IRenderedComponent<InspectionPage> Open()
    {
        var page = Render<InspectionPage>(p => p.Add(i => i.Id, _couple.ConversationId).AddCascadingValue(_admin).AddCascadingValue(TimeZoneInfo.Utc));
        page.WaitForElement("form");
        return page;
    }

    private static async Task LookAsync(IRenderedComponent<InspectionPage> page)
    {
        await page.Find("[data-testid=reason]").InputAsync("somebody asked me to");
        await page.Find("form").SubmitAsync();
        page.WaitForElement(Message);
    }

    private async Task<long> CountAsync()
    {
        await using var ask = _node.Database.CreateCommand("SELECT count(*) FROM audit_entries");
        return (long)(await ask.ExecuteScalarAsync(Ct))!;
    }
}
