using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Security;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>What is asked for: a relationship, its conversation, a message of each partner; and what the actor has of their own.</summary>
/// <param name="Side">The side that the actor names as theirs.</param>
/// <param name="InviteCode">An open invitation of somebody else's.</param>
internal sealed record Target(
    Guid RelationshipId, Guid ConversationId, Guid MessageOfA, Guid MessageOfB, string InviteCode, PartnerSide Side, string Email, string RefreshToken)
{
    /// <summary>The same with ids of nothing.</summary>
    public Target Absent() => this with
    {
        RelationshipId = Guid.CreateVersion7(),
        ConversationId = Guid.CreateVersion7(),
        MessageOfA = Guid.CreateVersion7(),
        MessageOfB = Guid.CreateVersion7(),
        InviteCode = PartnerChat.Web.Messaging.InviteCode.New(),
    };
}

/// <summary>An actor, signed in, before a conversation of a couple's with a message of each. Everything in it is its own.</summary>
internal sealed class Scene : IDisposable
{
    private readonly CookieContainer _cookies = new();

    private Scene(ChatServer server, SignedUpCouple couple)
    {
        (Server, Couple) = (server, couple);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        Http = new HttpClient(server.IsHttp2 ? new OverHttp2(handler) : handler) { BaseAddress = new Uri(server.BaseUrl) };
    }

    public ChatServer Server { get; }

    public SignedUpCouple Couple { get; }

    /// <summary>The actor's account; null when they are nobody.</summary>
    public TestAccount? Account { get; private set; }

    /// <summary>The actor's client.</summary>
    public HttpClient Http { get; }

    public string Token { get; private set; } = "";

    public string Cookie => _cookies.GetCookieHeader(new Uri(Server.BaseUrl));

    public required Target Target { get; set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Scene> SetAsync(ChatServer server, Actor actor, Door door = Door.Bearer)
    {
        var couple = await server.NewCoupleAsync();
        var chat = server.Get<ChatService>();
        var visit = (await chat.VisitAsync(couple.A.Id, Ct)).Value!;
        var invitation = await server.Get<RelationshipService>().CreateAsync((await server.NewAccountAsync()).Id, "Ida", Ct);
        var scene = new Scene(server, couple)
        {
            Target = new Target(
                visit.Participant.RelationshipId, visit.Participant.ConversationId, await SayAsync(chat, couple.A.Id, "by A"), await SayAsync(chat, couple.B.Id, "by B"),
                invitation.Value!.Invitation.Code, actor == Actor.PartnerB ? PartnerSide.B : PartnerSide.A, "", ""),
        };
        await scene.ComeAsync(actor, door);
        return scene;
    }

    /// <summary>The client id of the message that says this.</summary>
    public static Guid ClientIdOf(string content) => new(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16));

    /// <summary>A message of that user's in their conversation.</summary>
    public static async Task<Guid> SayAsync(ChatService chat, Guid userId, string content)
    {
        var visit = (await chat.VisitAsync(userId, Ct)).Value!;
        return (await chat.SendAsync(visit.Participant, new SendMessage(content, ClientIdOf(content)), Ct)).Value!.Message.Id;
    }

    /// <summary>Locks the actor's account, as the store is told to by whoever may.</summary>
    public Task LockAsync() => WithAccountAsync((users, user) =>
    {
        user.LockedAt = TimeProvider.System.GetUtcNow();
        return users.UpdateAsync(user);
    });

    public void Dispose() => Http.Dispose();

    private async Task ComeAsync(Actor actor, Door door)
    {
        if (actor == Actor.Nobody) return;
        Account = actor switch
        {
            Actor.PartnerB => Couple.B,
            Actor.PartnerElsewhere => (await Server.NewCoupleAsync()).A,
            Actor.Admin => await Server.NewAccountAsync(),
            _ => Couple.A,
        };
        if (actor == Actor.Admin) await MakeAdminAsync();
        await SignInAsync(door);
        if (actor == Actor.Admin) await ProveAsync();
        if (actor == Actor.PartnerOfEnded) await Server.Get<RelationshipService>().EndAsync(Account.Id, Ct);
        if (actor == Actor.LockedOut) await LockAsync();
    }

    private async Task SignInAsync(Door door)
    {
        var caller = await new ApiCaller(Http).SignInAsync(Account!.Email);
        Target = Target with { Email = Account.Email, RefreshToken = caller.RefreshToken };
        if (door == Door.Bearer)
        {
            Token = caller.AccessToken;
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            return;
        }

        Http.DefaultRequestHeaders.Add("Origin", Server.BaseUrl);
        var answer = await new Browser(Http).SubmitAsync("/account/login", "login", ("Input.Email", Account.Email), ("Input.Password", Accounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private Task MakeAdminAsync() => WithAccountAsync(async (users, user) =>
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        if (!await roles.RoleExistsAsync(AccountSecurity.AdminRole)) await roles.CreateAsync(new IdentityRole<Guid>(AccountSecurity.AdminRole));
        return await users.AddToRoleAsync(user, AccountSecurity.AdminRole);
    });

    // As if they had signed in with a second factor: an admin without one is led to set it up, wherever they go.
    private async Task ProveAsync()
    {
        await using var prove = Server.Get<ChatDataSources>().Readers.CreateCommand("UPDATE account_sessions SET second_factor = 'code' WHERE user_id = $1");
        prove.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Account!.Id });
        await prove.ExecuteNonQueryAsync(Ct);
    }

    private async Task WithAccountAsync(Func<UserManager<ApplicationUser>, ApplicationUser, Task<IdentityResult>> change)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var user = await users.FindByIdAsync(Account!.Id.ToString("D", CultureInfo.InvariantCulture));
        Assert.True((await change(users, user!)).Succeeded);
    }

    private sealed class OverHttp2(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
