using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Components.Settings;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class PartnerChatPageTests(PagesApp app) : PageContext, IClassFixture<PagesApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new(Talk.Noon);
    private string? _code;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RelationshipService Relationships => app.Services.GetRequiredService<RelationshipService>();

    [Fact]
    public async Task Open_PartnerJoinedSinceThePageWasPrerendered_HasTheirName()
    {
        var (nora, visit) = await StartAsync();
        await Relationships.AcceptAsync(await AddUserAsync(), _code, "Sami", Ct);

        var page = OpenFrom(Prerendered(visit.Membership), nora);

        page.WaitForAssertion(() => Assert.Equal("Message to Sami", page.Find("textarea").GetAttribute("aria-label")), Patience);
    }

    [Fact]
    public async Task Open_BrowserInAnotherZone_DayTurnsAtItsMidnight()
    {
        var (nora, visit) = await StartAsync();
        var today = SnapshotMessage.From(Talk.Message(1, PartnerSide.A, Talk.Noon));
        var page = OpenFrom(Prerendered(visit.Membership) with { Messages = [today] }, nora);
        // Noon in UTC is nine in the evening in Tokyo.
        page.WaitForAssertion(() => Assert.Equal("21:00", page.Find("time").TextContent), Patience);

        _time.Advance(TimeSpan.FromHours(3));

        page.WaitForAssertion(() => Assert.Equal("Yesterday", page.Find("h2").TextContent), Patience);
    }

    [Fact]
    public async Task Dispose_Open_LeavesNoSubscription()
    {
        var (nora, visit) = await StartAsync();
        var bus = app.Services.GetRequiredService<ConversationEventBus>();
        var page = OpenFrom(Prerendered(visit.Membership), nora);
        page.WaitForAssertion(() => Assert.Equal(1, bus.SubscriptionCount), Patience);

        await DisposeComponentsAsync();

        Assert.Equal(0, bus.SubscriptionCount);
    }

    [Fact]
    public async Task Open_TheRelationshipEnds_IsFrozenInItsPlace()
    {
        var (nora, visit) = await StartAsync();
        var bus = app.Services.GetRequiredService<ConversationEventBus>();
        var page = OpenFrom(Prerendered(visit.Membership) with { Messages = [SnapshotMessage.From(Talk.Message(1, PartnerSide.A, Talk.Noon))] }, nora);
        page.WaitForAssertion(() => Assert.Contains(visit.Participant.ConversationId, bus.Conversations), Patience);

        await Relationships.EndAsync(nora, Ct);

        page.WaitForAssertion(() => Assert.Equal("ended", page.Find("[data-testid=notice]").GetAttribute("data-notice")), Patience);
        Assert.NotNull(page.Find("[data-testid=conversation-ended]"));
        Assert.Empty(page.FindAll("[data-testid=message-input]"));
        Assert.Equal("true", page.Find(".chat").GetAttribute("data-ended"));
        Assert.Single(page.FindAll("[data-testid=message-text]"));
        Assert.Empty(Services.GetRequiredService<BunitNavigationManager>().History);
        Assert.DoesNotContain(visit.Participant.ConversationId, bus.Conversations);
    }

    [Fact]
    public async Task Open_EndedWhileNobodyListened_HasWhatWasSaidBeforeTheEnd()
    {
        var (nora, visit) = await StartAsync();
        var chat = app.Services.GetRequiredService<ChatService>();
        await chat.SendAsync(visit.Participant, new SendMessage("the last words", null), Ct);
        await Relationships.EndAsync(nora, Ct);

        var page = OpenFrom(Prerendered(visit.Membership), nora);

        page.WaitForAssertion(() => Assert.Equal("the last words", page.Find("[data-testid=message-text]").TextContent), Patience);
        Assert.NotNull(page.Find("[data-testid=conversation-ended]"));
    }

    private static ChatSnapshot Prerendered(Membership member) => new(
        member.ConversationId, member.Side, member.PartnerName, member.Name, member.Since, member.Cursor, new UnreadMark(member.Position, member.LastSeq, 0, null), HasOlder: false, Zone: null, []);

    private async Task<(Guid User, Visit Visit)> StartAsync()
    {
        var user = await AddUserAsync();
        _code = (await Relationships.CreateAsync(user, "Nora", Ct)).Value!.Invitation.Code;
        return (user, (await app.Services.GetRequiredService<ChatService>().VisitAsync(user, Ct)).Value!);
    }

    private async Task<Guid> AddUserAsync()
    {
        var email = await Accounts.AddAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().FindByEmailAsync(email))!.Id;
    }

    private IRenderedComponent<PartnerChatPage> OpenFrom(ChatSnapshot snapshot, Guid user)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Components/Chat/ConversationView.razor.js").Setup<string>("connect", _ => true).SetResult("Asia/Tokyo");
        ComponentFactories.AddStub<ChatHeader>();
        ComponentFactories.AddStub<LiveSettings>();
        ComponentFactories.Add(type => type == typeof(PartnerChatPage), _ => Restored(snapshot));
        Services.AddSingleton(app.Services.GetRequiredService<ChatService>());
        Services.AddSingleton(app.Services.GetRequiredService<StarService>());
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton(app.Services.GetRequiredService<SearchService>());
        Services.AddSingleton<CircuitConnection>();
        this.AddBunitPersistentComponentState();
        this.AddAuthorization().SetAuthorized("nora").SetClaims(new Claim(ClaimTypes.NameIdentifier, user.ToString()));
        SetRendererInfo(new("Server", true));
        return Render<PartnerChatPage>();
    }

    private static PartnerChatPage Restored(ChatSnapshot snapshot) =>
        new() { Snapshot = snapshot, Chat = null!, Connection = null!, Time = null!, Navigation = null!, Authentication = null! };
}
