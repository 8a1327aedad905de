using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Components.Settings;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>
/// Every circuit action by everybody, against the table: on the real page and the server's own services, without a browser. Nobody gets no
/// page. A locked-out user's page was open before: there it is the circuit's handler that is held.
/// </summary>
public sealed class CircuitMatrixTests(ChatServer server) : PageContext, IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, Actor> Cells => new(CircuitTable.Cases.SelectMany(c => Enum.GetValues<Actor>().Select(a => (c.Action, a))));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task ForeignConversationReadable_EachActionByEach_DoesWhatTheTableSays(string action, Actor actor)
    {
        using var scene = await Scene.SetAsync(server, actor == Actor.LockedOut ? Actor.PartnerA : actor);
        var @case = CircuitTable.Cases.Single(c => c.Action == action);

        var came = actor switch
        {
            Actor.Nobody => await AskForThePageAsync(scene),
            Actor.LockedOut => await CallAfterLockOutAsync(scene, @case),
            _ => await CallAsync(scene, @case),
        };

        Assert.Equal(@case.Expected[actor], came);
    }

    private static async Task<string> AskForThePageAsync(Scene scene)
    {
        using var answer = await scene.Http.GetAsync("/chat", Ct);
        return answer.Headers.Location!.OriginalString.Split('?')[0];
    }

    private async Task<string> CallAsync(Scene scene, CircuitCase @case)
    {
        var page = Open(scene);
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        await Eventually.HoldsAsync(() => navigation.History.Count > 0 || IsLive(page), Ct);
        if (navigation.History.Count > 0) return navigation.History.Single().Uri;
        if (page.FindComponents<EndedFoot>().Count == 1) return await CallAfterTheEndAsync(page, scene, @case);
        await using var other = await FollowAsOtherAsync(scene);
        if (await page.InvokeAsync(() => @case.Call(page, scene.Target)) is { } answer) return answer;
        return @case.Expected.PartnerA == CircuitTable.Shown ? TextsOf(page) is ["by A", "by B"] ? CircuitTable.Shown : CircuitTable.Nothing
            : @case.Expected.PartnerA == CircuitTable.Found ? HitsOf(page) is ["by B", "by A"] ? CircuitTable.Found : CircuitTable.Nothing
            : scene.Account == scene.Couple.A || scene.Account == scene.Couple.B ? await WaitForAsync(other)
            : await LookAsync(scene, other);
    }

    // Nobody has a session there any more: what came of it is asked of the store.
    private async Task<string> CallAfterTheEndAsync(IRenderedComponent<PartnerChatPage> page, Scene scene, CircuitCase @case)
    {
        if (@case.Action.StartsWith(nameof(MessageInput), StringComparison.Ordinal)) return page.FindComponents<MessageInput>().Count == 0 ? CircuitTable.NoBox : "a box";
        var answer = await page.InvokeAsync(() => @case.Call(page, scene.Target));
        var now = (await server.Get<ChatService>().VisitAsync(scene.Account!.Id, scene.Target.ConversationId, Ct)).Value!.Membership;
        // Two were written, and nothing happened since.
        if ((now.Cursor, now.Position) != (2, 0)) return "changed";
        if (answer is not null) return answer;
        return @case.Expected.PartnerA == CircuitTable.Shown && TextsOf(page) is ["by A", "by B"] ? CircuitTable.Shown
            : @case.Expected.PartnerA == CircuitTable.Found && HitsOf(page) is ["by B", "by A"] ? CircuitTable.Found
            : CircuitTable.Nothing;
    }

    private async Task<string> CallAfterLockOutAsync(Scene scene, CircuitCase @case)
    {
        var page = Open(scene);
        await Eventually.HoldsAsync(() => IsLive(page), Ct);
        using var circuit = new CircuitSignIn(server.Get<SignInWatch>(), new Fixed(PrincipalOf(scene.Token)));
        await circuit.OnCircuitOpenedAsync(null!, Ct);
        var isHeard = false;
        var inbound = circuit.CreateInboundActivityHandler(async _ =>
        {
            isHeard = true;
            await page.InvokeAsync(() => @case.Call(page, scene.Target));
        });
        await scene.LockAsync();
        await Eventually.HoldsAsync(() => circuit.HasEnded, Ct);

        await inbound(null!);

        return isHeard ? "heard" : CircuitTable.NotHeard;
    }

    // Until the page is live it takes nothing.
    private static bool IsLive(IRenderedComponent<PartnerChatPage> page) =>
        page.FindComponents<ConversationView>() is [var view] && view.Instance.IsLive && page.FindComponents<MessageInput>().Count + page.FindComponents<EndedFoot>().Count == 1 && page.FindComponents<MessageActions>().Count == 1;

    private static IReadOnlyList<string> TextsOf(IRenderedComponent<PartnerChatPage> page) =>
        [.. page.FindAll("[data-testid=message-text]").Select(t => t.TextContent)];

    private static IReadOnlyList<string> HitsOf(IRenderedComponent<PartnerChatPage> page) =>
        [.. page.FindAll("[data-testid=search-hit] .words").Select(t => t.TextContent)];

    private async Task<SessionLog> FollowAsOtherAsync(Scene scene)
    {
        var other = scene.Account == scene.Couple.A ? scene.Couple.B : scene.Couple.A;
        var visit = (await server.Get<ChatService>().VisitAsync(other.Id, Ct)).Value!;
        return new SessionLog(server.Get<ChatService>().OpenSession(visit, visit.Membership.Cursor));
    }

    private static async Task<string> WaitForAsync(SessionLog other)
    {
        await other.WaitForAsync(events => events.Any(e => Seen(e) is not null), Ct);
        return other.Events.Select(Seen).First(s => s is not null)!;
    }

    // What comes after it is there, and it is not.
    private async Task<string> LookAsync(Scene scene, SessionLog other)
    {
        await Scene.SayAsync(server.Get<ChatService>(), scene.Couple.B.Id, "later");
        await other.WaitForSentAsync(1, Ct);
        return other.Events.Where(e => e is not MessageSent { Message.Content: "later" }).Select(Seen).FirstOrDefault(s => s is not null) ?? CircuitTable.Nothing;
    }

    private static string? Seen(ConversationEvent @event) => @event switch
    {
        MessageSent => CircuitTable.Said,
        MessageChanged { Message.DeletedAt: not null } => CircuitTable.Deleted,
        MessageChanged { Message.Reactions: not null } => CircuitTable.Reacted,
        TypingChanged { IsTyping: true } => CircuitTable.Typing,
        ReceiptsChanged { Receipts: var receipts } when receipts.Any(r => r.ReadAt is not null) => CircuitTable.Read,
        MessageChanged { Message.EditedAt: not null } => CircuitTable.Edited,
        // Read from the store, where something came between the visit and the session.
        MessageChanged { Message.ReadAt: not null } => CircuitTable.Read,
        _ => null,
    };

    private ClaimsPrincipal PrincipalOf(string token) =>
        server.Get<IOptionsMonitor<BearerTokenOptions>>().Get(IdentityConstants.BearerScheme).BearerTokenProtector.Unprotect(token)!.Principal;

    private IRenderedComponent<PartnerChatPage> Open(Scene scene)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Components/Chat/ConversationView.razor.js").Setup<string>("connect", _ => true).SetResult("Europe/Berlin");
        ComponentFactories.AddStub<ChatHeader>();
        ComponentFactories.AddStub<LiveSettings>();
        Services.AddSingleton(server.Get<ChatService>());
        Services.AddSingleton(server.Get<StarService>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(server.Get<SearchService>());
        Services.AddSingleton<CircuitConnection>();
        this.AddBunitPersistentComponentState();
        this.AddAuthorization().SetAuthorized("somebody").SetClaims(new Claim(ClaimTypes.NameIdentifier, scene.Account!.Id.ToString()));
        SetRendererInfo(new("Server", true));
        return Render<PartnerChatPage>();
    }

    private sealed class Fixed(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
